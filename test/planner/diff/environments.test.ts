import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UNPROVEN, forceNewInputs, replacementSource } from "../../../facts/force-new";
import { diffPlanSets, type StackDiff } from "../../../planner/diff/diff-plans";
import type { Plan } from "../../../planner/plan";
import {
  ENVIRONMENTS,
  managed,
  ofPartition,
  planEnvironment,
  plannedEnvironment,
  type StackChoice,
} from "../../stacks/plan-environment";

/** What of the partition's stack changes when a region joins it: replicas, copies, and who may use the keys. */
const TOLD_OF_A_REGION = [
  "update aws:backup/plan:Plan backup-eu-central-1-plan",
  "update aws:backup/plan:Plan backup-eu-west-1-plan",
  "update aws:backup/vaultPolicy:VaultPolicy backup-eu-central-1-vault-policy",
  "update aws:backup/vaultPolicy:VaultPolicy backup-eu-west-1-vault-policy",
  "update aws:dynamodb/table:Table availability-table",
  "update aws:dynamodb/table:Table catalog-table",
  "update aws:dynamodb/table:Table checkpoints-table",
  "update aws:dynamodb/table:Table idempotency-table",
  "update aws:ecr/replicationConfiguration:ReplicationConfiguration registry-eu-central-1-replication",
  "update aws:iam/rolePolicy:RolePolicy audit-replication-rights",
  "update aws:iam/rolePolicy:RolePolicy checkpoints-replication-rights",
  "update aws:iam/rolePolicy:RolePolicy events-replication-rights",
  "update aws:kms/key:Key archives-eu-central-1-key",
  "update aws:kms/key:Key archives-eu-west-1-key",
  "update aws:kms/key:Key backups-eu-central-1-key",
  "update aws:kms/key:Key backups-eu-west-1-key",
  "update aws:kms/key:Key images-eu-central-1-key",
  "update aws:kms/key:Key images-eu-west-1-key",
  "update aws:kms/key:Key stores-eu-central-1-key",
  "update aws:kms/key:Key stores-eu-west-1-key",
  "update aws:s3/bucketPolicy:BucketPolicy audit-eu-central-1-policy",
  "update aws:s3/bucketPolicy:BucketPolicy audit-eu-west-1-policy",
  "update aws:s3/bucketPolicy:BucketPolicy checkpoints-eu-central-1-policy",
  "update aws:s3/bucketPolicy:BucketPolicy checkpoints-eu-west-1-policy",
  "update aws:s3/bucketPolicy:BucketPolicy events-eu-central-1-policy",
  "update aws:s3/bucketPolicy:BucketPolicy events-eu-west-1-policy",
  "update aws:s3/bucketReplicationConfig:BucketReplicationConfig audit-eu-central-1-replication",
  "update aws:s3/bucketReplicationConfig:BucketReplicationConfig audit-eu-west-1-replication",
  "update aws:s3/bucketReplicationConfig:BucketReplicationConfig checkpoints-eu-central-1-replication",
  "update aws:s3/bucketReplicationConfig:BucketReplicationConfig checkpoints-eu-west-1-replication",
  "update aws:s3/bucketReplicationConfig:BucketReplicationConfig events-eu-central-1-replication",
  "update aws:s3/bucketReplicationConfig:BucketReplicationConfig events-eu-west-1-replication",
  "update aws:secretsmanager/secret:Secret inventory-owner-secret",
];

const folders: string[] = [];

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function plansOf(environment: string): Promise<readonly Plan[]> {
  return Object.values(await plannedEnvironment(environment));
}

/** Plans some stacks of an environment of the repository with its file edited. */
async function plansEdited(
  environment: string,
  edit: (text: string) => string,
  isPlanned: StackChoice,
): Promise<readonly Plan[]> {
  const folder = mkdtempSync(join(tmpdir(), "edited-"));
  folders.push(folder);
  const text = readFileSync(join(ENVIRONMENTS, `${environment}.yaml`), "utf8");
  const edited = edit(text);
  expect(edited).not.toBe(text);
  writeFileSync(join(folder, `${environment}.yaml`), edited);
  return Object.values(await planEnvironment(environment, folder, isPlanned));
}

/** What changes in each stack that changes: resources first, then outputs. */
function told(diffs: readonly StackDiff[]): Record<string, string[]> {
  const stacks = diffs.map(({ name, resources, outputs }) => {
    const changed = resources.filter(({ kind, operation }) => kind !== "component" && operation !== "same");
    const lines = [
      ...changed.map(({ operation, type, name: resource, changes }) =>
        [operation, type, resource, ...changes.map(({ path }) => path)].join(" "),
      ),
      ...outputs.map(({ path }) => `output ${path}`),
    ];
    return [name.slice(name.lastIndexOf("/") + 1), lines] as const;
  });
  return Object.fromEntries(stacks.filter(([, lines]) => lines.length > 0));
}

function countOf(diffs: readonly StackDiff[], operation: string): number {
  return diffs.flatMap(({ resources }) => resources).filter((resource) => resource.operation === operation).length;
}

function stackOf(plans: readonly Plan[], stack: string): Plan {
  const plan = plans.find((one) => one.stack === stack);
  if (plan === undefined) {
    throw new Error(`${stack} was not planned`);
  }
  return plan;
}

function typesIn(plan: Plan): string[] {
  return [...new Set(managed(plan).map(({ type }) => type))].toSorted();
}

/** The stacks that tables lie in, and those that they read. */
const TABLES: StackChoice = ({ kind }) => kind !== "region";

/** What can tell of a partition's regions: its own stacks, and those above all regions. */
const AROUND_EU: StackChoice = (stack) => TABLES(stack) || ofPartition("eu")(stack);

/** The plans of the stacks that others hold as well. */
function alsoIn(others: readonly Plan[], plans: readonly Plan[]): readonly Plan[] {
  return plans.filter(({ stack }) => others.some((other) => other.stack === stack));
}

describe("the environments of the repository", () => {
  let prod: readonly Plan[];
  let dev: readonly Plan[];

  beforeAll(async () => {
    prod = await plansOf("prod");
    dev = await plansOf("dev");
  });

  test("use no type of which nobody knows what forces a replacement", () => {
    const resources = [...prod, ...dev].flatMap((plan) => plan.resources);
    const types = new Set(
      resources.filter(({ kind }) => kind === "custom" || kind === "provider").map(({ type }) => type),
    );

    expect(types.size).toBeGreaterThan(50);
    expect([...types].filter((type) => forceNewInputs(type) === undefined).sort()).toEqual([]);
  });

  test("set four inputs of which no source says whether they can be changed; they count as replacing", () => {
    const inputs = [...prod, ...dev]
      .flatMap((plan) => plan.resources)
      .filter(({ kind }) => kind === "custom")
      .flatMap(({ type, inputs: set }) => Object.keys(set).map((name) => [type, name] as const));
    const unproven = inputs.filter(([type, name]) => replacementSource(type, name) === UNPROVEN);

    expect([...new Set(unproven.map(([type, name]) => `${type} ${name}`))].sort()).toEqual([
      "aws:athena/workgroup:Workgroup configuration",
      "aws:budgets/budget:Budget notifications",
      "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec signingStatus",
      "aws:s3/bucket:Bucket objectLockEnabled",
    ]);
  });

  test("differ from themselves in nothing", () => {
    expect(told(diffPlanSets(prod, prod))).toEqual({});
  });

  test("exchange primary and secondary without a replacement or a deletion: only roles change", async () => {
    const swapped = await plansEdited(
      "prod",
      (text) => text.replace(/(initialPrimary: eu-central-1\n\s+primary: )eu-central-1/, "$1eu-west-1"),
      AROUND_EU,
    );
    const diffs = diffPlanSets(alsoIn(swapped, prod), swapped);
    const alarm = "update aws:cloudwatch/metricAlarm:MetricAlarm inventory-replication-lag treatMissingData";
    const job = [
      "update aws:cloudwatch/metricAlarm:MetricAlarm reconciliation-missed actionsEnabled",
      "update kubernetes:batch/v1:CronJob reconciliation-cron-job spec.suspend",
    ];

    expect(["eu-central-1", "eu-west-1"].map((region) => stackOf(swapped, `prod-${region}`).outputs["role"])).toEqual([
      "secondary",
      "primary",
    ]);
    expect(diffs).toHaveLength(7);
    expect(["create", "replace", "delete"].map((operation) => countOf(diffs, operation))).toEqual([0, 0, 0]);
    expect(told(diffs)).toEqual({
      // Only a secondary lags behind, so that only there no data is bad news; only a primary reconciles.
      "prod-eu-central-1": [...job, alarm, "output role"],
      "prod-eu-west-1": [...job, alarm, "output role"],
    });
  });

  test("would replace the tables if they followed the role, and protection would stop it", async () => {
    const moved = await plansEdited(
      "prod",
      (text) =>
        text
          .replace("- eu-central-1\n      - eu-west-1\n", "- eu-west-1\n      - eu-central-1\n")
          .replace("initialPrimary: eu-central-1", "initialPrimary: eu-west-1"),
      TABLES,
    );
    const tables = diffPlanSets(alsoIn(moved, prod), moved)
      .flatMap(({ resources }) => resources)
      .filter(({ type, operation }) => type === "aws:dynamodb/table:Table" && operation === "replace");

    expect(tables.map(({ name }) => name)).toEqual([
      "availability-table",
      "catalog-table",
      "checkpoints-table",
      "idempotency-table",
    ]);
    expect(tables.map(({ blocked, reasons }) => [blocked, reasons[0]])).toEqual(
      tables.map(() => [true, { because: "region", before: "eu-central-1", after: "eu-west-1" }]),
    );
  });

  test("make a table provisioned, and settle it, without a replacement or a deletion", async () => {
    const capacity =
      "capacity: { mode: provisioned, read: { minUnits: 50, maxUnits: 900 }, write: { minUnits: 10, maxUnits: 300 }";
    const edited = (last: string): Promise<readonly Plan[]> =>
      plansEdited(
        "prod",
        (text) => text.replace("  availability:\n", `  availability:\n    ${capacity}${last}\n`),
        TABLES,
      );
    const [starting, settled] = [await edited(", starting: true }"), await edited(" }")];
    const before = alsoIn(starting, prod);
    const diffs = diffPlanSets(before, starting);
    const changed = Object.entries(told(diffs));
    const index = "globalSecondaryIndexes[0]";
    const table =
      `update aws:dynamodb/table:Table availability-table billingMode ${index}.readCapacity ` +
      `${index}.writeCapacity readCapacity writeCapacity`;

    expect(before).toHaveLength(5);
    expect(["replace", "delete"].map((operation) => countOf(diffs, operation))).toEqual([0, 0]);
    expect(changed.map(([stack, lines]) => [stack, lines.length])).toEqual([
      ["prod-ch", 9],
      ["prod-eu", 17],
      ["prod-in", 17],
      ["prod-us", 17],
    ]);
    expect(changed.map(([, lines]) => lines.filter((line) => !line.startsWith("create aws:appautoscaling/")))).toEqual(
      changed.map(() => [table]),
    );
    expect(told(diffPlanSets(starting, settled))).toEqual({});
    expect(["create", "replace"].map((operation) => countOf(diffPlanSets(settled, before), operation))).toEqual([0, 0]);
  });

  test("take a further region by additions, and by what the others must know of it", async () => {
    const wider = await plansEdited(
      "prod",
      (text) => text.replace("- eu-west-1\n", "- eu-west-1\n      - eu-north-1\n"),
      AROUND_EU,
    );
    const diffs = diffPlanSets(alsoIn(wider, prod), wider);
    const newcomer = stackOf(wider, "prod-eu-north-1");
    const links = newcomer.resources.filter(({ type }) => type === "inventory:stream:KafkaReplicator");
    const {
      "prod-eu-north-1": added = [],
      "prod-eu": partition = [],
      "prod-global": checks = [],
      ...others
    } = told(diffs);
    const created = (line: string): boolean => line.startsWith("create ") || line.startsWith("output ");

    expect(typesIn(newcomer)).toEqual(typesIn(stackOf(prod, "prod-eu-west-1")));
    expect(links.map(({ name }) => name)).toEqual(["events-eu-central-1", "events-eu-west-1"]);
    expect(["replace", "delete"].map((operation) => countOf(diffs, operation))).toEqual([0, 0]);
    expect(added.length).toBeGreaterThan(100);
    expect(added.filter((line) => !created(line))).toEqual([]);
    expect(partition.filter((line) => created(line) && !line.includes("eu-north-1"))).toEqual([]);
    expect(
      partition
        .filter((line) => !created(line))
        .map(withoutPaths)
        .sort(),
    ).toEqual(TOLD_OF_A_REGION);
    expect(checks.filter((line) => !created(line) || !line.includes("eu-north-1"))).toEqual([]);
    expect(checks).not.toEqual([]);
    expect(others).toEqual({});
  });
});

/** Operation, type and name. */
function withoutPaths(line: string): string {
  return line.split(" ").slice(0, 3).join(" ");
}
