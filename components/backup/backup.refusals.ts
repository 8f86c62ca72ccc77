import { awsPartitionOf, isAwsRegion } from "../../facts/regions";
import type { Refusal } from "../core/refusal";
import { toSeconds, type Duration } from "../core/units";
import { BACKUP_DEFAULTS, resourceTypesOf, schedulesOf, type BackupPlanArgs } from "./backup.plan";

/**
 * Shortest grace period of a compliance lock.
 *
 * Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html (72 hours, read 2026-11-24).
 */
export const MIN_LOCK_GRACE_PERIOD: Duration = "3 days";
/**
 * Longest retention of a continuous backup.
 *
 * Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html (read 2026-11-24).
 */
export const MAX_CONTINUOUS_RETENTION: Duration = "35 days";

const VAULT_NAME = /^[a-zA-Z0-9][a-zA-Z0-9-]{1,49}$/;
const ACCOUNT = /^\d{12}$/;
const RULE_NAME = /^[a-zA-Z0-9-]{1,50}$/;
const SECONDS_A_DAY = 86_400;
const SECONDS_AN_HOUR = 3_600;

/** Reasons to refuse backups. */
export const backupRefusals: readonly Refusal<BackupPlanArgs>[] = [
  {
    when: ({ vaultName }) => !VAULT_NAME.test(vaultName),
    say: ({ vaultName }) => ({
      arg: "vaultName",
      got: vaultName,
      expected: "2 to 50 letters, digits or dashes, not starting with a dash",
      change: "choose a name that the vaults of all regions of the partition share",
    }),
  },
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "write the number of the account as text",
    }),
  },
  {
    when: (args) => foreignRegions(args.partitionRegions, args.region).length > 0,
    say: (args) => ({
      arg: "partitionRegions",
      got: foreignRegions(args.partitionRegions, args.region),
      expected: "known regions of one AWS partition",
      change: "list the regions of the residency partition, such as eu-central-1",
    }),
  },
  {
    when: ({ partitionRegions, region }) => !partitionRegions.includes(region),
    say: ({ partitionRegions, region }) => ({
      arg: "region",
      got: region,
      expected: `one of the partition's regions, ${partitionRegions.join(", ")}`,
      change: "put the vault where the data is",
    }),
  },
  {
    when: (args) => outsideRegions(args).length > 0,
    say: (args) => ({
      arg: "copyRegions",
      got: outsideRegions(args),
      expected: `regions of the partition, ${args.partitionRegions.join(", ")}`,
      change: "keep every copy inside the partition; where it has one region, rely on the locked vault there",
    }),
  },
  {
    when: ({ copyRegions = [], region }) =>
      copyRegions.includes(region) || new Set(copyRegions).size !== copyRegions.length,
    say: ({ copyRegions, region }) => ({
      arg: "copyRegions",
      got: copyRegions,
      expected: `other regions than ${region}, each once`,
      change: "name the regions that get a copy",
    }),
  },
  {
    when: (args) => lockedRange(args) === undefined,
    say: (args) => ({
      arg: "minimumRetention",
      got: minimumOf(args),
      expected: `whole days from 1 day to maximumRetention (${maximumOf(args)})`,
      change: "choose what the lock is to enforce",
    }),
  },
  {
    when: (args) => lockOf(args) === "compliance" && !isWholeDays(graceOf(args), MIN_LOCK_GRACE_PERIOD),
    say: (args) => ({
      arg: "lockGracePeriod",
      got: graceOf(args),
      expected: `whole days from ${MIN_LOCK_GRACE_PERIOD}`,
      change: "leave the time to find out that the lock is wrong: after it nobody can undo it",
    }),
  },
  {
    when: (args) => badRuleNames(args) !== undefined,
    say: (args) => ({
      arg: "schedules",
      got: badRuleNames(args),
      expected: "1 to 10 schedules, each named by 1 to 50 letters, digits or dashes",
      change: "name what is made when, such as daily",
    }),
  },
  {
    when: (args) => unlockableSchedules(args).length > 0,
    say: (args) => ({
      arg: "schedules",
      got: Object.fromEntries(unlockableSchedules(args).map((name) => [name, schedulesOf(args)[name]?.retention])),
      expected: `retentions in whole days that the locked vault takes, ${minimumOf(args)} to ${maximumOf(args)}`,
      change: "keep recovery points for a time within the lock: the vault turns others away",
    }),
  },
  {
    when: (args) => overlongContinuous(args).length > 0,
    say: (args) => ({
      arg: "schedules",
      got: overlongContinuous(args),
      expected: `a retention of at most ${MAX_CONTINUOUS_RETENTION} where continuous is set`,
      change: "keep snapshots for longer times by a schedule of their own",
    }),
  },
  {
    when: (args) => resourceTypesOf(args).length === 0 || hasDuplicates(resourceTypesOf(args)),
    say: (args) => ({
      arg: "resourceTypes",
      got: resourceTypesOf(args),
      expected: "at least one kind of store, each once",
      change: "name what is backed up",
    }),
  },
  {
    when: ({ selectionTags }) => selectionTags !== undefined && Object.keys(selectionTags).length === 0,
    say: ({ selectionTags }) => ({
      arg: "selectionTags",
      got: selectionTags,
      expected: "at least one tag",
      change: "name the tags that stores of this partition carry; without one the whole account would be backed up",
    }),
  },
  {
    when: (args) => !isWholeHours(windowOf(args)),
    say: (args) => ({
      arg: "restoreTestWindow",
      got: windowOf(args),
      expected: "whole hours from 1 hour to 168 hours",
      change: "leave the time that checks of the restored store take",
    }),
  },
];

function foreignRegions(regions: readonly string[], home: string): readonly string[] {
  return regions.filter((region) => !isAwsRegion(region) || awsPartitionOf(region) !== awsPartitionOf(home));
}

function outsideRegions({ copyRegions, partitionRegions }: BackupPlanArgs): readonly string[] {
  return (copyRegions ?? BACKUP_DEFAULTS.copyRegions).filter((region: string) => !partitionRegions.includes(region));
}

function lockOf({ lock }: BackupPlanArgs): string {
  return lock ?? BACKUP_DEFAULTS.lock;
}

function graceOf({ lockGracePeriod }: BackupPlanArgs): Duration {
  return lockGracePeriod ?? BACKUP_DEFAULTS.lockGracePeriod;
}

function minimumOf({ minimumRetention }: BackupPlanArgs): Duration {
  return minimumRetention ?? BACKUP_DEFAULTS.minimumRetention;
}

function maximumOf({ maximumRetention }: BackupPlanArgs): Duration {
  return maximumRetention ?? BACKUP_DEFAULTS.maximumRetention;
}

function windowOf({ restoreTestWindow }: BackupPlanArgs): Duration {
  return restoreTestWindow ?? BACKUP_DEFAULTS.restoreTestWindow;
}

/** What the lock enforces, in seconds; `undefined` where it makes no sense. */
function lockedRange(args: BackupPlanArgs): { least: number; most: number } | undefined {
  const least = toSeconds(minimumOf(args));
  const most = toSeconds(maximumOf(args));
  const isSane = isWholeDays(minimumOf(args), "1 day") && isWholeDays(maximumOf(args), "1 day") && least <= most;
  return isSane ? { least, most } : undefined;
}

function badRuleNames(args: BackupPlanArgs): readonly string[] | undefined {
  const names = Object.keys(schedulesOf(args));
  const isGood = names.length >= 1 && names.length <= 10 && names.every((name) => RULE_NAME.test(name));
  return isGood ? undefined : names;
}

function unlockableSchedules(args: BackupPlanArgs): readonly string[] {
  const range = lockedRange(args);
  if (range === undefined) {
    return [];
  }
  return Object.entries(schedulesOf(args))
    .filter(([, { retention }]) => {
      const seconds = toSeconds(retention);
      return seconds % SECONDS_A_DAY !== 0 || seconds < range.least || seconds > range.most;
    })
    .map(([name]) => name);
}

function overlongContinuous(args: BackupPlanArgs): readonly string[] {
  return Object.entries(schedulesOf(args))
    .filter(
      ([, { continuous, retention }]) =>
        continuous === true && toSeconds(retention) > toSeconds(MAX_CONTINUOUS_RETENTION),
    )
    .map(([name]) => name);
}

function hasDuplicates(values: readonly string[]): boolean {
  return new Set(values).size !== values.length;
}

function isWholeDays(duration: Duration, shortest: Duration): boolean {
  return toSeconds(duration) % SECONDS_A_DAY === 0 && toSeconds(duration) >= toSeconds(shortest);
}

function isWholeHours(duration: Duration): boolean {
  const hours = toSeconds(duration) / SECONDS_AN_HOUR;
  return Number.isInteger(hours) && hours >= 1 && hours <= 168;
}
