import { fitName } from "../core/names";
import { toDays, toGiB, toSeconds, type Duration, type Size } from "../core/units";
import { planAlarm, type AlarmChoice, type PlannedAlarm } from "./alarms";
import { CAPTURE_SETTINGS, type CaptureSettings } from "./capture-settings";
import { mapTables, type CapturedTable, type TableMappings } from "./table-mappings";

/**
 * How strictly a source's certificate is checked: as strictly as DMS can for its engine.
 *
 * Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html (read 2026-11-26).
 */
export const SOURCE_ENGINES = {
  mariadb: "verify-full",
  mysql: "verify-full",
  oracle: "verify-ca",
  postgres: "verify-full",
  sqlserver: "verify-full",
} as const satisfies Readonly<Record<string, "verify-ca" | "verify-full">>;

/** Key of {@link SOURCE_ENGINES}. */
export type SourceEngine = keyof typeof SOURCE_ENGINES;

/** Sizes of the instance that reads and writes, smallest first. */
export const CAPTURE_INSTANCES = [
  ...(["dms.t3.medium", "dms.r6i.large", "dms.r6i.xlarge", "dms.r6i.2xlarge", "dms.r6i.4xlarge"] as const),
] as const;

/** One of {@link CAPTURE_INSTANCES}. */
export type CaptureInstance = (typeof CAPTURE_INSTANCES)[number];

/** The database that changes are read from. */
export interface CaptureSource {
  /** Its engine. */
  readonly engine: SourceEngine;
  /** Name of the database, or of Oracle's service. */
  readonly databaseName: string;
  /** Port that it listens on for TLS. */
  readonly port: number;
}

/** The database that changes are written to. */
export interface CaptureTarget {
  /** Name of the database. */
  readonly databaseName: string;
  /**
   * Port that it listens on.
   *
   * @default 5432
   */
  readonly port?: number;
}

/** What decides the shape of a change capture. */
export interface ChangeCapturePlanArgs {
  /** Physical name, which instance, endpoints and task bear. */
  readonly captureName: string;
  /** Region of the capture. */
  readonly region: string;
  /** Account of the capture. */
  readonly accountId: string;
  /** Range of the VPC, in which AWS services answer. */
  readonly cidr: string;
  /** Ranges that the source lies in. */
  readonly onPremisesCidrs: readonly string[];
  /** The database on premises. */
  readonly source: CaptureSource;
  /** The anchor in the region: Aurora PostgreSQL. */
  readonly target: CaptureTarget;
  /** Tables that are captured; no other is read. */
  readonly tables: readonly CapturedTable[];
  /**
   * Whether the task runs. In a region that is not primary it is there and waits.
   *
   * @default true
   */
  readonly isRunning?: boolean;
  /**
   * Size of the instance.
   *
   * @default "dms.r6i.large"
   */
  readonly instanceClass?: CaptureInstance;
  /**
   * Disk of the instance, for changes that wait for the target, and for logs.
   *
   * @default "100 GiB"
   */
  readonly storage?: Size;
  /**
   * How far source or target may fall behind before the alarm.
   *
   * @default "5 minutes"
   */
  readonly latencyAlarm?: Duration;
  /**
   * How long the log of the task is kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** Values that are used where an argument is left out. */
export const CAPTURE_DEFAULTS = {
  port: 5_432,
  isRunning: true,
  instanceClass: "dms.r6i.large",
  storage: "100 GiB",
  latencyAlarm: "5 minutes",
  logRetention: "365 days",
} as const satisfies Partial<ChangeCapturePlanArgs> & Pick<Required<CaptureTarget>, "port">;

/** Alarms of a capture. */
export const CAPTURE_ALARMS = ["source-behind", "target-behind", "validation-failed", "stopped"] as const;

/** One of {@link CAPTURE_ALARMS}. */
export type CaptureAlarm = (typeof CAPTURE_ALARMS)[number];

/** Longest identifier that DMS takes into the ARN of a task, by which metrics name it. */
const MAX_RESOURCE_IDENTIFIER = 31;

/** A change capture, with every choice made. */
export interface ChangeCapturePlan {
  readonly captureName: string;
  /** Identifier of the task in its ARN and its metrics. */
  readonly taskIdentifier: string;
  readonly instanceClass: CaptureInstance;
  readonly storageGiB: number;
  readonly isRunning: boolean;
  readonly source: CaptureSource & { readonly sslMode: "verify-ca" | "verify-full" };
  readonly target: Required<CaptureTarget>;
  readonly sourceCidrs: readonly string[];
  readonly tableMappings: TableMappings;
  readonly settings: CaptureSettings;
  /** Name that DMS gives the log group of an instance's tasks. */
  readonly logGroupName: string;
  readonly logRetentionDays: number;
  readonly alarms: Readonly<Record<CaptureAlarm, PlannedAlarm>>;
}

/** Turns checked arguments into a plan. */
export function planChangeCapture(args: ChangeCapturePlanArgs): ChangeCapturePlan {
  const { captureName, source, target } = args;
  return {
    captureName,
    taskIdentifier: fitName(captureName, MAX_RESOURCE_IDENTIFIER),
    instanceClass: args.instanceClass ?? CAPTURE_DEFAULTS.instanceClass,
    storageGiB: toGiB(args.storage ?? CAPTURE_DEFAULTS.storage),
    isRunning: args.isRunning ?? CAPTURE_DEFAULTS.isRunning,
    source: { ...source, sslMode: SOURCE_ENGINES[source.engine] },
    target: { databaseName: target.databaseName, port: target.port ?? CAPTURE_DEFAULTS.port },
    sourceCidrs: args.onPremisesCidrs.toSorted(),
    tableMappings: mapTables(args.tables),
    settings: CAPTURE_SETTINGS,
    logGroupName: `dms-tasks-${captureName}`,
    logRetentionDays: toDays(args.logRetention ?? CAPTURE_DEFAULTS.logRetention),
    alarms: planAlarms(args),
  };
}

const SUSTAINED = { namespace: "AWS/DMS", period: toSeconds("5 minutes"), evaluationPeriods: 2 } as const;
const EXCEEDED = {
  ...SUSTAINED,
  statistic: "Maximum",
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  treatMissingData: "notBreaching",
} as const;

function planAlarms(args: ChangeCapturePlanArgs): ChangeCapturePlan["alarms"] {
  const about = { subject: args.captureName, runbooksUrl: args.runbooksUrl };
  const latency = args.latencyAlarm ?? CAPTURE_DEFAULTS.latencyAlarm;
  const choices: Readonly<Record<CaptureAlarm, AlarmChoice>> = {
    "source-behind": {
      ...EXCEEDED,
      metricName: "CDCLatencySource",
      threshold: toSeconds(latency),
      what: `changes of the source are read ${latency} late`,
      runbook: "capture-source-behind",
    },
    "target-behind": {
      ...EXCEEDED,
      metricName: "CDCLatencyTarget",
      threshold: toSeconds(latency),
      what: `changes reach the target ${latency} late`,
      runbook: "capture-target-behind",
    },
    "validation-failed": { ...EXCEEDED, ...DIFFERING },
    stopped: { ...SUSTAINED, ...SILENT },
  };
  return {
    "source-behind": planAlarm(choices["source-behind"], about),
    "target-behind": planAlarm(choices["target-behind"], about),
    "validation-failed": planAlarm(choices["validation-failed"], about),
    stopped: planAlarm(choices.stopped, about),
  };
}

/** A row that differs rings at once. */
const DIFFERING = {
  metricName: "ValidationFailedOverallCount",
  evaluationPeriods: 1,
  threshold: 1,
  what: "a row of the target differs from the source",
  runbook: "capture-validation-failed",
} as const;

/** A task that runs tells how many changes wait, be it none; one that tells nothing does not run. */
const SILENT = {
  metricName: "CDCIncomingChanges",
  statistic: "SampleCount",
  evaluationPeriods: 3,
  comparisonOperator: "LessThanThreshold",
  threshold: 1,
  treatMissingData: "breaching",
  what: "the task tells nothing: it has stopped, or failed",
  runbook: "capture-stopped",
} as const;
