import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan, PlannedResource } from "../../planner/plan";
import { type PolicyPack, startPolicyPack } from "../../planner/policy";
import { type Environment, PATTERNS } from "../../stacks/environment-schema";
import { managed, plannedText } from "../stacks/plan-environment";
import { inventoryOf, type StackInventory } from "./inventory";
import { patternEnvironment, patternFile } from "./pattern-environment";

type Plans = Readonly<Record<string, Plan>>;

/** What sets a pattern apart. */
interface Choices {
  /** What the instances of the database are made of, and how many there are in each region. */
  readonly database: readonly unknown[];
  /** Whether the clusters of the database are one global database. */
  readonly globalDatabase: boolean;
  /** Number of proxies in front of it. */
  readonly proxies: number;
  /** Node type of each cache. */
  readonly caches: readonly unknown[];
  /** Number of Kubernetes clusters. */
  readonly clusters: number;
  /** Number of deployments. */
  readonly services: number;
  /** Number of jobs: in a Kubernetes cluster, and on a queue of AWS Batch. */
  readonly jobs: readonly [cronJobs: number, schedules: number];
  /** Number of tables, of Kinesis streams, of Kafka clusters and of buckets that are copied. */
  readonly stores: readonly [tables: number, streams: number, clusters: number, replications: number];
  /** Number of distributions, of APIs and of what invalidates pages. */
  readonly edge: readonly [distributions: number, apis: number, invalidations: number];
}

const PROVISIONED = ["db.r7g.large", "db.r7g.large"];
const SERVERLESS = ["db.serverless", "db.serverless"];

const CHOSEN: Readonly<Record<Environment["pattern"], Choices>> = {
  "serverless-streams": {
    database: [...SERVERLESS, { minCapacity: 1, maxCapacity: 32 }, ...SERVERLESS, { minCapacity: 1, maxCapacity: 32 }],
    globalDatabase: true,
    proxies: 2,
    caches: [],
    clusters: 0,
    services: 0,
    jobs: [0, 4],
    stores: [1, 2, 0, 4],
    edge: [1, 2, 0],
  },
  "microservices-relational": {
    database: [...PROVISIONED, ...PROVISIONED],
    globalDatabase: true,
    proxies: 2,
    caches: ["cache.r7g.large", "cache.r7g.large"],
    clusters: 2,
    services: 4,
    jobs: [4, 0],
    stores: [1, 0, 2, 4],
    edge: [0, 0, 0],
  },
  "keyvalue-cdn": {
    database: [
      ...[...SERVERLESS, { minCapacity: 0.5, maxCapacity: 8 }],
      ...[...SERVERLESS, { minCapacity: 0.5, maxCapacity: 8 }],
    ],
    globalDatabase: true,
    proxies: 2,
    caches: [],
    clusters: 2,
    services: 4,
    jobs: [4, 0],
    // Each region has a table beside those of the environment: the ledger of its invalidations.
    stores: [3, 2, 0, 4],
    edge: [1, 2, 2],
  },
  hybrid: {
    database: [...PROVISIONED, ...PROVISIONED],
    globalDatabase: true,
    proxies: 2,
    caches: ["cache.r7g.large", "cache.r7g.large"],
    clusters: 2,
    services: 4,
    jobs: [4, 0],
    stores: [1, 0, 2, 4],
    edge: [0, 0, 0],
  },
  "nightly-batch": {
    database: [...SERVERLESS, { minCapacity: 0, maxCapacity: 16, secondsUntilAutoPause: 300 }],
    globalDatabase: false,
    proxies: 0,
    caches: [],
    clusters: 0,
    services: 0,
    jobs: [0, 2],
    stores: [0, 0, 0, 4],
    edge: [0, 0, 0],
  },
};

function choicesIn(plans: Plans): Choices {
  const resources = Object.values(plans).flatMap(managed);
  const ofType = (type: string): PlannedResource[] => resources.filter((resource) => resource.type === type);
  const count = (type: string): number => ofType(type).length;
  const replicationGroups = ofType("aws:elasticache/replicationGroup:ReplicationGroup");
  const schedules = ofType("aws:scheduler/schedule:Schedule").filter(({ parent = "" }) => parent.includes("BatchJob"));
  return {
    database: Object.values(plans).flatMap((plan) => databaseIn(managed(plan))),
    globalDatabase: count("aws:rds/globalCluster:GlobalCluster") === 1,
    proxies: count("aws:rds/proxy:Proxy"),
    caches: replicationGroups.map(({ inputs }) => inputs["nodeType"]),
    clusters: count("aws:eks/cluster:Cluster"),
    services: count("kubernetes:apps/v1:Deployment"),
    jobs: [count("kubernetes:batch/v1:CronJob"), schedules.length],
    stores: [
      count("aws:dynamodb/table:Table"),
      count("aws:kinesis/stream:Stream"),
      count("aws:msk/cluster:Cluster"),
      count("aws:s3/bucketReplicationConfig:BucketReplicationConfig"),
    ],
    edge: [
      count("aws:cloudfront/distribution:Distribution"),
      count("aws:apigateway/restApi:RestApi"),
      Object.values(plans)
        .flatMap(({ resources: all }) => all)
        .filter(({ type }) => type === "inventory:cdn:InvalidationHandler").length,
    ],
  };
}

function databaseIn(resources: readonly PlannedResource[]): unknown[] {
  const instances = resources.filter(({ type }) => type === "aws:rds/clusterInstance:ClusterInstance");
  const clusters = resources.filter(({ type }) => type === "aws:rds/cluster:Cluster");
  return [
    ...instances.map(({ inputs }) => inputs["instanceClass"]),
    ...clusters.flatMap(({ inputs }) => inputs["serverlessv2ScalingConfiguration"] ?? []),
  ];
}

const POLICIES = join(__dirname, "..", "..", "policies");
/** Regions of the one partition that the patterns are tried in, and of what belongs to none. */
const ALLOWED = { eu: ["eu-central-1", "eu-west-1"], global: ["us-east-1"] };

let pack: PolicyPack;
beforeAll(async () => {
  pack = await startPolicyPack(POLICIES);
});
afterAll(() => pack.close());

// A changed line means a replaced resource; see inventory.test.ts.
describe.each(PATTERNS)("the pattern %s", (pattern) => {
  const golden: Readonly<Record<string, StackInventory>> = JSON.parse(
    readFileSync(join(__dirname, patternFile(pattern)), "utf8"),
  );
  let plans: Plans;

  beforeAll(async () => {
    plans = await plannedText(pattern, patternEnvironment(pattern));
  });

  it("has the resources on record in every stack", () => {
    expect(inventoryOf(plans)).toEqual(golden);
  });

  it("keeps every rule of the policy pack", async () => {
    const judged = Object.values(plans).map((plan) =>
      pack.judge(plan, { "resource-limit-region": { allowedRegions: ALLOWED } }),
    );

    expect((await Promise.all(judged)).flat()).toEqual([]);
  });

  it("is made of what sets it apart", () => {
    expect(choicesIn(plans)).toEqual(CHOSEN[pattern]);
  });
});
