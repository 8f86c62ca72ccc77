import type { Environment } from "./environment-schema";
import type { Path } from "./problems";
import type { Stack } from "./topology";

/** Where an environment file says what a stack is made of. */
export interface Sources {
  /**
   * Line of the stack's region, or of its partition.
   *
   * @default - none: the global stack
   */
  readonly line?: number;
  /** Lines of the entries that components are made of. */
  readonly entries: readonly SourceEntry[];
}

/** An entry of an environment file that components of a type are made of. */
export interface SourceEntry {
  /** Type of the component. */
  readonly component: string;
  /**
   * Name of the component, or what it begins with.
   *
   * @default - whatever its name
   */
  readonly name?: string;
  /** Line of the entry. */
  readonly line: number;
}

/** Components of which there is one for each entry of a section, under its name. */
const OF_ENTRIES = {
  tables: ["key-value:KeyValue"],
  streams: ["stream:Stream"],
  queues: ["queue:Queue"],
  archives: ["archive:Archive"],
  feeds: ["feed:Feed", "feed:RestockForecast"],
  services: ["workload:Workload", "autoscaler:Autoscaler"],
  endpoints: ["routing:RegionalRecord", "routing:EndpointHealth"],
  cdn: ["cdn:Cdn", "certificate:Certificate"],
  functions: ["handler:Handler", "network:ClientGroup"],
  jobs: ["batch:BatchJob", "batch:QueuedBatchJob"],
  flags: ["flags:Flags"],
} as const satisfies Partial<Record<keyof Environment, readonly string[]>>;

/** Components that are made of a whole section, where no entry has their name. */
const OF_SECTIONS = {
  streams: ["stream:KafkaCluster", "stream:KafkaReplicator"],
  services: ["autoscaler:MetricsApi"],
  cluster: ["cluster:Cluster", "node-pools:NodePools"],
  database: [
    ...["relational:RelationalCluster", "relational:GlobalDatabase"],
    ...["relational:DatabaseSecret", "relational:DistributedDatabase"],
  ],
  lake: ["lake:Lake"],
  api: ["api:Api", "api:ApiAccount", "certificate:Certificate"],
  cdn: ["cdn:OriginSecrets", "cdn:InvalidationHandler", "firewall:WebFirewall", "key-value:KeyValue"],
  jobs: ["node-pools:BatchQueues"],
  chaos: ["chaos:ChaosExperiments"],
  costs: ["budget:Budgets", "cost-allocation:CostAllocation", "cost-export:CostExport"],
  approvers: ["runbook:Runbooks"],
  domain: ["routing:HostedZone"],
} as const satisfies Partial<Record<keyof Environment, readonly string[]>>;

/**
 * Where the environment file has what a stack is made of. What no entry stands for, such as networks and keys, comes of
 * the stack's region or partition.
 * @param lineOf line of a place in the file
 */
export function sourcesOf(stack: Stack, environment: Environment, lineOf: (path: Path) => number): Sources {
  const place = placeOf(stack, environment);
  return { ...(place !== undefined && { line: lineOf(place) }), entries: entriesOf(environment, lineOf) };
}

function placeOf(stack: Stack, { partitions }: Environment): Path | undefined {
  switch (stack.kind) {
    case "global":
      return undefined;
    case "partition":
      return ["partitions", stack.partition];
    case "region": {
      const at = partitions[stack.partition]?.regions.indexOf(stack.region) ?? 0;
      return ["partitions", stack.partition, "regions", at];
    }
  }
}

function entriesOf(environment: Environment, lineOf: (path: Path) => number): readonly SourceEntry[] {
  const named = Object.entries(OF_ENTRIES).flatMap(([section, components]) =>
    keysOf(environment, section).flatMap((name) =>
      components.map((component) => ({ component: typeOf(component), name, line: lineOf([section, name]) })),
    ),
  );
  const whole = Object.entries(OF_SECTIONS)
    .filter(([section]) => Reflect.get(environment, section) !== undefined)
    .flatMap(([section, components]) =>
      components.map((component) => ({ component: typeOf(component), line: lineOf([section]) })),
    );
  return [...named, ...whole];
}

function keysOf(environment: Environment, section: string): readonly string[] {
  const entries: unknown = Reflect.get(environment, section);
  return typeof entries === "object" && entries !== null ? Object.keys(entries) : [];
}

function typeOf(component: string): string {
  return `inventory:${component}`;
}
