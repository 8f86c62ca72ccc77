import { describeAlarm } from "../core/runbooks";
import { toDays, toSeconds, type Duration } from "../core/units";
import type { FlagSet } from "../flags";
import { STAGES, type Stage } from "./stages";

/** Who answers. */
export type Side = "legacy" | "platform";

/** Tenants that one side answers, whatever the shares. */
export interface TenantGroup {
  /** Values of the header, each a tenant or what the edge writes for several. */
  readonly tenants: readonly string[];
  /** Who answers them. */
  readonly side: Side;
  /** Position among the listener's rules, below that of the capability; another group keeps its own. */
  readonly priority: number;
}

/** Days in the calendar, the first and the last included. */
export interface Days {
  /** First day, as `2027-01-11`. */
  readonly from: string;
  /** Last day. */
  readonly until: string;
}

/** When the platform takes over, and for how long there is a way back. */
export interface Cutover {
  /** Day, as `2027-02-01`. */
  readonly on: string;
  /** How long the legacy side is written to, so that it can answer again. */
  readonly rollbackWindow: Duration;
}

/** What decides how one capability moves onto the platform. */
export interface MigrationPlanArgs {
  /** What moves, as a bounded context: `stock`. */
  readonly capability: string;
  /** How far it is. */
  readonly stage: Stage;
  /** Paths of the capability, as the load balancer compares them: `/stock/*`. */
  readonly paths: readonly string[];
  /** Position of the capability's rule among the listener's. */
  readonly priority: number;
  /**
   * Share of requests that the platform answers in the stage `split`, in percent.
   *
   * @default 0
   */
  readonly platformPercent?: number;
  /**
   * Tenants that one side answers in the stage `split`, whatever the share, by a name for the group.
   *
   * @default {} - the share decides
   */
  readonly tenantGroups?: Readonly<Record<string, TenantGroup>>;
  /**
   * Header that names the tenant; the edge has to write it, and to take away what clients send.
   *
   * @default "x-tenant"
   */
  readonly tenantHeader?: string;
  /**
   * How long a client stays with the side that answered first, in the stage `split`.
   *
   * @default "1 hour"
   */
  readonly stickiness?: Duration;
  /**
   * Share of reads that are asked of both sides, in percent, in the stages that compare.
   *
   * @default 10
   */
  readonly shadowReadPercent?: number;
  /**
   * Days on which reads were compared and the alarms were quiet: what the stages `cutover` and `retired` rest on.
   *
   * @default - none yet
   */
  readonly compared?: Days;
  /**
   * When the platform takes over, and for how long there is a way back.
   *
   * @default - not decided
   */
  readonly cutover?: Cutover;
  /**
   * Day on which the way back ends; not before the rollback window does.
   *
   * @default - not decided
   */
  readonly retireOn?: string;
  /**
   * Share of comparisons that may differ until the alarm rings, in percent.
   *
   * @default 0.1
   */
  readonly maxMismatchPercent?: number;
  /** Address of the folder of runbooks; alarms name their own, `<runbooksUrl>/migration-parity.md`. */
  readonly runbooksUrl: string;
}

/** Values that are used where an argument is left out. */
export const MIGRATION_DEFAULTS = {
  platformPercent: 0,
  tenantGroups: {},
  tenantHeader: "x-tenant",
  stickiness: "1 hour",
  shadowReadPercent: 10,
  maxMismatchPercent: 0.1,
} as const satisfies Partial<MigrationPlanArgs>;

/** Namespace of the metrics that the service publishes of its comparisons, each with the dimension `Capability`. */
export const PARITY_NAMESPACE = "Inventory/Migration";

/** Metrics of comparisons: how many there were, and how many of them differed. */
export const PARITY_METRICS = { comparisons: "ParityComparisons", mismatches: "ParityMismatches" } as const;

/** Fewest comparisons in five minutes that a share is computed of. */
export const LEAST_COMPARISONS = 100;

const PERIOD: Duration = "5 minutes";
const UNMEASURED: Duration = "1 hour";
const MS_A_DAY = 86_400_000;

/** A rule of the listener, with every choice made. */
export interface PlannedListenerRule {
  readonly priority: number;
  /**
   * Values of the tenants' header.
   *
   * @default - whatever the tenant
   */
  readonly tenants?: readonly string[];
  /** Weights of the sides; a side of weight 0 is left out. */
  readonly weights: Readonly<Partial<Record<Side, number>>>;
  /**
   * How long a client stays with a side.
   *
   * @default - there is one side
   */
  readonly stickySeconds?: number;
}

/** One alarm, with every choice made. */
export interface PlannedParityAlarm {
  readonly description: string;
  readonly threshold: number;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
}

/** Alarms of the comparisons. */
export const PARITY_ALARMS = ["mismatch", "unmeasured"] as const;

/** One of {@link PARITY_ALARMS}. */
export type ParityAlarm = (typeof PARITY_ALARMS)[number];

/** A migration, with every choice made. */
export interface MigrationPlan {
  /** Rules of the listener, by the role of their child. */
  readonly rules: Readonly<Record<string, PlannedListenerRule>>;
  readonly paths: readonly string[];
  readonly tenantHeader: string;
  /** Flags by which the service repeats writes and compares reads. */
  readonly flags: FlagSet;
  /** Alarms, by role; none where nothing is compared. */
  readonly alarms: Readonly<Partial<Record<ParityAlarm, PlannedParityAlarm>>>;
  /**
   * Last day on which the legacy side can answer again.
   *
   * @default - no cutover is decided
   */
  readonly rollbackUntil?: string;
}

/** Turns checked arguments into a plan. */
export function planMigration(args: MigrationPlanArgs): MigrationPlan {
  const chosen = { ...MIGRATION_DEFAULTS, ...args };
  const { stage, cutover } = chosen;
  return {
    rules: { ...(stage === "split" ? groupRules(chosen.tenantGroups) : {}), rule: baseRule(chosen) },
    paths: chosen.paths,
    tenantHeader: chosen.tenantHeader,
    flags: planFlags(chosen),
    alarms: STAGES[stage].shadowReads ? planAlarms(chosen) : {},
    ...(cutover === undefined ? {} : { rollbackUntil: endOf(cutover) }),
  };
}

/** Last day of the rollback window. */
export function endOf({ on, rollbackWindow }: Cutover): string {
  return new Date(Date.parse(`${on}T00:00:00Z`) + toDays(rollbackWindow) * MS_A_DAY).toISOString().slice(0, 10);
}

/** Days from one to another, both included. */
export function daysOf({ from, until }: Days): number {
  return (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_A_DAY + 1;
}

type Chosen = MigrationPlanArgs & Required<Pick<MigrationPlanArgs, keyof typeof MIGRATION_DEFAULTS>>;

function groupRules(groups: Readonly<Record<string, TenantGroup>>): Readonly<Record<string, PlannedListenerRule>> {
  const rules = Object.entries(groups).map(([name, { tenants, side, priority }]): [string, PlannedListenerRule] => [
    `tenants-${name}`,
    { priority, tenants, weights: { [side]: 1 } },
  ]);
  return Object.fromEntries(rules);
}

function baseRule({ stage, priority, platformPercent, stickiness }: Chosen): PlannedListenerRule {
  switch (STAGES[stage].answers) {
    case "legacy":
      return { priority, weights: { legacy: 1 } };
    case "platform":
      return { priority, weights: { platform: 1 } };
    case "shares":
      return platformPercent === 0
        ? { priority, weights: { legacy: 1 } }
        : {
            priority,
            weights: { legacy: 100 - platformPercent, platform: platformPercent },
            stickySeconds: toSeconds(stickiness),
          };
  }
}

function planFlags({ capability, stage, shadowReadPercent }: Chosen): FlagSet {
  const { shadowWrites, shadowReads } = STAGES[stage];
  return {
    [`${capability}-shadow-writes`]: {
      description: `whom writes of ${capability} are repeated at`,
      variants: { off: "off", "to-platform": "to-platform", "to-legacy": "to-legacy" },
      defaultVariant: shadowWrites,
    },
    [`${capability}-shadow-reads`]: {
      description: `whether reads of ${capability} are asked of both sides, and compared`,
      variants: { off: false, on: true },
      defaultVariant: "off",
      ...(shadowReads ? { shares: { off: 100 - shadowReadPercent, on: shadowReadPercent } } : {}),
    },
  };
}

function planAlarms({ capability, maxMismatchPercent, runbooksUrl }: Chosen): MigrationPlan["alarms"] {
  const text = { subject: `migration of ${capability}`, runbook: "migration-parity", runbooksUrl } as const;
  return {
    mismatch: {
      description: describeAlarm({
        ...text,
        what: `more than ${maxMismatchPercent} % of the reads that both sides answered differ`,
      }),
      threshold: maxMismatchPercent,
      periodSeconds: toSeconds(PERIOD),
      evaluationPeriods: 3,
    },
    unmeasured: {
      description: describeAlarm({ ...text, what: `no read was compared for ${UNMEASURED}` }),
      threshold: 1,
      periodSeconds: toSeconds(UNMEASURED),
      evaluationPeriods: 1,
    },
  };
}
