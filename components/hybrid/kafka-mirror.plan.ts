import type { DataClass } from "../../facts/tag-schema";
import { toDays, toSeconds, type Duration } from "../core/units";
import { planAlarm, type AlarmSubject, type PlannedAlarm } from "./alarms";
import { MIRROR_CONNECTORS, mirrorConfiguration, type MirrorConnector } from "./mirror-configuration";

/** A topic that is mirrored. */
export interface MirroredTopic {
  /** Class of the most sensitive data in its records. */
  readonly dataClass: DataClass;
}

/** What decides the shape of a mirror. */
export interface KafkaMirrorPlanArgs {
  /** Physical name, which plugin, connectors and log bear. */
  readonly mirrorName: string;
  /** Region of the mirror. */
  readonly region: string;
  /** Account of the mirror. */
  readonly accountId: string;
  /** Range of the VPC, in which AWS services answer. */
  readonly cidr: string;
  /** Ranges that the brokers on premises lie in. */
  readonly onPremisesCidrs: readonly string[];
  /** Residency partition of the region. */
  readonly residency: string;
  /** Residency partition of the Kafka on premises. */
  readonly sourceResidency: string;
  /** Brokers on premises that are asked first, each as `host:port`; they speak SASL over TLS. */
  readonly sourceBrokers: readonly string[];
  /** ARN of the secret with `username` and `password` of a user of SCRAM-SHA-512 on premises. */
  readonly sourceSecretArn: string;
  /** Topics that are mirrored, by their name, which they keep; they exist in the region's cluster. */
  readonly topics: Readonly<Record<string, MirroredTopic>>;
  /**
   * Consumer groups on premises whose offsets are kept alike, so that they can go on in the region.
   *
   * @default [] - no group moves
   */
  readonly consumerGroups?: readonly string[];
  /**
   * Machines of each connector.
   *
   * @default 2
   */
  readonly workers?: number;
  /**
   * Tasks that share the topics' partitions.
   *
   * @default 4
   */
  readonly tasks?: number;
  /**
   * How long nothing may arrive before the alarm.
   *
   * @default "30 minutes"
   */
  readonly silenceAlarm?: Duration;
  /**
   * How long the log of the connectors is kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** Values that are used where an argument is left out. */
export const MIRROR_DEFAULTS = {
  consumerGroups: [],
  workers: 2,
  tasks: 4,
  silenceAlarm: "30 minutes",
  logRetention: "365 days",
} as const satisfies Partial<KafkaMirrorPlanArgs>;

/**
 * Version of Kafka Connect that MSK runs, which brings MirrorMaker 2.
 *
 * Source: https://docs.aws.amazon.com/msk/latest/developerguide/msk-connect.html (read 2026-11-26).
 */
export const KAFKA_CONNECT_VERSION = "3.7.x";

/** A connector of a mirror, with every choice made. */
export interface PlannedConnector {
  readonly connectorName: string;
  /** Its configuration, without what is known only once the cluster exists. */
  readonly configuration: Readonly<Record<string, string>>;
  /** What rings, by its role. */
  readonly alarms: Readonly<Record<string, PlannedAlarm>>;
}

/** A mirror, with every choice made. */
export interface KafkaMirrorPlan {
  readonly mirrorName: string;
  /** Topics, sorted. */
  readonly topics: readonly string[];
  readonly consumerGroups: readonly string[];
  readonly sourceCidrs: readonly string[];
  /** Ports of the brokers on premises, sorted, each once. */
  readonly sourcePorts: readonly number[];
  readonly workers: number;
  readonly workerProperties: string;
  readonly logRetentionDays: number;
  /** Connectors, by what they carry: offsets only where a group moves. */
  readonly connectors: Readonly<Partial<Record<MirrorConnector, PlannedConnector>>>;
}

/** Turns checked arguments into a plan. */
export function planKafkaMirror(args: KafkaMirrorPlanArgs): KafkaMirrorPlan {
  const consumerGroups = (args.consumerGroups ?? MIRROR_DEFAULTS.consumerGroups).toSorted();
  const carried = MIRROR_CONNECTORS.filter((kind) => kind === "records" || consumerGroups.length > 0);
  return {
    mirrorName: args.mirrorName,
    topics: Object.keys(args.topics).toSorted(),
    consumerGroups,
    sourceCidrs: args.onPremisesCidrs.toSorted(),
    sourcePorts: [...new Set(args.sourceBrokers.map(portOf))].toSorted((left, right) => left - right),
    workers: args.workers ?? MIRROR_DEFAULTS.workers,
    workerProperties: planWorkerProperties(args.region),
    logRetentionDays: toDays(args.logRetention ?? MIRROR_DEFAULTS.logRetention),
    connectors: Object.fromEntries(carried.map((kind) => [kind, planConnector(kind, args)])),
  };
}

/** Port of a broker. */
export function portOf(broker: string): number {
  return Number(broker.slice(broker.lastIndexOf(":") + 1));
}

/**
 * What the workers know beside their connectors: bytes go through as they are, and passwords come from Secrets Manager.
 *
 * Sources: https://docs.aws.amazon.com/msk/latest/developerguide/msk-connect-config-provider.html and
 * https://github.com/aws-samples/msk-config-providers (both read 2026-11-26).
 */
function planWorkerProperties(region: string): string {
  return [
    "key.converter=org.apache.kafka.connect.converters.ByteArrayConverter",
    "value.converter=org.apache.kafka.connect.converters.ByteArrayConverter",
    "config.providers=secretsmanager",
    "config.providers.secretsmanager.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider",
    `config.providers.secretsmanager.param.region=${region}`,
    "",
  ].join("\n");
}

function planConnector(kind: MirrorConnector, args: KafkaMirrorPlanArgs): PlannedConnector {
  const connectorName = `${args.mirrorName}-${kind}`;
  const about = { subject: connectorName, runbooksUrl: args.runbooksUrl };
  const silence = args.silenceAlarm ?? MIRROR_DEFAULTS.silenceAlarm;
  return {
    connectorName,
    configuration: mirrorConfiguration(kind, {
      ...args,
      consumerGroups: args.consumerGroups ?? MIRROR_DEFAULTS.consumerGroups,
      tasks: args.tasks ?? MIRROR_DEFAULTS.tasks,
    }),
    alarms: { ...planStateAlarms(kind, about), ...(kind === "records" ? planSilenceAlarm(silence, about) : {}) },
  };
}

const CONNECT = { namespace: "AWS/KafkaConnect", period: toSeconds("5 minutes"), evaluationPeriods: 2 } as const;

function planStateAlarms(kind: MirrorConnector, about: AlarmSubject): PlannedConnector["alarms"] {
  return {
    [`${kind}-failed`]: planAlarm(
      {
        ...CONNECT,
        metricName: "ErroredTaskCount",
        statistic: "Maximum",
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        treatMissingData: "notBreaching",
        what: "a task of the mirror has failed",
        runbook: "mirror-failed",
      },
      about,
    ),
    [`${kind}-stopped`]: planAlarm(
      {
        ...CONNECT,
        metricName: "RunningTaskCount",
        statistic: "Maximum",
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        treatMissingData: "breaching",
        what: "no task of the mirror runs",
        runbook: "mirror-failed",
      },
      about,
    ),
  };
}

function planSilenceAlarm(silence: Duration, about: AlarmSubject): PlannedConnector["alarms"] {
  return {
    "records-silent": planAlarm(
      {
        ...CONNECT,
        metricName: "SourceRecordPollRate",
        statistic: "Maximum",
        evaluationPeriods: toSeconds(silence) / CONNECT.period,
        comparisonOperator: "LessThanOrEqualToThreshold",
        threshold: 0,
        treatMissingData: "breaching",
        what: `nothing has arrived from premises for ${silence}`,
        runbook: "mirror-behind",
      },
      about,
    ),
  };
}
