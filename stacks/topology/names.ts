/** Name of the stack of what has no region. */
export function globalStackName(environment: string): string {
  return `${environment}-global`;
}

/** Name of a partition's stack, which is also the prefix of what spans the partition. */
export function partitionStackName(environment: string, partition: string): string {
  return `${environment}-${partition}`;
}

/** Name of a region's stack, which is also the prefix of what lies in the region alone. */
export function regionStackName(environment: string, region: string): string {
  return `${environment}-${region}`;
}

/** Physical name of something that other stacks and services find by its name. */
export function physicalName(stack: string, thing: string): string {
  return `${stack}-${thing}`;
}

/**
 * Longest physical names the services take, in characters. A failure queue carries the name of its stream and
 * `-failures-parked`.
 * Source: the API reference of each service, read 2026-11-24.
 */
export const PHYSICAL_NAME_LIMITS = {
  stack: 100,
  table: 255,
  cluster: 100,
  stream: 128,
  queue: 80,
  function: 64,
  vault: 50,
  bucket: 63,
} as const;
