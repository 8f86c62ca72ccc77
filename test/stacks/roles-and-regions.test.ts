import { readFileSync } from "node:fs";
import { join } from "node:path";
import { replacementSource } from "../../facts/force-new";
import type { Plan } from "../../planner/plan";
import { changesBetween } from "./changes";
import { ENVIRONMENTS, managed, planEnvironment, planText } from "./plan-environment";

type Plans = Readonly<Record<string, Plan>>;

const PROD = readFileSync(join(ENVIRONMENTS, "prod.yaml"), "utf8");

function replaced(text: string, replacement: string): string {
  expect(PROD).toContain(text);
  return PROD.replace(text, replacement);
}

function typesIn(plan: Plan | undefined): string[] {
  return [...new Set((plan === undefined ? [] : managed(plan)).map(({ type }) => type))].toSorted();
}

/** Whether a line of changes holds an input that forces a replacement. */
function replaces(line: string): boolean {
  const [resource = "", inputs = ""] = line.split(": ");
  const type = resource.split(" ")[1] ?? "";
  return inputs.split(", ").some((input) => replacementSource(type, input) !== undefined);
}

let production: Plans;

beforeAll(async () => {
  production = await planEnvironment("prod");
});

describe("a change of the primary region", () => {
  let swapped: Plans;

  beforeAll(async () => {
    swapped = await planText(replaced("    primary: eu-central-1", "    primary: eu-west-1"));
  });

  it("is told to services", () => {
    const roles = (plans: Plans) =>
      ["eu-central-1", "eu-west-1"].map((region) => plans[`prod-${region}`]?.outputs["role"]);

    expect([roles(production), roles(swapped)]).toEqual([
      ["primary", "secondary"],
      ["secondary", "primary"],
    ]);
  });

  it("adds and removes nothing, and changes what an alarm takes silence for", () => {
    expect(changesBetween(production, swapped, Object.keys(production))).toEqual({
      added: [],
      removed: [],
      changed: [
        "prod-eu-central-1 aws:cloudwatch/metricAlarm:MetricAlarm inventory-replication-lag: treatMissingData",
        "prod-eu-west-1 aws:cloudwatch/metricAlarm:MetricAlarm inventory-replication-lag: treatMissingData",
      ],
    });
  });
});

describe("a new region", () => {
  let grown: Plans;

  beforeAll(async () => {
    grown = await planText(replaced("      - eu-west-1\n", "      - eu-west-1\n      - eu-north-1\n"));
  });

  it("is one line of the environment and one stack more", () => {
    const names = Object.keys(production);
    const place = names.indexOf("prod-eu-west-1") + 1;

    expect(Object.keys(grown)).toEqual([...names.slice(0, place), "prod-eu-north-1", ...names.slice(place)]);
  });

  it("is linked to the regions before it, by its own stack", () => {
    const links = (plan: Plan | undefined) =>
      (plan?.resources ?? []).filter(({ type }) => type === "inventory:stream:KafkaReplicator").map(({ name }) => name);

    expect(links(grown["prod-eu-north-1"])).toEqual(["events-eu-central-1", "events-eu-west-1"]);
  });

  it("gets what the regions before it have", () => {
    expect(typesIn(grown["prod-eu-north-1"])).toEqual(typesIn(grown["prod-eu-west-1"]));
  });

  it("changes no stack of another partition, and no other region's", () => {
    const others = Object.keys(production).filter((stack) => stack !== "prod-eu");

    expect(changesBetween(production, grown, others)).toEqual({ added: [], removed: [], changed: [] });
  });

  it("changes in its partition's stack what spans the regions, in place", () => {
    const { added, removed, changed } = changesBetween(production, grown, ["prod-eu"]);

    expect(removed).toEqual([]);
    expect(changed.map((line) => line.replace("prod-eu ", ""))).toEqual([
      "aws:iam/rolePolicy:RolePolicy audit-replication-rights: policy",
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig audit-eu-central-1-replication: rules",
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig audit-eu-west-1-replication: rules",
      "aws:s3/bucketPolicy:BucketPolicy audit-eu-central-1-policy: policy",
      "aws:s3/bucketPolicy:BucketPolicy audit-eu-west-1-policy: policy",
      "aws:iam/rolePolicy:RolePolicy events-replication-rights: policy",
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig events-eu-central-1-replication: rules",
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig events-eu-west-1-replication: rules",
      "aws:s3/bucketPolicy:BucketPolicy events-eu-central-1-policy: policy",
      "aws:s3/bucketPolicy:BucketPolicy events-eu-west-1-policy: policy",
      "aws:backup/plan:Plan backup-eu-central-1-plan: rules",
      "aws:backup/vaultPolicy:VaultPolicy backup-eu-central-1-vault-policy: policy",
      "aws:backup/plan:Plan backup-eu-west-1-plan: rules",
      "aws:backup/vaultPolicy:VaultPolicy backup-eu-west-1-vault-policy: policy",
      "aws:dynamodb/table:Table availability-table: replicas",
      "aws:dynamodb/table:Table catalog-table: replicas",
      "aws:dynamodb/table:Table checkpoints-table: replicas",
      "aws:dynamodb/table:Table idempotency-table: replicas",
      "aws:kms/key:Key archives-eu-central-1-key: policy",
      "aws:kms/key:Key archives-eu-west-1-key: policy",
      "aws:kms/key:Key backups-eu-central-1-key: policy",
      "aws:kms/key:Key backups-eu-west-1-key: policy",
      "aws:kms/key:Key images-eu-central-1-key: policy",
      "aws:kms/key:Key images-eu-west-1-key: policy",
      "aws:kms/key:Key stores-eu-central-1-key: policy",
      "aws:kms/key:Key stores-eu-west-1-key: policy",
      "aws:ecr/replicationConfiguration:ReplicationConfiguration registry-eu-central-1-replication: replicationConfiguration",
      "aws:secretsmanager/secret:Secret inventory-owner-secret: replicas",
    ]);
    expect(changed.filter(replaces)).toEqual([]);
    expect(added.filter((line) => !line.includes("eu-north-1"))).toEqual([]);
  });
});
