import type { Environment } from "../environment-schema";

/** What the instances of a database are made of; a table of sizes says how many of it each tier has. */
export type DatabaseSize = "following-load" | "fixed" | "counts-alone" | "pausing";

/** Regions that have a cluster: all of a partition, in one global database, or its initial primary alone. */
export type DatabaseSpan = "partition" | "initial-primary";

/** What a cache is made of: nodes that are always there, or what is paid as it is used. */
export type CacheKind = "cluster" | "serverless" | "none";

/** What an architecture is made of. All are topologies over the same components, so that they can be compared. */
export interface Pattern {
  /** What it is good for, in one line. */
  readonly title: string;
  /** What runs in every region: services and jobs on Kubernetes, or jobs alone, from queues of AWS Batch. */
  readonly compute: "kubernetes" | "batch-queues";
  /** The transactional database: what its instances are made of, and which regions have a cluster. */
  readonly database: { readonly size: DatabaseSize; readonly span: DatabaseSpan };
  /** Whether functions run in every region. */
  readonly functions: boolean;
  /** What the cache of a region is made of, which is built where services or functions use it. */
  readonly cache: CacheKind;
  /** Whether the tables of the environment are built. */
  readonly tables: boolean;
  /** What carries the streams of the environment; without them events arrive as files in the archive. */
  readonly streams: "kinesis" | "kafka" | "none";
  /** Parts of the architecture that no component of the kit builds: whoever chooses it brings them. */
  readonly unbuilt: readonly string[];
}

/** The architectures. */
export const PATTERNS = {
  "serverless-streams": {
    title: "functions on streams: nothing runs while nothing happens",
    compute: "batch-queues",
    database: { size: "following-load", span: "partition" },
    functions: true,
    cache: "serverless",
    tables: true,
    streams: "kinesis",
    unbuilt: [],
  },
  "microservices-relational": {
    title: "a service per bounded context on Kubernetes, over a relational database",
    compute: "kubernetes",
    database: { size: "fixed", span: "partition" },
    functions: false,
    cache: "cluster",
    tables: true,
    streams: "kafka",
    unbuilt: [],
  },
  "keyvalue-cdn": {
    title: "reads from the edge and from global tables; a small database for stock counts alone",
    compute: "kubernetes",
    database: { size: "counts-alone", span: "partition" },
    functions: true,
    cache: "none",
    tables: true,
    streams: "kinesis",
    unbuilt: [],
  },
  hybrid: {
    title: "the system of record stays on premises; the cloud reads, and reserves against it",
    compute: "kubernetes",
    database: { size: "fixed", span: "partition" },
    functions: false,
    cache: "cluster",
    tables: true,
    streams: "kafka",
    unbuilt: [],
  },
  "nightly-batch": {
    title: "files in, one run a night on spot capacity, files out",
    compute: "batch-queues",
    database: { size: "pausing", span: "initial-primary" },
    functions: false,
    cache: "none",
    tables: false,
    streams: "none",
    unbuilt: [],
  },
} as const satisfies Record<Environment["pattern"], Pattern>;

/** What the architecture of an environment is made of. */
export function patternOf({ pattern }: Pick<Environment, "pattern">): Pattern {
  return PATTERNS[pattern];
}
