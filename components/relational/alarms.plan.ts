import { auroraInstanceClassFacts } from "../../facts/aurora-instance-classes";
import { DATABASE_CONNECTIONS } from "../../facts/database-connections";
import { describeAlarm } from "../core/runbooks";
import { toSeconds } from "../core/units";
import { capacityOf, currentRoleOf, RELATIONAL_DEFAULTS } from "./relational.choices";
import type { RelationalCapacity, RelationalPlanArgs } from "./relational.choices";

/** Roles of the alarms; the runbook of each is `database-<role>`. */
export const RELATIONAL_ALARMS = [
  "replication-lag",
  "cpu",
  "capacity",
  "free-memory",
  "connections",
  "deadlocks",
] as const;

/** One of {@link RELATIONAL_ALARMS}. */
export type RelationalAlarm = (typeof RELATIONAL_ALARMS)[number];

/** One alarm, with every choice made. */
export interface PlannedRelationalAlarm {
  readonly metricName: string;
  readonly statistic: "Maximum" | "Minimum";
  readonly comparisonOperator: "GreaterThanOrEqualToThreshold" | "GreaterThanThreshold" | "LessThanOrEqualToThreshold";
  readonly threshold: number;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: "breaching" | "notBreaching";
  readonly description: string;
}

/** Share of the memory that is left when the alarm rings. */
export const FREE_MEMORY_ALARM_PERCENT = 10;
/** Share of the connections that are taken when the alarm rings. */
export const CONNECTIONS_ALARM_PERCENT = 75;

/** Memory of a capacity unit. */
const GIB_PER_ACU = 2;
const GIB = 1024 ** 3;
const MINUTE = 60;

/** Plans the alarms that fit a cluster's capacity and membership. */
export function planAlarms(
  args: RelationalPlanArgs,
): Readonly<Partial<Record<RelationalAlarm, PlannedRelationalAlarm>>> {
  return { ...replicationAlarm(args), ...utilizationAlarm(args), ...loadAlarms(args) };
}

/** Connections that an instance takes at most. */
export function maximumConnections(capacity: RelationalCapacity): number {
  const byMemory = Math.floor((memoryGiB(capacity) * GIB) / DATABASE_CONNECTIONS.bytesEach);
  const isSmall = capacity.kind === "serverless" && capacity.minimumAcu <= DATABASE_CONNECTIONS.smallAcu;
  return Math.min(byMemory, isSmall ? DATABASE_CONNECTIONS.mostWhereSmall : DATABASE_CONNECTIONS.most);
}

type AlarmOf<Role extends RelationalAlarm> = Readonly<Partial<Record<Role, PlannedRelationalAlarm>>>;

const SUSTAINED = { periodSeconds: MINUTE, evaluationPeriods: 5, datapointsToAlarm: 3 } as const;
const HIGH = {
  ...SUSTAINED,
  statistic: "Maximum",
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  treatMissingData: "notBreaching",
} as const;

/** A primary has no lag to report; a secondary that reports none has lost its primary. */
function replicationAlarm(args: RelationalPlanArgs): AlarmOf<"replication-lag"> {
  const role = currentRoleOf(args);
  if (role === "alone") {
    return {};
  }
  const lag = args.replicationLagAlarm ?? RELATIONAL_DEFAULTS.replicationLagAlarm;
  return {
    "replication-lag": {
      ...HIGH,
      metricName: "AuroraGlobalDBReplicationLag",
      threshold: toSeconds(lag) * 1_000,
      treatMissingData: role === "secondary" ? "breaching" : "notBreaching",
      description: describe(args, "replication-lag", `as a secondary, it is ${lag} behind the primary`),
    },
  };
}

function utilizationAlarm(args: RelationalPlanArgs): AlarmOf<"cpu" | "capacity"> {
  const threshold = args.utilizationAlarmPercent ?? RELATIONAL_DEFAULTS.utilizationAlarmPercent;
  if (capacityOf(args).kind === "serverless") {
    const what = `an instance takes ${threshold} % of the capacity it may grow to`;
    return {
      capacity: { ...HIGH, metricName: "ACUUtilization", threshold, description: describe(args, "capacity", what) },
    };
  }
  const what = `an instance uses ${threshold} % of its CPU`;
  return { cpu: { ...HIGH, metricName: "CPUUtilization", threshold, description: describe(args, "cpu", what) } };
}

function loadAlarms(args: RelationalPlanArgs): AlarmOf<"free-memory" | "connections" | "deadlocks"> {
  const capacity = capacityOf(args);
  const connections = Math.floor((maximumConnections(capacity) * CONNECTIONS_ALARM_PERCENT) / 100);
  return {
    "free-memory": {
      ...HIGH,
      metricName: "FreeableMemory",
      statistic: "Minimum",
      comparisonOperator: "LessThanOrEqualToThreshold",
      threshold: Math.floor((memoryGiB(capacity) * GIB * FREE_MEMORY_ALARM_PERCENT) / 100),
      description: describe(args, "free-memory", `an instance has ${FREE_MEMORY_ALARM_PERCENT} % of its memory left`),
    },
    connections: {
      ...HIGH,
      metricName: "DatabaseConnections",
      threshold: connections,
      description: describe(args, "connections", `an instance has ${connections} connections`),
    },
    deadlocks: {
      ...HIGH,
      metricName: "Deadlocks",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      description: describe(args, "deadlocks", "transactions wait for each other, and some are ended"),
    },
  };
}

function memoryGiB(capacity: RelationalCapacity): number {
  return capacity.kind === "serverless"
    ? capacity.maximumAcu * GIB_PER_ACU
    : (auroraInstanceClassFacts(capacity.instanceClass)?.memoryGiB ?? 0);
}

function describe(args: RelationalPlanArgs, alarm: RelationalAlarm, what: string): string {
  const { clusterIdentifier: subject, runbooksUrl } = args;
  return describeAlarm({ subject, what, runbook: `database-${alarm}`, runbooksUrl });
}
