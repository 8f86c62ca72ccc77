/** The partitions of production, in two parts: each takes minutes, and they may be compared at the same time. */
export const PARTS = [
  ["ch", "eu"],
  ["in", "us"],
] as const;
