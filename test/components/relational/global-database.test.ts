import { GlobalDatabase, globalDatabaseRefusals, type GlobalDatabaseArgs } from "../../../components/relational";
import { AURORA_POSTGRESQL_VERSIONS } from "../../../facts/aurora-postgresql-versions";
import type { Plan } from "../../../planner/plan";
import { children, identities, inputs, named, planOf, tags } from "./fixture";

const frankfurt = "arn:aws:kms:eu-central-1:111122223333:key/store";
const dublin = "arn:aws:kms:eu-west-1:111122223333:key/store";
const SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:prod-eu/inventory/dbowner";
const minimal: GlobalDatabaseArgs = {
  globalClusterIdentifier: "prod-eu-inventory",
  databaseName: "inventory",
  engineVersion: "17.9",
  secretName: "prod-eu/inventory/dbowner",
  homeRegion: "eu-central-1",
  keyArns: { "eu-central-1": frankfurt, "eu-west-1": dublin },
  tags,
};

function planDatabase(args: GlobalDatabaseArgs): Promise<Plan> {
  return planOf(() => {
    const database = new GlobalDatabase("inventory", args);
    return {
      globalClusterIdentifier: database.globalClusterIdentifier,
      writerEndpoint: database.writerEndpoint,
      databaseName: database.databaseName,
      engineVersion: database.engineVersion,
      masterUsername: database.masterUsername,
      secretArns: database.secretArns,
    };
  });
}

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table's own. */
const rows: readonly (readonly [string, Partial<GlobalDatabaseArgs>, string])[] = [
  [
    "an identifier with capitals",
    { globalClusterIdentifier: "Inventory" },
    'globalClusterIdentifier is "Inventory", expected 1 to 63 lower-case letters, digits or single dashes, starting with a letter and not ending with a dash; choose an identifier that RDS accepts',
  ],
  [
    "a reserved word as database",
    { databaseName: "db" },
    'databaseName is "db", expected 1 to 63 lower-case letters, digits or underscores, starting with a letter, and none of db, postgres, rdsadmin, template0, template1; choose another name',
  ],
  [
    "a version that there is not",
    { engineVersion: "17" },
    `engineVersion is "17", expected one of ${AURORA_POSTGRESQL_VERSIONS.join(", ")}; choose a version that AWS still offers for something new`,
  ],
  [
    "a secret's name with a space",
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
    { replicaRegions: ["us-east-1"] },
    'replicaRegions is ["us-east-1"], expected a region of the partition (eu-central-1, eu-west-1), beside homeRegion; keep the password inside the residency partition, once in each region',
  ],
  [
    "a user that everybody knows",
    { username: "root" },
    'username is "root", expected 1 to 63 lower-case letters, digits or underscores, starting with a letter, and none of admin, master, postgres, rdsadmin, rdsrepladmin, root; choose a name that cannot be guessed from the engine\'s',
  ],
  [
    "a password that lasts too long",
    { rotateEvery: "91 days" },
    'rotateEvery is "91 days", expected 1 day to 90 days, in whole days; change the password at least once in a quarter',
  ],
];

function refusalOf(args: GlobalDatabaseArgs): string {
  try {
    new GlobalDatabase("inventory", args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

describe("GlobalDatabase", () => {
  it("creates these children at defaults, all its own", async () => {
    expect(identities(await planDatabase(minimal))).toStrictEqual([
      "aws:rds/globalCluster:GlobalCluster inventory-cluster inventory",
      "aws:secretsmanager/secret:Secret inventory-owner-secret inventory-owner",
      "aws:secretsmanager/secretPolicy:SecretPolicy inventory-owner-policy inventory-owner",
      "aws:secretsmanager/secretVersion:SecretVersion inventory-owner-first-version inventory-owner",
      "inventory:relational:DatabaseSecret inventory-owner inventory",
      "inventory:relational:GlobalDatabase inventory test-prod-eu",
      "random:index/randomPassword:RandomPassword inventory-owner-password inventory-owner",
    ]);
  });

  it("creates the global database of the defaults", async () => {
    const plan = await planDatabase(minimal);
    expect(inputs(plan, "inventory-cluster")).toStrictEqual({
      globalClusterIdentifier: "prod-eu-inventory",
      region: "eu-central-1",
      engine: "aurora-postgresql",
      engineVersion: "17.9",
      databaseName: "inventory",
      storageEncrypted: true,
      deletionProtection: true,
      tags: { ...tags, Name: "inventory-cluster" },
    });
    expect(named(plan, "inventory-cluster").options).toMatchObject({
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: true,
    });
  });

  it("writes the writer's host, port and database into the secret", async () => {
    const plan = await planDatabase({ ...minimal, port: 6432 });
    const content = inputs(plan, "inventory-owner-first-version")["secretString"];
    const value = typeof content === "object" && content !== null && "value" in content ? content["value"] : undefined;
    expect(JSON.parse(String(value))).toMatchObject({
      host: named(plan, "inventory-cluster").outputs["endpoint"],
      port: 6432,
      dbname: "inventory",
      username: "dbowner",
    });
  });

  it("gives members what they join with", async () => {
    const plan = await planDatabase(minimal);
    expect(plan.outputs).toStrictEqual({
      globalClusterIdentifier: "prod-eu-inventory",
      writerEndpoint: named(plan, "inventory-cluster").outputs["endpoint"],
      databaseName: "inventory",
      engineVersion: "17.9",
      masterUsername: "dbowner",
      secretArns: { "eu-central-1": SECRET_ARN, "eu-west-1": SECRET_ARN.replace("eu-central-1", "eu-west-1") },
    });
  });

  it("hands every choice about the secret on, and keeps nothing from deletion where it is told so", async () => {
    const plan = await planDatabase({
      ...minimal,
      username: "owner",
      replicaRegions: [],
      rotationFunctionArn: "arn:aws:lambda:eu-central-1:111122223333:function:rotate",
      rotateEvery: "7 days",
      protect: false,
    });
    expect(plan.outputs["masterUsername"]).toBe("owner");
    expect(inputs(plan, "inventory-owner-secret")).not.toHaveProperty("replicas");
    expect(inputs(plan, "inventory-owner-rotation")["rotationRules"]).toStrictEqual({ automaticallyAfterDays: 7 });
    expect(children(plan).filter(({ options }) => options.protect === true)).toStrictEqual([]);
    expect(inputs(plan, "inventory-cluster")["deletionProtection"]).toBe(false);
  });

  it("accepts the arguments that the refusals below start from", () => {
    expect(globalDatabaseRefusals.filter(({ when }) => when(minimal))).toStrictEqual([]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf({ ...minimal, ...change })).toBe(`global-database "inventory": ${message}`);
  });

  it("has a case for every refusal", () => {
    const fired = rows.map(([, change]) =>
      globalDatabaseRefusals.findIndex(({ when }) => when({ ...minimal, ...change })),
    );
    expect(fired).toStrictEqual([...globalDatabaseRefusals.keys()]);
  });

  it("refuses several problems at once", () => {
    const message = refusalOf({ ...minimal, globalClusterIdentifier: "", username: "root" });
    expect(message.split("\n")).toHaveLength(2);
  });
});
