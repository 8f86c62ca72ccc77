import {
  Backup,
  BACKUP_DEFAULTS,
  BACKUP_SCHEDULES,
  backupRefusals,
  planBackup,
  VAULT_EVENTS,
  vaultPolicy,
  type BackupArgs,
} from "../../../components/backup";
import type { Plan, Properties } from "../../../planner/plan";
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

const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/backup`;
const TOPIC = `arn:aws:sns:eu-central-1:${ACCOUNT}:on-call`;
const ARGS: BackupArgs = {
  vaultName: "test-eu",
  accountId: ACCOUNT,
  region: "eu-central-1",
  partitionRegions: ["eu-central-1", "eu-west-1"],
  keyArn: KEY,
  notificationTopicArn: TOPIC,
  tags: TAGS,
};
const SELECTED = [
  { key: "aws:ResourceTag/environment", value: "test" },
  { key: "aws:ResourceTag/residency", value: "eu" },
];

function planOf(args: Partial<BackupArgs> = {}): Promise<Plan> {
  return planInFrankfurt(() => new Backup("backup", { ...ARGS, ...args }));
}

function outputsOf(plan: Plan, name: string): Properties {
  return resourceNamed(plan, name).outputs;
}

describe("Backup", () => {
  it("creates these children at defaults, all its own", async () => {
    expect(identities(await planOf())).toStrictEqual([
      "aws:backup/plan:Plan backup-plan backup",
      "aws:backup/regionSettings:RegionSettings backup-region-settings backup",
      "aws:backup/restoreTestingPlan:RestoreTestingPlan backup-restore-test backup",
      "aws:backup/restoreTestingSelection:RestoreTestingSelection backup-restore-test-aurora backup",
      "aws:backup/restoreTestingSelection:RestoreTestingSelection backup-restore-test-dynamodb backup",
      "aws:backup/selection:Selection backup-selection backup",
      "aws:backup/vault:Vault backup-vault backup",
      "aws:backup/vaultLockConfiguration:VaultLockConfiguration backup-vault-lock backup",
      "aws:backup/vaultNotifications:VaultNotifications backup-vault-notifications backup",
      "aws:backup/vaultPolicy:VaultPolicy backup-vault-policy backup",
      "aws:iam/role:Role backup-role backup",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment backup-role-backup backup",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment backup-role-restores backup",
      "inventory:backup:Backup backup test-dev",
    ]);
  });

  it("locks the vault of the defaults for good after a grace period", async () => {
    const plan = await planOf();
    expect(inputsOf(plan, "backup-vault")).toStrictEqual({
      region: "eu-central-1",
      name: "test-eu",
      kmsKeyArn: KEY,
      tags: { ...TAGS, Name: "backup-vault" },
    });
    expect(resourceNamed(plan, "backup-vault").options).toMatchObject({
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: true,
    });
    expect(inputsOf(plan, "backup-vault-lock")).toStrictEqual({
      region: "eu-central-1",
      backupVaultName: "test-eu",
      minRetentionDays: 7,
      maxRetentionDays: 366,
      changeableForDays: 14,
    });
    expect(resourceNamed(plan, "backup-vault-lock").options).toMatchObject({ protect: true, retainOnDelete: true });
    expect(inputsOf(plan, "backup-vault-policy")).toStrictEqual({
      region: "eu-central-1",
      backupVaultName: "test-eu",
      policy: JSON.stringify(vaultPolicy(ACCOUNT, [])),
    });
    expect(inputsOf(plan, "backup-vault-notifications")).toStrictEqual({
      region: "eu-central-1",
      backupVaultName: "test-eu",
      snsTopicArn: TOPIC,
      backupVaultEvents: [...VAULT_EVENTS],
    });
  });

  it("backs up daily, weekly and monthly what carries the partition's tags, and copies nothing", async () => {
    const plan = await planOf();
    const rule = { targetVaultName: "test-eu", enableContinuousBackup: false };
    expect(inputsOf(plan, "backup-plan")).toStrictEqual({
      region: "eu-central-1",
      rules: [
        { ...rule, ruleName: "daily", schedule: "cron(0 3 * * ? *)", lifecycle: { deleteAfter: 35 } },
        { ...rule, ruleName: "monthly", schedule: "cron(0 5 1 * ? *)", lifecycle: { deleteAfter: 365 } },
        { ...rule, ruleName: "weekly", schedule: "cron(0 4 ? * SUN *)", lifecycle: { deleteAfter: 90 } },
      ],
      tags: { ...TAGS, Name: "backup-plan" },
    });
    expect(inputsOf(plan, "backup-selection")).toMatchObject({
      region: "eu-central-1",
      resources: ["arn:aws:rds:*:*:cluster:*", "arn:aws:dynamodb:*:*:table/*"],
      conditions: [{ stringEquals: SELECTED }],
    });
    expect(inputsOf(plan, "backup-selection").planId).toMatch(/^backup-plan-[0-9a-f]+$/);
    expect(inputsOf(plan, "backup-selection").iamRoleArn).toBe(outputsOf(plan, "backup-role").arn);
  });

  it("restores the newest recovery points once a month", async () => {
    const plan = await planOf();
    expect(inputsOf(plan, "backup-restore-test")).toStrictEqual({
      region: "eu-central-1",
      name: "test_eu",
      scheduleExpression: "cron(0 6 1 * ? *)",
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [outputsOf(plan, "backup-vault").arn],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: 30,
      },
      tags: { ...TAGS, Name: "backup-restore-test" },
    });
    expect(inputsOf(plan, "backup-restore-test-aurora")).toMatchObject({
      region: "eu-central-1",
      name: "aurora",
      restoreTestingPlanName: "test_eu",
      protectedResourceType: "Aurora",
      protectedResourceArns: ["*"],
      protectedResourceConditions: { stringEquals: SELECTED },
      validationWindowHours: 4,
    });
    expect(inputsOf(plan, "backup-restore-test-dynamodb")).toMatchObject({ protectedResourceType: "DynamoDB" });
  });

  it("gives the role what backing up and restoring take, and opts the region in", async () => {
    const plan = await planOf();
    expect(inputsOf(plan, "backup-role")).toStrictEqual({
      description: "Backs up and restores stores of a residency partition",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
      tags: { ...TAGS, Name: "backup-role" },
    });
    expect(inputsOf(plan, "backup-role-backup").policyArn).toBe(
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    );
    expect(inputsOf(plan, "backup-role-restores").policyArn).toBe(
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    );
    expect(inputsOf(plan, "backup-region-settings")).toMatchObject({
      region: "eu-central-1",
      resourceTypeOptInPreference: { Aurora: true, DynamoDB: true, S3: true },
      resourceTypeManagementPreference: { DynamoDB: true },
    });
  });

  it("copies to the vaults of the partition's other regions (custom)", async () => {
    const copy = `arn:aws:backup:eu-west-1:${ACCOUNT}:backup-vault:test-eu`;
    const plan = await planOf({
      copyRegions: ["eu-west-1"],
      schedules: { hourly: { at: "cron(0 * * * ? *)", retention: "10 days", continuous: true } },
      resourceTypes: ["s3"],
      selectionTags: { service: "orders" },
      lock: "governance",
      minimumRetention: "1 day",
      maximumRetention: "35 days",
      restoreTestAt: "cron(0 6 ? * SUN *)",
      restoreTestWindow: "1 hour",
      ownsRegionSettings: false,
      protect: false,
    });
    expect(inputsOf(plan, "backup-plan").rules).toStrictEqual([
      {
        ruleName: "hourly",
        targetVaultName: "test-eu",
        schedule: "cron(0 * * * ? *)",
        enableContinuousBackup: true,
        lifecycle: { deleteAfter: 10 },
        copyActions: [{ destinationVaultArn: copy, lifecycle: { deleteAfter: 10 } }],
      },
    ]);
    expect(inputsOf(plan, "backup-vault-policy").policy).toBe(JSON.stringify(vaultPolicy(ACCOUNT, [copy])));
    expect(inputsOf(plan, "backup-vault-lock")).toStrictEqual({
      region: "eu-central-1",
      backupVaultName: "test-eu",
      minRetentionDays: 1,
      maxRetentionDays: 35,
    });
    expect(inputsOf(plan, "backup-selection")).toMatchObject({
      resources: ["arn:aws:s3:::*"],
      conditions: [{ stringEquals: [{ key: "aws:ResourceTag/service", value: "orders" }] }],
    });
    expect(inputsOf(plan, "backup-restore-test")).toMatchObject({
      scheduleExpression: "cron(0 6 ? * SUN *)",
      recoveryPointSelection: { recoveryPointTypes: ["CONTINUOUS", "SNAPSHOT"] },
    });
    expect(inputsOf(plan, "backup-restore-test-s3")).toMatchObject({
      protectedResourceType: "S3",
      validationWindowHours: 1,
    });
    expect(identities(plan).filter((line) => line.includes("rolePolicyAttachment"))).toStrictEqual([
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment backup-role-backup backup",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment backup-role-restores backup",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment backup-role-s3backup backup",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment backup-role-s3restore backup",
    ]);
    expect(identities(plan).some((line) => line.includes("regionSettings"))).toBe(false);
    expect(resourceNamed(plan, "backup-vault").options).toMatchObject({ protect: false });
  });

  it("puts everything that has a region into its own, whatever the provider's", async () => {
    const plan = await planOf({ region: "eu-west-1" });
    const regions = plan.resources
      .filter(({ type }) => type.startsWith("aws:backup/"))
      .map(({ inputs }) => inputs.region);
    expect(new Set(regions)).toStrictEqual(new Set(["eu-west-1"]));
    expect(regions).toHaveLength(10);
  });

  it("spells ARNs as each AWS partition does", () => {
    const plan = planBackup(
      {
        ...ARGS,
        region: "cn-north-1",
        partitionRegions: ["cn-north-1", "cn-northwest-1"],
        copyRegions: ["cn-northwest-1"],
      },
      TAGS,
    );
    expect(plan.resourceArns[0]).toBe("arn:aws-cn:rds:*:*:cluster:*");
    expect(plan.copyVaultArns).toStrictEqual([`arn:aws-cn:backup:cn-northwest-1:${ACCOUNT}:backup-vault:test-eu`]);
  });

  it("keeps its default schedules within its default lock", () => {
    expect(BACKUP_DEFAULTS.schedules).toBe(BACKUP_SCHEDULES);
    expect(backupRefusals.filter(({ when }) => when(ARGS))).toStrictEqual([]);
  });
});

describe("the policy of a vault", () => {
  it("denies deletion, copies elsewhere and copies from other accounts, with whole action names", () => {
    const copy = `arn:aws:backup:eu-west-1:${ACCOUNT}:backup-vault:test-eu`;
    const policy = vaultPolicy(ACCOUNT, [copy]);
    expect(policy).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyDeletion",
          Effect: "Deny",
          Principal: "*",
          Resource: "*",
          Action: [
            "backup:DeleteBackupVault",
            "backup:DeleteRecoveryPoint",
            "backup:DisassociateRecoveryPoint",
            "backup:UpdateRecoveryPointLifecycle",
          ],
        },
        {
          Sid: "DenyCopiesElsewhere",
          Effect: "Deny",
          Principal: "*",
          Resource: "*",
          Action: ["backup:CopyFromBackupVault"],
          Condition: { "ForAnyValue:ArnNotLike": { "backup:CopyTargets": [copy] } },
        },
        {
          Sid: "DenyCopiesFromOtherAccounts",
          Effect: "Deny",
          Principal: "*",
          Resource: "*",
          Action: ["backup:CopyIntoBackupVault"],
          Condition: {
            StringNotEquals: { "aws:PrincipalAccount": ACCOUNT },
            Bool: { "aws:PrincipalIsAWSService": "false" },
          },
        },
      ],
    });
    expect(policy.Statement.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toStrictEqual([]);
  });

  it("denies every copy where none is asked for", () => {
    expect(vaultPolicy(ACCOUNT, []).Statement[1]).toStrictEqual({
      Sid: "DenyCopiesElsewhere",
      Effect: "Deny",
      Principal: "*",
      Resource: "*",
      Action: ["backup:CopyFromBackupVault"],
    });
  });
});

describe("refusals", () => {
  const rows: readonly (readonly [string, Partial<BackupArgs>, string])[] = [
    [
      "a name that a restore test could not carry",
      { vaultName: "test_eu" },
      'vaultName is "test_eu", expected 2 to 50 letters, digits or dashes, not starting with a dash; ' +
        "choose a name that the vaults of all regions of the partition share",
    ],
    [
      "an account that is no number of one",
      { accountId: "1234" },
      'accountId is "1234", expected 12 digits; write the number of the account as text',
    ],
    [
      "a partition of two AWS partitions",
      { partitionRegions: ["eu-central-1", "cn-north-1"] },
      'partitionRegions is ["cn-north-1"], expected known regions of one AWS partition; ' +
        "list the regions of the residency partition, such as eu-central-1",
    ],
    [
      "a vault outside its partition",
      { region: "eu-west-3" },
      `region is "eu-west-3", expected one of the partition's regions, eu-central-1, eu-west-1; put the vault where the data is`,
    ],
    [
      "copies outside the partition",
      { copyRegions: ["eu-west-1", "us-east-1"] },
      'copyRegions is ["us-east-1"], expected regions of the partition, eu-central-1, eu-west-1; ' +
        "keep every copy inside the partition; where it has one region, rely on the locked vault there",
    ],
    [
      "copies to where they come from",
      { copyRegions: ["eu-central-1"] },
      'copyRegions is ["eu-central-1"], expected other regions than eu-central-1, each once; name the regions that get a copy',
    ],
    [
      "a lock whose shortest retention is longer than its longest",
      { minimumRetention: "400 days" },
      'minimumRetention is "400 days", expected whole days from 1 day to maximumRetention (366 days); ' +
        "choose what the lock is to enforce",
    ],
    [
      "a grace period that AWS does not grant",
      { lockGracePeriod: "2 days" },
      'lockGracePeriod is "2 days", expected whole days from 3 days; ' +
        "leave the time to find out that the lock is wrong: after it nobody can undo it",
    ],
    [
      "no schedule",
      { schedules: {} },
      "schedules is [], expected 1 to 10 schedules, each named by 1 to 50 letters, digits or dashes; " +
        "name what is made when, such as daily",
    ],
    [
      "a schedule that the lock turns away",
      { schedules: { yearly: { at: "cron(0 5 1 1 ? *)", retention: "3650 days" } } },
      'schedules is {"yearly":"3650 days"}, expected retentions in whole days that the locked vault takes, 7 days to 366 days; ' +
        "keep recovery points for a time within the lock: the vault turns others away",
    ],
    [
      "a continuous backup kept longer than AWS keeps one",
      { schedules: { daily: { at: "cron(0 3 * * ? *)", retention: "36 days", continuous: true } } },
      'schedules is ["daily"], expected a retention of at most 35 days where continuous is set; ' +
        "keep snapshots for longer times by a schedule of their own",
    ],
    [
      "nothing to back up",
      { resourceTypes: [] },
      "resourceTypes is [], expected at least one kind of store, each once; name what is backed up",
    ],
    [
      "a selection of the whole account",
      { selectionTags: {} },
      "selectionTags is {}, expected at least one tag; name the tags that stores of this partition carry; " +
        "without one the whole account would be backed up",
    ],
    [
      "a test window of half an hour",
      { restoreTestWindow: "30 minutes" },
      'restoreTestWindow is "30 minutes", expected whole hours from 1 hour to 168 hours; ' +
        "leave the time that checks of the restored store take",
    ],
  ];
  const edges: readonly (readonly [string, Partial<BackupArgs>, string])[] = [
    ["a copy region twice", { copyRegions: ["eu-west-1", "eu-west-1"] }, "copyRegions"],
    ["a lock in hours", { minimumRetention: "36 hours" }, "minimumRetention"],
    ["a longest retention in hours", { maximumRetention: "8772 hours" }, "minimumRetention"],
    [
      "a schedule shorter than the lock",
      { schedules: { daily: { at: "cron(0 3 * * ? *)", retention: "1 day" } } },
      "schedules",
    ],
    ["a schedule without a name", { schedules: { "": BACKUP_SCHEDULES.daily } }, "schedules"],
    ["a kind of store twice", { resourceTypes: ["s3", "s3"] }, "resourceTypes"],
    ["a test window of more than a week", { restoreTestWindow: "169 hours" }, "restoreTestWindow"],
  ];

  it("has a case per rule", () => {
    const fired = rows.map(([, change]) => backupRefusals.findIndex(({ when }) => when({ ...ARGS, ...change })));
    expect(fired).toStrictEqual([...backupRefusals.keys()]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf('backup "backup"', { ...ARGS, ...change }, backupRefusals)).toBe(`backup "backup": ${message}`);
  });

  it.each(edges)("refuses %s", (_, change, arg) => {
    const problems = backupRefusals.filter(({ when }) => when({ ...ARGS, ...change }));
    expect(problems.map(({ say }) => say({ ...ARGS, ...change }).arg)).toStrictEqual([arg]);
  });

  it("accepts any grace period where the lock stays open", () => {
    const open = { ...ARGS, lock: "governance", lockGracePeriod: "1 day" } as const;
    expect(backupRefusals.filter(({ when }) => when(open))).toStrictEqual([]);
  });

  it("refuses several problems at once, before anything is registered", async () => {
    const failure = await failureOf(() => new Backup("backup", { ...ARGS, accountId: "", copyRegions: ["us-east-1"] }));
    expect(failure).toStrictEqual({
      message:
        'backup "backup": accountId is "", expected 12 digits; write the number of the account as text\n' +
        'backup "backup": copyRegions is ["us-east-1"], expected regions of the partition, eu-central-1, eu-west-1; ' +
        "keep every copy inside the partition; where it has one region, rely on the locked vault there",
      registered: [],
    });
  });
});
