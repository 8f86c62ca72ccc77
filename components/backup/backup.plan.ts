import { awsPartitionOf, type AwsPartition } from "../../facts/regions";
import { toDays, toHours, type Duration } from "../core/units";

/** Kinds of store that can be backed up into the vault. */
export type BackedUp = "aurora" | "dynamodb" | "ebs" | "s3";

/** When a kind of recovery point is made, and how long it is kept. */
export interface BackupSchedule {
  /** When backups start, in UTC. */
  readonly at: `cron(${string})`;
  /** How long a recovery point is kept. */
  readonly retention: Duration;
  /**
   * Whether the store can be restored to any second of the retention, which is then 35 days at most.
   *
   * @default false
   */
  readonly continuous?: boolean;
}

/** What decides the shape of a region's backups. */
export interface BackupPlanArgs {
  /** Physical name of the vault, the same in every region of the partition: copies go to the vault of that name. */
  readonly vaultName: string;
  /** Account of the vault. */
  readonly accountId: string;
  /** Region of the vault and of what is backed up into it. */
  readonly region: string;
  /** Regions of the residency partition, this one among them. */
  readonly partitionRegions: readonly string[];
  /**
   * Regions whose vault of the same name gets a copy of every recovery point.
   *
   * @default - none: the backups stay in this region alone
   */
  readonly copyRegions?: readonly string[];
  /**
   * What is made when, by a name of the schedule.
   *
   * @default - {@link BACKUP_SCHEDULES}: daily for 35 days, weekly for 90 days, monthly for 365 days
   */
  readonly schedules?: Readonly<Record<string, BackupSchedule>>;
  /**
   * Stores that are backed up.
   *
   * @default ["aurora", "dynamodb"]
   */
  readonly resourceTypes?: readonly BackedUp[];
  /**
   * Tags of what is backed up: a store is selected if it carries all of them.
   *
   * @default - `environment` and `residency`, with the values of the component's own tags
   */
  readonly selectionTags?: Readonly<Record<string, string>>;
  /**
   * How firmly the vault is locked: in `compliance` nobody, AWS included, can delete a recovery point before its time
   * or weaken the lock once the grace period is over; in `governance` whoever has the right to can.
   *
   * @default "compliance"
   */
  readonly lock?: "compliance" | "governance";
  /**
   * How long a compliance lock can still be changed or taken away.
   *
   * @default "14 days"
   */
  readonly lockGracePeriod?: Duration;
  /**
   * Shortest retention that the vault accepts.
   *
   * @default "7 days"
   */
  readonly minimumRetention?: Duration;
  /**
   * Longest retention that the vault accepts.
   *
   * @default "366 days"
   */
  readonly maximumRetention?: Duration;
  /**
   * When the newest recovery points are restored to see whether they can be, in UTC.
   *
   * @default "cron(0 6 1 * ? *)"
   */
  readonly restoreTestAt?: `cron(${string})`;
  /**
   * How long a restored store stays for checks before it is deleted.
   *
   * @default "4 hours"
   */
  readonly restoreTestWindow?: Duration;
}

/** Recovery points that are made where nothing else is asked for. */
export const BACKUP_SCHEDULES = {
  daily: { at: "cron(0 3 * * ? *)", retention: "35 days" },
  weekly: { at: "cron(0 4 ? * SUN *)", retention: "90 days" },
  monthly: { at: "cron(0 5 1 * ? *)", retention: "365 days" },
} as const satisfies Readonly<Record<string, BackupSchedule>>;

/** Values that are used where an argument is left out. */
export const BACKUP_DEFAULTS = {
  copyRegions: [],
  schedules: BACKUP_SCHEDULES,
  resourceTypes: ["aurora", "dynamodb"],
  lock: "compliance",
  lockGracePeriod: "14 days",
  minimumRetention: "7 days",
  maximumRetention: "366 days",
  restoreTestAt: "cron(0 6 1 * ? *)",
  restoreTestWindow: "4 hours",
  ownsRegionSettings: true,
  protect: true,
} as const satisfies Partial<BackupPlanArgs> & { readonly ownsRegionSettings: boolean; readonly protect: boolean };

/** What a kind of store is called in ARNs, in restore tests, and which further rights its backup needs. */
interface BackedUpFacts {
  readonly arn: string;
  readonly restoreType: string;
  readonly policies: readonly string[];
}

/**
 * The kinds of store.
 *
 * Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html, and the examples of
 * `@pulumi/aws` 7.48.0 (read 2026-11-24).
 */
export const BACKED_UP = {
  aurora: { arn: "rds:*:*:cluster:*", restoreType: "Aurora", policies: [] },
  dynamodb: { arn: "dynamodb:*:*:table/*", restoreType: "DynamoDB", policies: [] },
  ebs: { arn: "ec2:*:*:volume/*", restoreType: "EBS", policies: [] },
  s3: {
    arn: "s3:::*",
    restoreType: "S3",
    policies: ["AWSBackupServiceRolePolicyForS3Backup", "AWSBackupServiceRolePolicyForS3Restore"],
  },
} as const satisfies Readonly<Record<BackedUp, BackedUpFacts>>;

/** Policies that every backup role has. */
export const BACKUP_ROLE_POLICIES = [
  "service-role/AWSBackupServiceRolePolicyForBackup",
  "service-role/AWSBackupServiceRolePolicyForRestores",
] as const;

/** One rule of the plan, with every choice made. */
export interface PlannedRule {
  readonly ruleName: string;
  readonly schedule: string;
  readonly deleteAfterDays: number;
  readonly continuous: boolean;
  /** Vaults that get a copy. */
  readonly copyVaultArns: readonly string[];
}

/** A region's backups as plain data. */
export interface BackupPlan {
  readonly vaultName: string;
  readonly accountId: string;
  readonly region: string;
  /** AWS partition of the region. */
  readonly partition: AwsPartition;
  /** Vaults that get copies. */
  readonly copyVaultArns: readonly string[];
  /** The plan's rules, sorted by name. */
  readonly rules: readonly PlannedRule[];
  /** Kinds of store, sorted. */
  readonly resourceTypes: readonly BackedUp[];
  /** Patterns of the ARNs that the selection looks at. */
  readonly resourceArns: readonly string[];
  /** Tags of what is selected, sorted by key. */
  readonly selectionTags: readonly { readonly key: string; readonly value: string }[];
  readonly minRetentionDays: number;
  readonly maxRetentionDays: number;
  /** Days in which the lock can still be changed; `undefined` for a lock that always can. */
  readonly changeableForDays: number | undefined;
  /** Policies of the role, by the part of their name that follows `policy/`. */
  readonly rolePolicies: readonly string[];
  readonly restoreTestName: string;
  readonly restoreTestAt: string;
  readonly restoreTestWindowHours: number;
  /** Days back from a test in which its recovery point is looked for. */
  readonly restoreTestSelectionDays: number;
  /** Kinds of recovery point that a test looks for. */
  readonly recoveryPointTypes: readonly string[];
}

/** Longest that a restore test looks back for a recovery point, and shortest that a schedule's points are there. */
export const RESTORE_TEST_SELECTION: Duration = "30 days";

/** Turns checked arguments into a plan. */
export function planBackup(args: BackupPlanArgs, tags: { environment: string; residency: string }): BackupPlan {
  const partition = awsPartitionOf(args.region) ?? "aws";
  const types = resourceTypesOf(args).toSorted();
  const rules = rulesOf(args);
  return {
    vaultName: args.vaultName,
    accountId: args.accountId,
    region: args.region,
    partition,
    copyVaultArns: copyVaultArns(args),
    rules,
    resourceTypes: types,
    resourceArns: types.map((type) => `arn:${partition}:${BACKED_UP[type].arn}`),
    selectionTags: selectionTagsOf(args, tags),
    ...lockOf(args),
    rolePolicies: [...BACKUP_ROLE_POLICIES, ...types.flatMap((type) => [...BACKED_UP[type].policies])],
    restoreTestName: args.vaultName.replaceAll("-", "_"),
    restoreTestAt: args.restoreTestAt ?? BACKUP_DEFAULTS.restoreTestAt,
    restoreTestWindowHours: toHours(args.restoreTestWindow ?? BACKUP_DEFAULTS.restoreTestWindow),
    restoreTestSelectionDays: toDays(RESTORE_TEST_SELECTION),
    recoveryPointTypes: rules.some(({ continuous }) => continuous) ? ["CONTINUOUS", "SNAPSHOT"] : ["SNAPSHOT"],
  };
}

/** ARN of the vault of that name in a region. */
export function vaultArn({ vaultName, accountId }: BackupPlanArgs, region: string): string {
  return `arn:${awsPartitionOf(region) ?? "aws"}:backup:${region}:${accountId}:backup-vault:${vaultName}`;
}

/** The schedules that hold. */
export function schedulesOf({ schedules }: BackupPlanArgs): Readonly<Record<string, BackupSchedule>> {
  return schedules ?? BACKUP_DEFAULTS.schedules;
}

/** The kinds of store that are backed up. */
export function resourceTypesOf({ resourceTypes }: BackupPlanArgs): readonly BackedUp[] {
  return resourceTypes ?? BACKUP_DEFAULTS.resourceTypes;
}

function rulesOf(args: BackupPlanArgs): readonly PlannedRule[] {
  return Object.entries(schedulesOf(args))
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([ruleName, schedule]) => ({
      ruleName,
      schedule: schedule.at,
      deleteAfterDays: toDays(schedule.retention),
      continuous: schedule.continuous ?? false,
      copyVaultArns: copyVaultArns(args),
    }));
}

function copyVaultArns(args: BackupPlanArgs): readonly string[] {
  return (args.copyRegions ?? BACKUP_DEFAULTS.copyRegions).toSorted().map((region) => vaultArn(args, region));
}

function selectionTagsOf(
  { selectionTags }: BackupPlanArgs,
  { environment, residency }: { environment: string; residency: string },
): BackupPlan["selectionTags"] {
  return Object.entries(selectionTags ?? { environment, residency })
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => ({ key: `aws:ResourceTag/${key}`, value }));
}

function lockOf(args: BackupPlanArgs): Pick<BackupPlan, "minRetentionDays" | "maxRetentionDays" | "changeableForDays"> {
  const isCompliance = (args.lock ?? BACKUP_DEFAULTS.lock) === "compliance";
  return {
    minRetentionDays: toDays(args.minimumRetention ?? BACKUP_DEFAULTS.minimumRetention),
    maxRetentionDays: toDays(args.maximumRetention ?? BACKUP_DEFAULTS.maximumRetention),
    changeableForDays: isCompliance ? toDays(args.lockGracePeriod ?? BACKUP_DEFAULTS.lockGracePeriod) : undefined,
  };
}
