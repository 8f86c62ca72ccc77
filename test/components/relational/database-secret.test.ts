import {
  DATABASE_SECRET_DEFAULTS,
  DatabaseSecret,
  databaseSecretRefusals,
  DATABASE_PASSWORD,
  planDatabaseSecret,
  type DatabaseSecretArgs,
} from "../../../components/relational";
import { tlsOnlySecretPolicy } from "../../../components/relational/access";
import type { Plan } from "../../../planner/plan";
import { children, identities, inputs, named, planOf, tags } from "./fixture";

const frankfurt = "arn:aws:kms:eu-central-1:111122223333:key/store";
const dublin = "arn:aws:kms:eu-west-1:111122223333:key/store";
const SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:prod-eu/inventory";
const minimal: DatabaseSecretArgs = {
  secretName: "prod-eu/inventory",
  homeRegion: "eu-central-1",
  keyArns: { "eu-west-1": dublin, "eu-central-1": frankfurt },
  tags,
};

function planSecret(args: DatabaseSecretArgs): Promise<Plan> {
  return planOf(() => {
    const { username, password, secretArns } = new DatabaseSecret("inventory", args);
    return { username, password, secretArns };
  });
}

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, Partial<DatabaseSecretArgs>, string])[] = [
  [
    "a name with a space",
    { secretName: "prod eu" },
    'secretName is "prod eu", expected 1 to 512 letters, digits or /_+=.-; choose a name that Secrets Manager accepts',
  ],
  [
    "a home without a key",
    { homeRegion: "eu-west-3", replicaRegions: [] },
    'homeRegion is "eu-west-3", expected a region of the partition (eu-central-1, eu-west-1); give the region a customer key, or choose a region of the partition',
  ],
  [
    "a copy outside the partition",
    { replicaRegions: ["eu-west-1", "us-east-1"] },
    'replicaRegions is ["us-east-1"], expected a region of the partition (eu-central-1, eu-west-1), beside homeRegion; keep the password inside the residency partition, once in each region',
  ],
  [
    "a user that everybody knows",
    { username: "admin" },
    'username is "admin", expected 1 to 63 lower-case letters, digits or underscores, starting with a letter, and none of admin, master, postgres, rdsadmin, rdsrepladmin, root; choose a name that cannot be guessed from the engine\'s',
  ],
  [
    "a password that lasts for half a year",
    { rotateEvery: "180 days" },
    'rotateEvery is "180 days", expected 1 day to 90 days, in whole days; change the password at least once in a quarter',
  ],
];

function refusalOf(args: DatabaseSecretArgs): string {
  try {
    new DatabaseSecret("inventory", args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

describe("DatabaseSecret", () => {
  it("plans a copy in each other region of the partition, and a month's rotation, at defaults", () => {
    expect(DATABASE_SECRET_DEFAULTS).toStrictEqual({ username: "dbowner", rotateEvery: "30 days", protect: true });
    expect(planDatabaseSecret(minimal)).toStrictEqual({
      secretName: "prod-eu/inventory",
      homeRegion: "eu-central-1",
      replicaRegions: ["eu-west-1"],
      username: "dbowner",
      rotationDays: 30,
    });
  });

  it("generates passwords that RDS takes", () => {
    expect(DATABASE_PASSWORD.length).toBeGreaterThanOrEqual(32);
    expect(DATABASE_PASSWORD.overrideSpecial).not.toMatch(/[/"'@ \\]/);
  });

  it("creates these children at defaults, all its own, in its home region", async () => {
    const plan = await planSecret(minimal);
    expect(identities(plan)).toStrictEqual([
      "aws:secretsmanager/secret:Secret inventory-secret inventory",
      "aws:secretsmanager/secretPolicy:SecretPolicy inventory-policy inventory",
      "aws:secretsmanager/secretVersion:SecretVersion inventory-first-version inventory",
      "inventory:relational:DatabaseSecret inventory test-prod-eu",
      "random:index/randomPassword:RandomPassword inventory-password inventory",
    ]);
    expect(inputs(plan, "inventory-password")).toStrictEqual({ ...DATABASE_PASSWORD });
    expect(inputs(plan, "inventory-secret")).toStrictEqual({
      name: "prod-eu/inventory",
      description: "Database user dbowner",
      region: "eu-central-1",
      kmsKeyId: frankfurt,
      replicas: [{ region: "eu-west-1", kmsKeyId: dublin }],
      tags: { ...tags, Name: "inventory-secret" },
    });
    expect(inputs(plan, "inventory-policy")).toStrictEqual({
      region: "eu-central-1",
      secretArn: SECRET_ARN,
      policy: tlsOnlySecretPolicy(),
      blockPublicPolicy: true,
    });
  });

  it("writes user and password once, as a secret value, and leaves later versions to rotation", async () => {
    const plan = await planSecret({ ...minimal, username: "inventory", connection: { host: "db.local", port: 5432 } });
    const password = named(plan, "inventory-password").outputs["result"];
    const version = named(plan, "inventory-first-version");
    const value = typeof password === "object" && password !== null && "value" in password ? password["value"] : "none";
    expect(version.inputs).toStrictEqual({
      region: "eu-central-1",
      secretId: SECRET_ARN,
      secretString: {
        "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
        value: JSON.stringify({
          host: "db.local",
          port: 5432,
          engine: "postgres",
          username: "inventory",
          password: value,
        }),
      },
    });
    expect(version.options.ignoreChanges).toStrictEqual(["secretString", "versionStages"]);
    expect(plan.outputs["password"]).toStrictEqual({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value,
    });
  });

  it("rotates where a function is given", async () => {
    const arn = "arn:aws:lambda:eu-central-1:111122223333:function:rotate";
    const plan = await planSecret({ ...minimal, rotationFunctionArn: arn, rotateEvery: "7 days" });
    expect(inputs(plan, "inventory-rotation")).toStrictEqual({
      region: "eu-central-1",
      secretId: SECRET_ARN,
      rotationLambdaArn: arn,
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: 7 },
    });
    expect(named(plan, "inventory-rotation").dependencies).toContain(named(plan, "inventory-first-version").urn);
  });

  it("gives the ARN of each region's copy", async () => {
    expect((await planSecret(minimal)).outputs["secretArns"]).toStrictEqual({
      "eu-central-1": SECRET_ARN,
      "eu-west-1": SECRET_ARN.replace("eu-central-1", "eu-west-1"),
    });
  });

  it("lies in its home region alone where it is told so", async () => {
    const plan = await planSecret({ ...minimal, replicaRegions: [] });
    expect(inputs(plan, "inventory-secret")).not.toHaveProperty("replicas");
    expect(Object.keys(plan.outputs["secretArns"] ?? {})).toStrictEqual(["eu-central-1"]);
  });

  it("keeps the secret from deletion by default, and not where it is told otherwise", async () => {
    expect(named(await planSecret(minimal), "inventory-secret").options).toMatchObject({
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: true,
    });
    const disposable = children(await planSecret({ ...minimal, protect: false }));
    expect(disposable.filter(({ options }) => options.protect === true)).toStrictEqual([]);
  });

  it("accepts the arguments that the refusals below start from", () => {
    expect(databaseSecretRefusals.filter(({ when }) => when(minimal))).toStrictEqual([]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf({ ...minimal, ...change })).toBe(`database-secret "inventory": ${message}`);
  });

  it.each([
    ["a copy in its home region", ["eu-central-1"]],
    ["two copies in one region", ["eu-west-1", "eu-west-1"]],
  ])("refuses %s", (_, replicaRegions) => {
    const args = { ...minimal, replicaRegions };
    const problems = databaseSecretRefusals.filter(({ when }) => when(args));
    expect(problems.map(({ say }) => say(args).arg)).toStrictEqual(["replicaRegions"]);
  });

  it("has a case for every refusal", () => {
    const fired = rows.map(([, change]) =>
      databaseSecretRefusals.findIndex(({ when }) => when({ ...minimal, ...change })),
    );
    expect(fired).toStrictEqual([...databaseSecretRefusals.keys()]);
  });

  it("refuses several problems at once", () => {
    const message = refusalOf({ ...minimal, secretName: "", rotateEvery: "36 hours" });
    expect(message.split("\n")).toStrictEqual([
      'database-secret "inventory": secretName is "", expected 1 to 512 letters, digits or /_+=.-; choose a name that Secrets Manager accepts',
      'database-secret "inventory": rotateEvery is "36 hours", expected 1 day to 90 days, in whole days; change the password at least once in a quarter',
    ]);
  });
});
