import { alarmTopicsRefusal } from "../core/alarm-topics";
import type { Refusal } from "../core/refusal";
import { runbooksUrlRefusal } from "../core/runbooks";
import { toSeconds } from "../core/units";
import { isWholeWithin } from "../core/whole-numbers";
import { daysOf, endOf, MIGRATION_DEFAULTS, type MigrationPlanArgs, type TenantGroup } from "./migration.plan";
import { isFrom } from "./stages";

/**
 * Limits of a load balancer's rules: values that the conditions of one compare, and positions.
 *
 * Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html, and the
 * provider's validation (read 2026-11-26).
 */
export const RULE_LIMITS = { conditionValues: 5, priority: 50_000, pathLength: 128, headerLength: 40 } as const;

/** Fewest days that reads are compared before the platform answers everybody: a week has one of each day. */
export const LEAST_COMPARED_DAYS = 7;

/** Bounds of the rollback window, in days. */
export const ROLLBACK_WINDOW_DAYS = { least: 1, most: 90 } as const;

/** Most of the comparisons that may differ, in percent. */
export const MAX_MISMATCH_PERCENT = 5;

const CAPABILITY = /^(?=.{1,24}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const TENANT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const PATH = /^\/[\w\-./~$&'@:+*?]*$/;
const HEADER = /^[a-z][a-z0-9-]*$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SECONDS_A_DAY = toSeconds("1 day");
const MAX_STICKINESS = toSeconds("7 days");

/** What the refusals of a migration look at. */
export interface MigrationRefusalArgs extends MigrationPlanArgs {
  /**
   * Target group of the legacy side.
   *
   * @default - none
   */
  readonly legacyTargetGroupArn?: unknown;
  /** Topics that the alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
}

type MigrationRefusal = Refusal<MigrationRefusalArgs>;

const routing: readonly MigrationRefusal[] = [
  {
    when: ({ capability }) => !CAPABILITY.test(capability),
    say: ({ capability }) => ({
      arg: "capability",
      got: capability,
      expected: "1 to 24 lower-case letters, digits and single dashes, starting with a letter",
      change: "name the bounded context that moves",
    }),
  },
  {
    when: ({ paths }) =>
      paths.length === 0 || paths.some((path) => !PATH.test(path) || path.length > RULE_LIMITS.pathLength),
    say: ({ paths }) => ({
      arg: "paths",
      got: paths,
      expected: `paths of ${RULE_LIMITS.pathLength} characters at most that start with a slash, such as /stock/*`,
      change: "write the paths of the capability",
    }),
  },
  {
    when: (args) => mostValues(args) > RULE_LIMITS.conditionValues,
    say: (args) => ({
      arg: "paths and tenantGroups",
      got: mostValues(args),
      expected: `${RULE_LIMITS.conditionValues} paths and tenants of a group at most, together`,
      change: "part the group in two, or join paths by a wildcard",
    }),
  },
  {
    when: (args) => malformedTenants(args).length > 0,
    say: (args) => ({
      arg: "tenantGroups",
      got: malformedTenants(args),
      expected: "groups of tenants written with letters, digits, dots, dashes and underscores, each tenant once",
      change: "write each tenant as the header does, in one group",
    }),
  },
  {
    when: ({ tenantHeader = MIGRATION_DEFAULTS.tenantHeader }) =>
      !HEADER.test(tenantHeader) || tenantHeader.length > RULE_LIMITS.headerLength,
    say: ({ tenantHeader }) => ({
      arg: "tenantHeader",
      got: tenantHeader,
      expected: `a header in lower case of ${RULE_LIMITS.headerLength} characters at most`,
      change: "name the header that the edge writes",
    }),
  },
  {
    when: (args) => !arePriorities(args),
    say: (args) => ({
      arg: "priority",
      got: prioritiesOf(args),
      expected: `whole numbers from 1 to ${RULE_LIMITS.priority}, each once, and the capability's the largest`,
      change: "leave room below the capability's rule for its groups",
    }),
  },
  {
    when: ({ stickiness = MIGRATION_DEFAULTS.stickiness }) => !isWholeWithin(toSeconds(stickiness), 1, MAX_STICKINESS),
    say: ({ stickiness }) => ({
      arg: "stickiness",
      got: stickiness,
      expected: "1 second to 7 days",
      change: "choose how long a client sees one side's data alone",
    }),
  },
];

const shares: readonly MigrationRefusal[] = [
  {
    when: ({ platformPercent = MIGRATION_DEFAULTS.platformPercent }) => !isWholeWithin(platformPercent, 0, 99),
    say: ({ platformPercent }) => ({
      arg: "platformPercent",
      got: platformPercent,
      expected: "a whole number from 0 to 99",
      change: "choose a share, or the stage cutover for everybody",
    }),
  },
  {
    when: (args) => (args.stage === "split") !== isSplit(args),
    say: ({ stage }) => ({
      arg: "stage",
      got: stage,
      expected: "split where a share or a group of tenants moves, and only there",
      change: "set platformPercent or tenantGroups in the stage split, and take them away in any other",
    }),
  },
  {
    when: ({ shadowReadPercent = MIGRATION_DEFAULTS.shadowReadPercent }) => !isWholeWithin(shadowReadPercent, 1, 100),
    say: ({ shadowReadPercent }) => ({
      arg: "shadowReadPercent",
      got: shadowReadPercent,
      expected: "a whole number from 1 to 100",
      change: "choose how many reads both sides can bear",
    }),
  },
  {
    when: ({ maxMismatchPercent: most = MIGRATION_DEFAULTS.maxMismatchPercent }) =>
      !(most >= 0 && most <= MAX_MISMATCH_PERCENT),
    say: ({ maxMismatchPercent }) => ({
      arg: "maxMismatchPercent",
      got: maxMismatchPercent,
      expected: `0 to ${MAX_MISMATCH_PERCENT}`,
      change: "mend what differs, or leave out of the comparison what may",
    }),
  },
];

const cutting: readonly MigrationRefusal[] = [
  {
    when: (args) => misdated(args).length > 0,
    say: (args) => ({
      arg: "compared, cutover and retireOn",
      got: misdated(args),
      expected: "days of the calendar such as 2027-02-01, the last not before the first",
      change: "correct the day",
    }),
  },
  {
    when: ({ stage, compared }) =>
      isFrom(stage, "cutover") && (compared === undefined || !(daysOf(compared) >= LEAST_COMPARED_DAYS)),
    say: ({ compared }) => ({
      arg: "compared",
      got: compared,
      expected: `${LEAST_COMPARED_DAYS} days or more of shadow reads before the cutover`,
      change: "stay in the stage shadow-reads or split until reads agreed for that long, and write the days here",
    }),
  },
  {
    when: ({ stage, cutover }) => isFrom(stage, "cutover") && (cutover === undefined || !isWindow(cutover)),
    say: ({ cutover }) => ({
      arg: "cutover",
      got: cutover,
      expected: `a day and a rollback window of ${ROLLBACK_WINDOW_DAYS.least} to ${ROLLBACK_WINDOW_DAYS.most} whole days`,
      change: "decide for how long the legacy side can answer again",
    }),
  },
  {
    when: ({ compared, cutover }) => compared !== undefined && cutover !== undefined && compared.until >= cutover.on,
    say: ({ compared }) => ({
      arg: "compared.until",
      got: compared?.until,
      expected: "a day before cutover.on",
      change: "cut over after the comparison, or correct a day",
    }),
  },
  {
    when: ({ stage, cutover, retireOn }) =>
      stage === "retired" &&
      (retireOn === undefined || (cutover !== undefined && isWindow(cutover) && retireOn <= endOf(cutover))),
    say: ({ retireOn }) => ({
      arg: "retireOn",
      got: retireOn,
      expected: "a day after the rollback window",
      change: "keep the stage cutover until the window has ended",
    }),
  },
  {
    when: ({ stage, legacyTargetGroupArn }) => (stage === "retired") === (legacyTargetGroupArn !== undefined),
    say: ({ stage }) => ({
      arg: "legacyTargetGroupArn",
      got: stage,
      expected: "a target group of the legacy side until the stage retired, and none then",
      change: "give it while there is a way back, and take it away with the way",
    }),
  },
];

/** Reasons to refuse a migration. */
export const migrationRefusals: readonly MigrationRefusal[] = [
  ...routing,
  ...shares,
  ...cutting,
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever moves the capability"),
];

function groupsOf({ tenantGroups }: MigrationRefusalArgs): readonly TenantGroup[] {
  return Object.values(tenantGroups ?? MIGRATION_DEFAULTS.tenantGroups);
}

/** Values that the largest rule compares. */
function mostValues(args: MigrationRefusalArgs): number {
  return args.paths.length + Math.max(0, ...groupsOf(args).map(({ tenants }) => tenants.length));
}

function malformedTenants(args: MigrationRefusalArgs): readonly string[] {
  const tenants = groupsOf(args).flatMap((group) => group.tenants);
  const empty = Object.entries(args.tenantGroups ?? {}).filter(
    ([name, group]) => group.tenants.length === 0 || !CAPABILITY.test(name),
  );
  return [
    ...tenants.filter((tenant, index) => !TENANT.test(tenant) || tenants.indexOf(tenant) !== index),
    ...empty.map(([name]) => name),
  ];
}

function prioritiesOf(args: MigrationRefusalArgs): readonly number[] {
  return [...groupsOf(args).map(({ priority }) => priority), args.priority];
}

function arePriorities(args: MigrationRefusalArgs): boolean {
  const all = prioritiesOf(args);
  const areWhole = all.every((priority) => isWholeWithin(priority, 1, RULE_LIMITS.priority));
  return areWhole && new Set(all).size === all.length && Math.max(...all) === args.priority;
}

function isSplit(args: MigrationRefusalArgs): boolean {
  return (args.platformPercent ?? MIGRATION_DEFAULTS.platformPercent) > 0 || groupsOf(args).length > 0;
}

function misdated({ compared, cutover, retireOn }: MigrationRefusalArgs): readonly string[] {
  const days = [compared?.from, compared?.until, cutover?.on, retireOn].filter((day) => day !== undefined);
  const turned = compared !== undefined && compared.until < compared.from ? [compared.until] : [];
  return [...days.filter((day) => !DAY.test(day) || Number.isNaN(Date.parse(`${day}T00:00:00Z`))), ...turned];
}

function isWindow({ on, rollbackWindow }: NonNullable<MigrationPlanArgs["cutover"]>): boolean {
  const days = toSeconds(rollbackWindow) / SECONDS_A_DAY;
  return isWholeWithin(days, ROLLBACK_WINDOW_DAYS.least, ROLLBACK_WINDOW_DAYS.most) && !Number.isNaN(Date.parse(on));
}
