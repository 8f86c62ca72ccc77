import {
  DISTRIBUTED_DATABASE_DEFAULTS,
  DistributedDatabase,
  distributedDatabaseRefusals,
  planDistributedDatabase,
  type DistributedDatabaseArgs,
} from "../../../components/relational";
import { endpointOf } from "../../../components/relational/distributed-database.plan";
import type { Plan } from "../../../planner/plan";
import { children, identities, inputs, named, planOf, tags } from "./fixture";

const keyArns = {
  "eu-central-1": "arn:aws:kms:eu-central-1:111122223333:key/store",
  "eu-west-1": "arn:aws:kms:eu-west-1:111122223333:key/store",
  "eu-west-3": "arn:aws:kms:eu-west-3:111122223333:key/store",
};
const single: DistributedDatabaseArgs = { regions: ["eu-central-1"], keyArns, tags };
const both: DistributedDatabaseArgs = {
  ...single,
  regions: ["eu-west-1", "eu-central-1"],
  witnessRegion: "eu-west-3",
};
const SETS =
  "us-east-1, us-east-2, us-west-2; or eu-central-1, eu-west-1, eu-west-2, eu-west-3; or ap-northeast-1, ap-northeast-2, ap-northeast-3";

function planDatabase(args: DistributedDatabaseArgs): Promise<Plan> {
  return planOf(() => {
    const { arns, endpoints, vpcEndpointServiceNames } = new DistributedDatabase("reservations", args);
    return { arns, endpoints, vpcEndpointServiceNames };
  });
}

/** What is wrong, the arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, DistributedDatabaseArgs, string])[] = [
  [
    "a region twice",
    { ...single, regions: ["eu-central-1", "eu-central-1"], witnessRegion: "eu-west-3" },
    'regions is ["eu-central-1","eu-central-1"], expected one region, or two different ones; choose the regions that have an endpoint',
  ],
  [
    "a witness outside the partition",
    { ...both, witnessRegion: "eu-west-2" },
    'witnessRegion is ["eu-west-2"], expected a region of the partition (eu-central-1, eu-west-1, eu-west-3); keep rows and logs inside the residency partition, or use a global database',
  ],
  [
    "a region that has no Aurora DSQL",
    { ...single, regions: ["eu-central-2"], keyArns: { "eu-central-2": "key" } },
    `regions is ["eu-central-2"], expected regions of one set: ${SETS}; use a relational cluster, which every region offers`,
  ],
  [
    "two regions without a witness",
    { ...single, regions: ["eu-central-1", "eu-west-1"] },
    "witnessRegion is missing, expected a third region; name a region of the same set that has no endpoint",
  ],
];

/** Arguments beside those of the rows that fall under the same refusal. */
const edges: readonly (readonly [string, DistributedDatabaseArgs, string])[] = [
  ["a row outside the partition", { ...both, regions: ["eu-central-1", "eu-west-2"] }, "regions"],
  ["a witness that has an endpoint", { ...both, witnessRegion: "eu-west-1" }, "witnessRegion"],
  ["a witness of a single region", { ...single, witnessRegion: "eu-west-1" }, "witnessRegion"],
  [
    "regions of two sets",
    { ...both, witnessRegion: "us-east-1", keyArns: { ...keyArns, "us-east-1": "key" } },
    "regions",
  ],
];

function refusalOf(args: DistributedDatabaseArgs): string {
  try {
    new DistributedDatabase("reservations", args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

describe("DistributedDatabase", () => {
  it("plans regions in one order, whatever the order in which they are listed", () => {
    expect(DISTRIBUTED_DATABASE_DEFAULTS).toStrictEqual({ protect: true });
    expect(planDistributedDatabase(both)).toStrictEqual({
      regions: ["eu-central-1", "eu-west-1"],
      witnessRegion: "eu-west-3",
    });
    expect(planDistributedDatabase(single)).toStrictEqual({ regions: ["eu-central-1"] });
  });

  it("creates one cluster for one region", async () => {
    const plan = await planDatabase(single);
    expect(identities(plan)).toStrictEqual([
      "aws:dsql/cluster:Cluster reservations-cluster-eu-central-1 reservations",
      "inventory:relational:DistributedDatabase reservations test-prod-eu",
    ]);
    expect(inputs(plan, "reservations-cluster-eu-central-1")).toStrictEqual({
      region: "eu-central-1",
      kmsEncryptionKey: keyArns["eu-central-1"],
      deletionProtectionEnabled: true,
      tags: { ...tags, Name: "reservations-cluster-eu-central-1" },
    });
  });

  it("creates a cluster in each of two regions, each the other's peer, with one witness", async () => {
    const plan = await planDatabase(both);
    expect(identities(plan)).toStrictEqual([
      "aws:dsql/cluster:Cluster reservations-cluster-eu-central-1 reservations",
      "aws:dsql/cluster:Cluster reservations-cluster-eu-west-1 reservations",
      "aws:dsql/clusterPeering:ClusterPeering reservations-peering-eu-central-1 reservations",
      "aws:dsql/clusterPeering:ClusterPeering reservations-peering-eu-west-1 reservations",
      "inventory:relational:DistributedDatabase reservations test-prod-eu",
    ]);
    expect(inputs(plan, "reservations-cluster-eu-west-1")).toStrictEqual({
      region: "eu-west-1",
      kmsEncryptionKey: keyArns["eu-west-1"],
      deletionProtectionEnabled: true,
      multiRegionProperties: { witnessRegion: "eu-west-3" },
      tags: { ...tags, Name: "reservations-cluster-eu-west-1" },
    });
    const peering = named(plan, "reservations-peering-eu-west-1");
    expect(peering.inputs).toMatchObject({
      region: "eu-west-1",
      clusters: [named(plan, "reservations-cluster-eu-central-1").outputs["arn"]],
      witnessRegion: "eu-west-3",
    });
    expect(peering.propertyDependencies["identifier"]).toStrictEqual([
      named(plan, "reservations-cluster-eu-west-1").urn,
    ]);
  });

  it("gives a host in each region with an endpoint", async () => {
    const plan = await planDatabase(both);
    expect(Object.keys(plan.outputs["endpoints"] ?? {})).toStrictEqual(["eu-central-1", "eu-west-1"]);
    expect(Object.keys(plan.outputs["arns"] ?? {})).toStrictEqual(["eu-central-1", "eu-west-1"]);
    expect(Object.keys(plan.outputs["vpcEndpointServiceNames"] ?? {})).toStrictEqual(["eu-central-1", "eu-west-1"]);
  });

  it("writes hosts as AWS does", () => {
    expect(endpointOf("abc0def1baz2quux3quuux4", "eu-west-1")).toBe("abc0def1baz2quux3quuux4.dsql.eu-west-1.on.aws");
  });

  it("keeps clusters from deletion by default, and not where it is told otherwise", async () => {
    expect(named(await planDatabase(single), "reservations-cluster-eu-central-1").options).toMatchObject({
      protect: true,
      retainOnDelete: true,
    });
    const disposable = children(await planDatabase({ ...both, protect: false }));
    expect(disposable.filter(({ options }) => options.protect === true)).toStrictEqual([]);
    expect(disposable.filter(({ inputs: all }) => all["deletionProtectionEnabled"] === true)).toStrictEqual([]);
  });

  it.each([single, both])("accepts the arguments that the refusals below start from", (args) => {
    expect(distributedDatabaseRefusals.filter(({ when }) => when(args))).toStrictEqual([]);
  });

  it.each(rows)("refuses %s", (_, args, message) => {
    expect(refusalOf(args)).toBe(`distributed-database "reservations": ${message}`);
  });

  it.each(edges)("refuses %s", (_, args, arg) => {
    const problems = distributedDatabaseRefusals.filter(({ when }) => when(args));
    expect(problems.map(({ say }) => say(args).arg)).toStrictEqual([arg]);
  });

  it("has a case for every refusal", () => {
    const fired = rows.map(([, args]) => distributedDatabaseRefusals.findIndex(({ when }) => when(args)));
    expect(fired).toStrictEqual([...distributedDatabaseRefusals.keys()]);
  });

  it("refuses several problems at once", () => {
    const message = refusalOf({ ...single, regions: ["us-east-1", "eu-west-1"] });
    expect(message.split("\n")).toStrictEqual([
      'distributed-database "reservations": regions is ["us-east-1"], expected a region of the partition (eu-central-1, eu-west-1, eu-west-3); keep rows and logs inside the residency partition, or use a global database',
      `distributed-database "reservations": regions is ["us-east-1","eu-west-1"], expected regions of one set: ${SETS}; choose regions of one set, witness included`,
      'distributed-database "reservations": witnessRegion is missing, expected a third region; name a region of the same set that has no endpoint',
    ]);
  });
});
