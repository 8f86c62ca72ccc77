import * as aws from "@pulumi/aws";
import {
  EncryptionKey,
  encryptionKeyRefusals,
  KEY_DEFAULTS,
  keyPolicy,
  keyRefusals,
  PartitionKeys,
  partitionKeysRefusals,
  planEncryptionKey,
  type EncryptionKeyArgs,
  type PartitionKeysArgs,
} from "../../../components/keys";
import type { Properties } from "../../../planner/plan";
import {
  ACCOUNT,
  failureOf,
  identities,
  inputsOf,
  planInFrankfurt,
  refusalOf,
  resourceNamed,
  TAGS,
} from "../core/fixtures";

const ARGS: EncryptionKeyArgs = {
  purpose: "logs",
  accountId: ACCOUNT,
  region: "eu-central-1",
  services: ["logs"],
  tags: TAGS,
};
const PARTITION_ARGS: PartitionKeysArgs = {
  purpose: "orders",
  accountId: ACCOUNT,
  regions: ["eu-west-1", "eu-central-1"],
  services: ["dynamodb", "s3"],
  tags: TAGS,
};

function policyIn(inputs: Properties): unknown {
  return typeof inputs.policy === "string" ? JSON.parse(inputs.policy) : undefined;
}

/** What is left of a value once it has been written as JSON and read again. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe("EncryptionKey", () => {
  it("creates a rotated key that stays in its region, and its alias (defaults)", async () => {
    const plan = await planInFrankfurt(() => new EncryptionKey("logs", ARGS));
    expect(identities(plan)).toEqual([
      "aws:kms/alias:Alias logs-alias logs",
      "aws:kms/key:Key logs-key logs",
      "inventory:keys:EncryptionKey logs test-dev",
    ]);
    const { policy, ...inputs } = inputsOf(plan, "logs-key");
    expect(inputs).toEqual({
      region: "eu-central-1",
      description: "Customer key for logs",
      multiRegion: false,
      enableKeyRotation: true,
      rotationPeriodInDays: 365,
      deletionWindowInDays: 30,
      tags: { ...TAGS, Name: "logs-key" },
    });
    expect(policyIn({ policy: policy ?? null })).toEqual(asJson(keyPolicy(planEncryptionKey(ARGS, "test"), [])));
    expect(inputsOf(plan, "logs-alias")).toEqual({
      region: "eu-central-1",
      name: "alias/test-logs",
      targetKeyId: resourceNamed(plan, "logs-key").outputs.keyId,
    });
    expect(KEY_DEFAULTS).toEqual({ deletionWindow: "30 days", rotationPeriod: "365 days", protect: true });
  });

  it("keeps the key from deletion, and replaces the alias before it makes another of the same name", async () => {
    const plan = await planInFrankfurt(() => new EncryptionKey("logs", ARGS));
    expect(resourceNamed(plan, "logs-key").options).toMatchObject({ protect: true, retainOnDelete: true });
    expect(resourceNamed(plan, "logs-alias").options).toMatchObject({ deleteBeforeReplace: true });
    expect(resourceNamed(plan, "logs-alias").options).not.toHaveProperty("protect");
  });

  it("gives id, ARN, alias and region", async () => {
    const plan = await planInFrankfurt(() => new EncryptionKey("logs", ARGS));
    const key = resourceNamed(plan, "logs-key");
    expect(resourceNamed(plan, "logs").outputs).toEqual({
      keyId: key.outputs.keyId,
      keyArn: key.outputs.arn,
      aliasName: "alias/test-logs",
      region: "eu-central-1",
    });
  });

  it("takes another region, principals that are not known yet, windows, and no protection (custom)", async () => {
    const plan = await planInFrankfurt(() => {
      const role = new aws.iam.Role("reader", { assumeRolePolicy: "{}", name: "reader" });
      new EncryptionKey("ledger", {
        ...ARGS,
        purpose: "ledger",
        region: "eu-west-1",
        services: [],
        principals: [role.arn],
        deletionWindow: "1 week",
        rotationPeriod: "90 days",
        protect: false,
      });
    });
    const inputs = inputsOf(plan, "ledger-key");
    expect(inputs).toMatchObject({ region: "eu-west-1", deletionWindowInDays: 7, rotationPeriodInDays: 90 });
    expect(policyIn(inputs)).toHaveProperty("Statement.1.Principal", {
      AWS: [resourceNamed(plan, "reader").outputs.arn],
    });
    expect(resourceNamed(plan, "ledger-key").dependencies).toEqual([resourceNamed(plan, "reader").urn]);
    expect(resourceNamed(plan, "ledger-key").options).toMatchObject({ protect: false, retainOnDelete: false });
    expect(inputsOf(plan, "ledger-alias").region).toBe("eu-west-1");
  });
});

describe("PartitionKeys", () => {
  it("creates a key per region under one alias, for services of every region of the partition (defaults)", async () => {
    const plan = await planInFrankfurt(() => new PartitionKeys("orders", PARTITION_ARGS));
    expect(identities(plan)).toEqual([
      "aws:kms/alias:Alias orders-eu-central-1-alias orders-eu-central-1",
      "aws:kms/alias:Alias orders-eu-west-1-alias orders-eu-west-1",
      "aws:kms/key:Key orders-eu-central-1-key orders-eu-central-1",
      "aws:kms/key:Key orders-eu-west-1-key orders-eu-west-1",
      "inventory:keys:EncryptionKey orders-eu-central-1 orders",
      "inventory:keys:EncryptionKey orders-eu-west-1 orders",
      "inventory:keys:PartitionKeys orders test-dev",
    ]);
    for (const region of ["eu-central-1", "eu-west-1"]) {
      const key = resourceNamed(plan, `orders-${region}-key`);
      expect(key.inputs).toMatchObject({
        region,
        multiRegion: false,
        deletionWindowInDays: 30,
        rotationPeriodInDays: 365,
      });
      expect(key.inputs.tags).toEqual({ ...TAGS, Name: `orders-${region}-key` });
      expect(key.options).toMatchObject({ protect: true, retainOnDelete: true });
      const expected = planEncryptionKey({ ...PARTITION_ARGS, region, callerRegions: PARTITION_ARGS.regions }, "test");
      expect(policyIn(key.inputs)).toEqual(asJson(keyPolicy(expected, [])));
      expect(inputsOf(plan, `orders-${region}-alias`)).toMatchObject({ region, name: "alias/test-orders" });
    }
    expect(resourceNamed(plan, "orders").outputs).toEqual({
      keyArns: {
        "eu-central-1": resourceNamed(plan, "orders-eu-central-1-key").outputs.arn,
        "eu-west-1": resourceNamed(plan, "orders-eu-west-1-key").outputs.arn,
      },
    });
  });

  it("hands its settings to every key (custom)", async () => {
    const principal = `arn:aws:iam::${ACCOUNT}:role/orders`;
    const plan = await planInFrankfurt(
      () =>
        new PartitionKeys("orders", {
          ...PARTITION_ARGS,
          regions: ["eu-west-1"],
          principals: [principal],
          deletionWindow: "14 days",
          rotationPeriod: "180 days",
          protect: false,
        }),
    );
    expect(inputsOf(plan, "orders-eu-west-1-key")).toMatchObject({
      deletionWindowInDays: 14,
      rotationPeriodInDays: 180,
    });
    expect(inputsOf(plan, "orders-eu-west-1-key").policy).toContain(principal);
    expect(resourceNamed(plan, "orders-eu-west-1-key").options).toMatchObject({ protect: false });
  });
});

describe("refusals", () => {
  const common: readonly [string, Partial<EncryptionKeyArgs>, string][] = [
    [
      "a purpose that cannot be an alias",
      { purpose: "Orders/EU" },
      'purpose is "Orders/EU", expected 1 to 64 lower-case letters, digits or single dashes, starting with a letter; ' +
        "name what the key protects, such as orders",
    ],
    [
      "an environment that cannot be part of an alias",
      { tags: { ...TAGS, environment: "v1.2" } },
      'tags.environment is "v1.2", expected no dot, as it is part of the key\'s alias; write a dash instead',
    ],
    [
      "an account that is no number of one",
      { accountId: "1234" },
      'accountId is "1234", expected 12 digits; write the number of the account as text',
    ],
    [
      "a key that no one may use",
      { services: [] },
      "services is [], expected a service or a principal that may use the key; name who uses the key, or do without it",
    ],
    [
      "a service twice",
      { services: ["s3", "s3"] },
      'services is ["s3","s3"], expected each service once; list a service once',
    ],
    [
      "too short a deletion window",
      { deletionWindow: "6 days" },
      'deletionWindow is "6 days", expected whole days from 7 days to 30 days; ' +
        "choose the longest time that deletion may take",
    ],
    [
      "too long a rotation period",
      { rotationPeriod: "2561 days" },
      'rotationPeriod is "2561 days", expected whole days from 90 days to 2560 days; choose a period AWS can rotate in',
    ],
  ];
  const ofOneKey: readonly [string, Partial<EncryptionKeyArgs>, string][] = [
    [
      "an unknown region",
      { region: "europe" },
      'region is "europe", expected a known region, such as eu-central-1; name the region of what the key protects',
    ],
    [
      "callers in another AWS partition",
      { callerRegions: ["eu-west-1", "cn-north-1"] },
      'callerRegions is ["cn-north-1"], expected regions of the key\'s AWS partition; ' +
        "name regions that services use the key from",
    ],
  ];
  const ofAPartition: readonly [string, Partial<PartitionKeysArgs>, string][] = [
    [
      "a partition without a region",
      { regions: [] },
      "regions is [], expected at least one region, each once; list the partition's regions",
    ],
    [
      "regions of two AWS partitions",
      { regions: ["eu-central-1", "cn-north-1", "europe"] },
      'regions is ["cn-north-1","europe"], expected known regions of one AWS partition; ' +
        "name regions such as eu-central-1, and make a set of keys per AWS partition",
    ],
  ];

  it("has a case per rule", () => {
    expect(common.map(([, args], row) => keyRefusals[row]?.when({ ...ARGS, ...args }))).toEqual(
      keyRefusals.map(() => true),
    );
    expect(ofOneKey.map(([, args], row) => encryptionKeyRefusals[row]?.when({ ...ARGS, ...args }))).toEqual(
      encryptionKeyRefusals.map(() => true),
    );
    expect(
      ofAPartition.map(([, args], row) => partitionKeysRefusals[row]?.when({ ...PARTITION_ARGS, ...args })),
    ).toEqual(partitionKeysRefusals.map(() => true));
  });

  it.each(common)("refuses %s", (_, args, message) => {
    expect(refusalOf('encryption key "logs"', { ...ARGS, ...args }, keyRefusals)).toBe(
      `encryption key "logs": ${message}`,
    );
  });

  it.each(ofOneKey)("refuses %s", (_, args, message) => {
    expect(refusalOf('encryption key "logs"', { ...ARGS, ...args }, encryptionKeyRefusals)).toBe(
      `encryption key "logs": ${message}`,
    );
  });

  it.each(ofAPartition)("refuses %s", (_, args, message) => {
    expect(refusalOf('partition keys "orders"', { ...PARTITION_ARGS, ...args }, partitionKeysRefusals)).toBe(
      `partition keys "orders": ${message}`,
    );
  });

  it("refuses a second mention of a region and a window between two days", () => {
    expect(partitionKeysRefusals[0]?.when({ ...PARTITION_ARGS, regions: ["eu-west-1", "eu-west-1"] })).toBe(true);
    expect(keyRefusals[5]?.when({ ...ARGS, deletionWindow: "180 hours" })).toBe(true);
    expect(keyRefusals[5]?.when({ ...ARGS, deletionWindow: "168 hours" })).toBe(false);
  });

  it("refuses several problems at once, before anything is registered", async () => {
    expect(await failureOf(() => new EncryptionKey("logs", { ...ARGS, accountId: "", region: "europe" }))).toEqual({
      message:
        'encryption key "logs": accountId is "", expected 12 digits; write the number of the account as text\n' +
        'encryption key "logs": region is "europe", expected a known region, such as eu-central-1; ' +
        "name the region of what the key protects",
      registered: [],
    });
    expect(await failureOf(() => new PartitionKeys("orders", { ...PARTITION_ARGS, purpose: "", regions: [] }))).toEqual(
      {
        message:
          'partition keys "orders": purpose is "", expected 1 to 64 lower-case letters, digits or single dashes, starting ' +
          "with a letter; name what the key protects, such as orders\n" +
          'partition keys "orders": regions is [], expected at least one region, each once; list the partition\'s regions',
        registered: [],
      },
    );
  });
});
