import type { SideReader } from "./surroundings";

/** How soon things are answered, by what a plan has. */
export interface Latency {
  readonly looks: string;
  readonly reservations: string;
}

/** What answers, the fastest first; the first that a plan has counts. */
const LOOKS = [
  ["aws:cloudfront/distribution:Distribution", "at the edge, a few ms; seconds old"],
  ["aws:elasticache/replicationGroup:ReplicationGroup", "from a cache in the region, about 1 ms behind the service"],
  ["aws:dynamodb/table:Table", "from a table in the region, a few ms behind the service"],
] as const;
const RESERVATIONS = [
  ["kubernetes:apps/v1:Deployment", "tens of ms, from pods that stand"],
  ["aws:lambda/function:Function", "tens of ms; a first call of a function some hundreds"],
  ["aws:autoscaling/group:Group", "tens of ms, from instances that stand"],
] as const;
const OVERNIGHT = "the next morning";

/** How soon looks and reservations are answered. */
export function latencyOf(side: SideReader): Latency {
  const first = (choices: readonly (readonly [string, string])[]): string =>
    choices.find(([type]) => side.ofType(type).length > 0)?.[1] ?? OVERNIGHT;
  const reservations = first(RESERVATIONS);
  return { looks: reservations === OVERNIGHT ? OVERNIGHT : first(LOOKS), reservations };
}

/** How much there is to understand. */
export interface Complexity {
  readonly resources: number;
  /** Services of AWS, and groups of Kubernetes's interface. */
  readonly services: number;
}

/** Counts what a cloud or a cluster has; providers, references and random numbers are not of it. */
export function complexityOf({ plans }: SideReader): Complexity {
  const managed = plans
    .flatMap(({ resources }) => resources)
    .filter(({ kind, type }) => kind === "custom" && /^(aws|kubernetes):/.test(type));
  return { resources: managed.length, services: new Set(managed.map(({ type }) => type.split("/")[0])).size };
}
