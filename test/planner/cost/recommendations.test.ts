import { estimate } from "../../../planner/cost/estimate";
import { PriceBook } from "../../../planner/cost/price-book";
import { RECOMMENDATIONS } from "../../../planner/cost/recommendations";
import type { Advice } from "../../../planner/cost/recommendations/recommendation";
import { Usage } from "../../../planner/cost/usage";
import { planOf, sheetOf, urnOf, usageOf, type Sketch } from "./plans";

const PRICES = {
  "ec2:m7i.large": { unit: "hour", usd: 0.1 },
  "ec2:m7g.large": { unit: "hour", usd: 0.08 },
  "ebs:gp2": { unit: "GB-month", usd: 0.1 },
  "ebs:gp3": { unit: "GB-month", usd: 0.08 },
  "nat-gateway:hour": { unit: "hour", usd: 0.045 },
  "nat-gateway:processed-gb": { unit: "GB", usd: 0.045 },
  "aurora:db.r7g.large": { unit: "hour", usd: 0.2 },
  "aurora:io-optimized-db.r7g.large": { unit: "hour", usd: 0.26 },
  "aurora:storage": { unit: "GB-month", usd: 0.1 },
  "aurora:io-optimized-storage": { unit: "GB-month", usd: 0.225 },
  "aurora:io-request": { unit: "request", usd: 0.0000002 },
  "logs:storage": { unit: "GB-month", usd: 0.03 },
  "logs:ingested-gb": { unit: "GB", usd: 0.5 },
  "eks:cluster-hour": { unit: "hour", usd: 0.1 },
  "eks:extended-support-cluster-hour": { unit: "hour", usd: 0.6 },
};
const CLUSTER: Sketch = { type: "aws:rds/cluster:Cluster", id: "stock", inputs: { clusterIdentifier: "stock" } };
const INSTANCE: Sketch = {
  type: "aws:rds/clusterInstance:ClusterInstance",
  name: "a",
  inputs: { clusterIdentifier: "stock", instanceClass: "db.r7g.large" },
};
const NAT: Sketch = { type: "aws:ec2/natGateway:NatGateway" };
const LOGS: Sketch = { type: "aws:cloudwatch/logGroup:LogGroup" };

function machine(instanceType: string): Sketch {
  return { type: "aws:ec2/instance:Instance", inputs: { instanceType } };
}
function volume(type: string): Sketch {
  return { type: "aws:ebs/volume:Volume", inputs: { type, size: 100 } };
}
function endpoint(service: string): Sketch {
  const inputs = { serviceName: `com.amazonaws.us-east-1.${service}`, vpcEndpointType: "Gateway" };
  return { type: "aws:ec2/vpcEndpoint:VpcEndpoint", name: service, inputs };
}
function kubernetes(version: string): Sketch {
  return { type: "aws:eks/cluster:Cluster", inputs: { version } };
}
function batch(type: string): Sketch {
  const computeResources = { type, instanceTypes: ["m7i.large"] };
  return { type: "aws:batch/computeEnvironment:ComputeEnvironment", inputs: { computeResources } };
}
function requests(monthlyIoRequests: number) {
  return usageOf({ "aws:rds/cluster:Cluster": { storageGb: 100, monthlyIoRequests, backupStorageGb: 0 } });
}

/** Waste that a recommendation finds, what it saves, and the same without it. */
interface Case {
  readonly waste: readonly Sketch[];
  readonly saves: number | null;
  readonly change: string;
  readonly clean: readonly Sketch[];
  readonly usage?: ReturnType<typeof usageOf>;
  readonly usageOfClean?: ReturnType<typeof usageOf>;
}

const CASES: Readonly<Record<string, Case>> = {
  graviton: {
    waste: [machine("m7i.large")],
    saves: 730 * 0.02,
    change: "m7i.large → m7g.large",
    clean: [machine("m7g.large")],
  },
  gp3: { waste: [volume("gp2")], saves: 2, change: "gp2 → gp3", clean: [volume("gp3")] },
  "gateway-endpoints": {
    waste: [NAT, endpoint("s3")],
    saves: 4.5,
    change: "add gateway endpoints of dynamodb",
    clean: [NAT, endpoint("s3"), endpoint("dynamodb")],
    usage: usageOf({ [NAT.type]: { processedGb: 100 } }),
  },
  "committed-use": {
    waste: [machine("m7g.large")],
    saves: null,
    change: "1 charges for machines that stand all month, 58.40 USD",
    clean: [NAT],
  },
  "io-optimized": {
    waste: [CLUSTER, INSTANCE],
    saves: 1_000 - 730 * 0.06 - 100 * 0.125,
    change: "storageType → aurora-iopt1",
    clean: [CLUSTER, INSTANCE],
    usage: requests(5_000_000_000),
    usageOfClean: requests(1_000_000),
  },
  "log-retention": {
    waste: [LOGS],
    saves: 0.3,
    change: "set retentionInDays",
    clean: [{ ...LOGS, inputs: { retentionInDays: 30 } }],
    usage: usageOf({ [LOGS.type]: { ingestedGb: 1, storageGb: 10 } }),
  },
  "extended-support": {
    waste: [kubernetes("1.30")],
    saves: 365,
    change: "upgrade the cluster to a version in standard support",
    clean: [kubernetes("1.35")],
  },
  "idle-replicas": {
    waste: [CLUSTER, ...["a", "b", "c"].map((name) => ({ ...INSTANCE, name }))],
    saves: 146,
    change: "a third and further instance of its cluster",
    clean: [CLUSTER, ...["a", "b"].map((name) => ({ ...INSTANCE, name }))],
  },
  "spot-share": {
    waste: [batch("EC2")],
    saves: 0.1 * 50 * 0.6,
    change: "m7i.large on spot, reclaimed <5% a month",
    clean: [batch("SPOT")],
    usage: usageOf({ "aws:batch/computeEnvironment:ComputeEnvironment": { vcpuHours: 100 } }),
  },
};

function adviceOf(id: string, sketches: readonly Sketch[], usage = usageOf({})): readonly Advice[] {
  const [book, plan] = [new PriceBook([sheetOf(PRICES)]), planOf(sketches)];
  const market = {
    source: "a test",
    date: "2026-11-01",
    interruptionBands: ["<5%"],
    regions: { "us-east-1": { "m7i.large": { savingPercent: 60, interruptionBand: 0 } } },
  };
  const costs = estimate([plan], { book, market, usage: new Usage(usage), asOf: "2026-11-26" });
  return RECOMMENDATIONS.filter((one) => one.id === id).flatMap((one) =>
    one.advice({ plans: [plan], costs, book, market }),
  );
}

it("has a case of waste for every recommendation, and each says its risk", () => {
  expect(RECOMMENDATIONS.map(({ id }) => id).toSorted()).toEqual(Object.keys(CASES).toSorted());
  expect(RECOMMENDATIONS.filter(({ risk, title }) => risk === "" || title === "")).toEqual([]);
});

describe.each(Object.entries(CASES))(
  "the recommendation %s",
  (id, { waste, saves, change, clean, usage, usageOfClean }) => {
    it("finds the waste, and says what it costs", () => {
      const [advice, ...more] = adviceOf(id, waste, usage);

      expect(more).toEqual([]);
      expect(advice).toMatchObject({ stack: "test-us-east-1", change });
      expect(advice?.savingUsd ?? null).toEqual(saves === null ? null : expect.closeTo(saves, 6));
    });

    it("says nothing where there is none", () => {
      expect(adviceOf(id, clean, usageOfClean ?? usage)).toEqual([]);
    });
  },
);

it("names the resource", () => {
  expect(adviceOf("gp3", [volume("gp2")])[0]?.urn).toBe(urnOf("aws:ebs/volume:Volume", "it"));
});
