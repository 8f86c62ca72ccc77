/** Longest names that people choose; with them every physical name fits its service's limit. */
export const NAME_LIMITS = {
  environment: 12,
  partition: 12,
  table: 32,
  stream: 32,
  queue: 32,
  archive: 15,
  service: 24,
  function: 24,
  job: 24,
  feed: 14,
  feature: 40,
  endpoint: 20,
  distribution: 20,
  origin: 20,
  partner: 31,
} as const;
