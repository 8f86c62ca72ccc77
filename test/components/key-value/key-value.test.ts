import { KEY_VALUE_DEFAULTS, KeyValue, type KeyValueArgs } from "../../../components/key-value";
import { tablePolicy } from "../../../components/key-value/table-policy";
import type { TagValues } from "../../../facts/tag-schema";
import { diffPlanSets } from "../../../planner/diff/diff-plans";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";

const tags: TagValues = {
  environment: "prod",
  service: "availability",
  owner: "inventory",
  "cost-center": "c100",
  channel: "all",
  feature: "availability",
  "data-class": "internal",
  residency: "eu",
};
const keyArns = {
  "eu-central-1": "arn:aws:kms:eu-central-1:111122223333:key/frankfurt",
  "eu-west-1": "arn:aws:kms:eu-west-1:111122223333:key/dublin",
  "eu-west-3": "arn:aws:kms:eu-west-3:111122223333:key/paris",
};
const minimal: KeyValueArgs = {
  tableName: "prod-eu-availability",
  homeRegion: "eu-central-1",
  keyArns,
  attributes: { sku: "string" },
  hashKey: "sku",
  tags,
};

const provisioned = {
  ...minimal,
  indexes: { bySku: { hashKey: "sku" } },
  capacity: {
    mode: "provisioned",
    read: { minUnits: 5, maxUnits: 500 },
    write: { minUnits: 2, maxUnits: 200, targetPercent: 60 },
  },
} as const satisfies KeyValueArgs;

/** What a plan changes of another; of what it creates and deletes, only that. */
function changes(before: Plan, after: Plan): string[] {
  return diffPlanSets([before], [after])
    .flatMap(({ resources }) => resources)
    .filter(({ kind, operation }) => kind === "custom" && operation !== "same")
    .map(({ operation, name, changes: inputs }) =>
      operation === "update" ? `update ${name} ${inputs.map(({ path }) => path).join(" ")}` : operation,
    )
    .toSorted();
}

function planOf(args: KeyValueArgs, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "prod-eu",
    config: { "aws:region": "eu-west-3" },
    mode,
    program: () => {
      const table = new KeyValue("availability", args);
      const { name, arn, streamArn, regions, arns, replicaStreamArns } = table;
      return { name, arn, streamArn, regions, arns, replicaStreamArns };
    },
  });
}

function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

function child(plan: Plan, name: string): PlannedResource {
  const found = children(plan).find((resource) => resource.name === name);
  if (found === undefined) {
    throw new Error(`${name} is not in the plan`);
  }
  return found;
}

function identities(plan: Plan): string[] {
  return children(plan).map(({ type, name, parent }) => `${type} ${name} ${parent?.split("::").at(-1)}`);
}

describe("KeyValue", () => {
  it("creates the defaults", async () => {
    const plan = await planOf(minimal);
    expect(identities(plan)).toStrictEqual([
      "aws:dynamodb/resourcePolicy:ResourcePolicy availability-policy-eu-central-1 availability",
      "aws:dynamodb/table:Table availability-table availability",
    ]);
    expect(child(plan, "availability-table").inputs).toStrictEqual({
      name: "prod-eu-availability",
      region: "eu-central-1",
      billingMode: "PAY_PER_REQUEST",
      attributes: [{ name: "sku", type: "S" }],
      hashKey: "sku",
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: KEY_VALUE_DEFAULTS.protect,
      serverSideEncryption: { enabled: true, kmsKeyArn: keyArns["eu-central-1"] },
      tags: { ...tags, Name: "availability-table" },
    });
    const arn = "arn:aws:dynamodb:eu-central-1:000000000000:table/prod-eu-availability";
    const policy = child(plan, "availability-policy-eu-central-1");
    expect(policy.inputs).toStrictEqual({
      region: "eu-central-1",
      resourceArn: arn,
      policy: JSON.stringify(tablePolicy(arn)),
    });
    expect(policy.dependencies).toStrictEqual([child(plan, "availability-table").urn]);
  });

  it("keeps the table from deletion by default, and not where it is told otherwise", async () => {
    const kept = child(await planOf(minimal), "availability-table");
    expect(kept.options).toMatchObject({ protect: true, retainOnDelete: true, deleteBeforeReplace: true });

    const plan = await planOf({ ...minimal, replicaRegions: ["eu-west-1"], protect: false });
    const disposable = child(plan, "availability-table");
    expect(disposable.options.protect ?? false).toBe(false);
    expect(disposable.options.retainOnDelete ?? false).toBe(false);
    expect(disposable.inputs).toMatchObject({
      deletionProtectionEnabled: false,
      replicas: [{ regionName: "eu-west-1", deletionProtectionEnabled: false }],
    });
  });

  it("creates what it is customised to", async () => {
    const plan = await planOf({
      ...minimal,
      replicaRegions: ["eu-west-1"],
      attributes: { sku: "string", warehouse: "string", changed: "number" },
      rangeKey: "warehouse",
      indexes: {
        byWarehouse: { hashKey: "warehouse", rangeKey: "changed", projection: ["quantity"] },
        byChange: { hashKey: "changed", projection: "keys" },
      },
      ttlAttribute: "expires",
      accountId: "111122223333",
    });
    expect(identities(plan)).toStrictEqual([
      "aws:dynamodb/resourcePolicy:ResourcePolicy availability-policy-eu-central-1 availability",
      "aws:dynamodb/resourcePolicy:ResourcePolicy availability-policy-eu-west-1 availability",
      "aws:dynamodb/table:Table availability-table availability",
    ]);
    expect(child(plan, "availability-table").inputs).toStrictEqual({
      name: "prod-eu-availability",
      region: "eu-central-1",
      billingMode: "PAY_PER_REQUEST",
      attributes: [
        { name: "changed", type: "N" },
        { name: "sku", type: "S" },
        { name: "warehouse", type: "S" },
      ],
      hashKey: "sku",
      rangeKey: "warehouse",
      globalSecondaryIndexes: [
        {
          name: "byChange",
          keySchemas: [{ attributeName: "changed", keyType: "HASH" }],
          projectionType: "KEYS_ONLY",
        },
        {
          name: "byWarehouse",
          keySchemas: [
            { attributeName: "warehouse", keyType: "HASH" },
            { attributeName: "changed", keyType: "RANGE" },
          ],
          projectionType: "INCLUDE",
          nonKeyAttributes: ["quantity"],
        },
      ],
      ttl: { enabled: true, attributeName: "expires" },
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: true,
      serverSideEncryption: { enabled: true, kmsKeyArn: keyArns["eu-central-1"] },
      replicas: [
        {
          regionName: "eu-west-1",
          kmsKeyArn: keyArns["eu-west-1"],
          consistencyMode: "EVENTUAL",
          pointInTimeRecovery: true,
          deletionProtectionEnabled: true,
          propagateTags: true,
        },
      ],
      tags: { ...tags, Name: "availability-table" },
    });
    const arn = "arn:aws:dynamodb:eu-west-1:000000000000:table/prod-eu-availability";
    expect(child(plan, "availability-policy-eu-west-1").inputs).toStrictEqual({
      region: "eu-west-1",
      resourceArn: arn,
      policy: JSON.stringify(tablePolicy(arn, "111122223333")),
    });
  });

  it("creates a strongly consistent table with a witness, or with two replicas", async () => {
    const witnessed = await planOf({
      ...minimal,
      replicaRegions: ["eu-west-1"],
      consistency: "strong",
      witnessRegion: "eu-west-3",
    });
    expect(child(witnessed, "availability-table").inputs).toMatchObject({
      replicas: [{ regionName: "eu-west-1", consistencyMode: "STRONG" }],
      globalTableWitness: { regionName: "eu-west-3" },
    });
    const replicated = child(
      await planOf({ ...minimal, replicaRegions: ["eu-west-3", "eu-west-1"], consistency: "strong" }),
      "availability-table",
    );
    expect(replicated.inputs).toMatchObject({
      replicas: [
        { regionName: "eu-west-1", consistencyMode: "STRONG" },
        { regionName: "eu-west-3", consistencyMode: "STRONG" },
      ],
    });
    expect(replicated.inputs).not.toHaveProperty("globalTableWitness");
  });

  it("bounds a table on demand and its indexes", async () => {
    const plan = await planOf({
      ...minimal,
      indexes: { bySku: { hashKey: "sku", projection: "keys" } },
      capacity: { mode: "on-demand", maxReadUnits: 4_000, maxWriteUnits: 1_000 },
    });
    const onDemandThroughput = { maxReadRequestUnits: 4_000, maxWriteRequestUnits: 1_000 };
    const { inputs, options } = child(plan, "availability-table");
    expect(inputs).toMatchObject({ billingMode: "PAY_PER_REQUEST", onDemandThroughput });
    expect(inputs["globalSecondaryIndexes"]).toStrictEqual([
      {
        name: "bySku",
        keySchemas: [{ attributeName: "sku", keyType: "HASH" }],
        projectionType: "KEYS_ONLY",
        onDemandThroughput,
      },
    ]);
    expect(options.ignoreChanges ?? []).toStrictEqual([]);
    expect(identities(plan)).toHaveLength(2);
  });

  it("provisions a table with its indexes, and scales each of them", async () => {
    const plan = await planOf(provisioned);
    expect(identities(plan)).toStrictEqual([
      ...["bySku-read", "bySku-write", "read", "write"].map(
        (what) => `aws:appautoscaling/policy:Policy availability-scale-${what}-eu-central-1-policy availability`,
      ),
      ...["bySku-read", "bySku-write", "read", "write"].map(
        (what) => `aws:appautoscaling/target:Target availability-scale-${what}-eu-central-1 availability`,
      ),
      "aws:dynamodb/resourcePolicy:ResourcePolicy availability-policy-eu-central-1 availability",
      "aws:dynamodb/table:Table availability-table availability",
    ]);
    const { inputs, options } = child(plan, "availability-table");
    expect(inputs).toMatchObject({ billingMode: "PROVISIONED", readCapacity: 5, writeCapacity: 2 });
    expect(inputs).not.toHaveProperty("onDemandThroughput");
    expect(inputs["globalSecondaryIndexes"]).toStrictEqual([
      {
        name: "bySku",
        keySchemas: [{ attributeName: "sku", keyType: "HASH" }],
        projectionType: "ALL",
        readCapacity: 5,
        writeCapacity: 2,
      },
    ]);
    expect(options.ignoreChanges).toStrictEqual([
      "billingMode",
      "readCapacity",
      "writeCapacity",
      "globalSecondaryIndexes[*].readCapacity",
      "globalSecondaryIndexes[*].writeCapacity",
    ]);
  });

  it("scales writes of an index by a target and a policy of DynamoDB's own name", async () => {
    const plan = await planOf(provisioned);
    const target = child(plan, "availability-scale-bySku-write-eu-central-1");
    const scaled = {
      region: "eu-central-1",
      resourceId: "table/prod-eu-availability/index/bySku",
      serviceNamespace: "dynamodb",
      scalableDimension: "dynamodb:index:WriteCapacityUnits",
    };
    expect(target.inputs).toStrictEqual({
      ...scaled,
      minCapacity: 2,
      maxCapacity: 200,
      tags: { ...tags, Name: "availability-scale-bySku-write-eu-central-1" },
    });
    expect(target.dependencies).toStrictEqual([child(plan, "availability-table").urn]);
    const policy = child(plan, "availability-scale-bySku-write-eu-central-1-policy");
    expect(policy.inputs).toStrictEqual({
      ...scaled,
      name: "DynamoDBWriteCapacityUtilization:table/prod-eu-availability/index/bySku",
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "DynamoDBWriteCapacityUtilization" },
        targetValue: 60,
      },
    });
    expect(policy.dependencies).toContain(target.urn);
    expect(policy.options.deleteBeforeReplace).toBe(true);
  });

  it("scales the replicas of a provisioned table alike, each in its own region", async () => {
    const plan = await planOf({ ...provisioned, replicaRegions: ["eu-west-1"] });
    const scaling = children(plan).filter(({ type }) => type.startsWith("aws:appautoscaling/"));
    const { region: home, tags: homeTags, ...settings } = child(plan, "availability-scale-write-eu-central-1").inputs;
    const { region: away, tags: awayTags, ...copied } = child(plan, "availability-scale-write-eu-west-1").inputs;
    expect(scaling).toHaveLength(16);
    expect(scaling.map(({ name, region }) => name.includes(`-${region}`))).toStrictEqual(scaling.map(() => true));
    expect([home, away]).toStrictEqual(["eu-central-1", "eu-west-1"]);
    expect(copied).toStrictEqual(settings);
    expect([homeTags, awayTags]).toMatchObject([tags, tags]);
  });

  it("writes the minimum while a table becomes provisioned", async () => {
    const plan = await planOf({ ...provisioned, capacity: { ...provisioned.capacity, starting: true } });
    const { inputs, options } = child(plan, "availability-table");
    expect(inputs).toMatchObject({ billingMode: "PROVISIONED", readCapacity: 5, writeCapacity: 2 });
    expect(options.ignoreChanges ?? []).toStrictEqual([]);
  });

  it("becomes provisioned, and on demand again, without being replaced", async () => {
    const { capacity, ...shape } = { ...provisioned, replicaRegions: ["eu-west-1"] };
    const [onDemand, starting, settled] = await Promise.all([
      planOf(shape),
      planOf({ ...shape, capacity: { ...capacity, starting: true } }),
      planOf({ ...shape, capacity }),
    ]);
    expect(changes(onDemand, starting)).toStrictEqual([
      ...Array.from({ length: 16 }, () => "create"),
      "update availability-table billingMode globalSecondaryIndexes[0].readCapacity globalSecondaryIndexes[0].writeCapacity readCapacity writeCapacity",
    ]);
    expect(changes(starting, settled)).toStrictEqual([]);
    expect(changes(settled, onDemand)).toStrictEqual([
      ...Array.from({ length: 16 }, () => "delete"),
      "update availability-table billingMode globalSecondaryIndexes[0].readCapacity globalSecondaryIndexes[0].writeCapacity readCapacity writeCapacity",
    ]);
  });

  it("stays on demand where it is not said to be starting, rather than begin with one unit", async () => {
    const { capacity: _capacity, ...shape } = provisioned;
    const [onDemand, settled] = await Promise.all([planOf(shape), planOf(provisioned)]);
    expect(changes(onDemand, settled)).toStrictEqual(Array.from({ length: 8 }, () => "create"));
  });

  it("widens the range of a provisioned table at its autoscaler alone", async () => {
    const { capacity } = provisioned;
    const wider = { ...capacity, write: { ...capacity.write, minUnits: 20, maxUnits: 400 } };
    expect(changes(await planOf(provisioned), await planOf({ ...provisioned, capacity: wider }))).toStrictEqual([
      "update availability-scale-bySku-write-eu-central-1 maxCapacity minCapacity",
      "update availability-scale-write-eu-central-1 maxCapacity minCapacity",
    ]);
  });

  it("places every child in a region of the table, whatever the provider's", async () => {
    const plan = await planOf({ ...minimal, replicaRegions: ["eu-west-1"] });
    expect(children(plan).map(({ name, region }) => [name, region])).toStrictEqual([
      ["availability-policy-eu-central-1", "eu-central-1"],
      ["availability-policy-eu-west-1", "eu-west-1"],
      ["availability-table", "eu-central-1"],
    ]);
  });

  it("gives name, ARNs and regions to other stacks", async () => {
    const { outputs } = await planOf({ ...minimal, replicaRegions: ["eu-west-1"] });
    const arn = "arn:aws:dynamodb:eu-central-1:000000000000:table/prod-eu-availability";
    expect(outputs).toMatchObject({
      name: "prod-eu-availability",
      arn,
      regions: ["eu-central-1", "eu-west-1"],
      arns: {
        "eu-central-1": arn,
        "eu-west-1": "arn:aws:dynamodb:eu-west-1:000000000000:table/prod-eu-availability",
      },
    });
    expect(String(outputs["streamArn"])).toContain(`${arn}/stream/`);
  });

  it("plans its children where outputs are unknown", async () => {
    const plan = await planOf({ ...minimal, replicaRegions: ["eu-west-1"] }, "unknowns");
    expect(identities(plan)).toHaveLength(3);
  });
});
