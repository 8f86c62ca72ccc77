import { runbooksUrlRefusal, type Refusal } from "../core";
import { alarmTopicsRefusal } from "../core/alarm-topics";
import { logRetentionRefusal } from "../core/log-retention";
import { fewZonesRefusal, unknownRegionRefusal } from "../core/places";
import { toSeconds } from "../core/units";
import { isWholeWithin } from "../core/whole-numbers";
import { addressRefusals } from "./address-ranges";
import { MIRROR_DEFAULTS, portOf, type KafkaMirrorPlanArgs } from "./kafka-mirror.plan";

/** Zones of the workers, at least. */
const LEAST_ZONES = 2;
/** Most machines that MSK Connect gives a connector. */
const MAX_WORKERS = 10;
const LARGEST_PORT = 65_535;
const MAX_TASKS = 100;
/** Longest name: `-records` is added, and MSK Connect puts it into the names of its own topics. */
const MAX_MIRROR_NAME = 60;
const MIRROR_NAME = new RegExp(`^[a-z][a-z0-9-]{0,${MAX_MIRROR_NAME - 1}}$`);
const ACCOUNT = /^\d{12}$/;
const BROKER = /^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?:\d{2,5}$/;
const SECRET = /^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}$/;
/** Names of topics and groups that are no pattern. */
const PLAIN_NAME = /^[A-Za-z0-9._-]{1,249}$/;
/** Classes that no mirror carries out of their residency partition. */
const BOUND_CLASSES: readonly string[] = ["personal", "payment"];
const SILENCE = { step: "5 minutes", most: "1 hour" } as const;

/** What the refusals of a mirror look at. */
export interface KafkaMirrorRefusalArgs extends KafkaMirrorPlanArgs {
  /** Ids of the subnets of the workers, by zone. */
  readonly subnetIds: Readonly<Record<string, unknown>>;
  /** Topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
}

type MirrorRefusal = Refusal<KafkaMirrorRefusalArgs>;

const places: readonly MirrorRefusal[] = [
  {
    when: ({ mirrorName }) => !MIRROR_NAME.test(mirrorName),
    say: ({ mirrorName }) => ({
      arg: "mirrorName",
      got: mirrorName,
      expected: `1 to ${MAX_MIRROR_NAME} lower-case letters, digits or dashes, starting with a letter`,
      change: "name it after its region's stack",
    }),
  },
  unknownRegionRefusal,
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the account of the mirror",
    }),
  },
  ...addressRefusals,
  fewZonesRefusal(LEAST_ZONES, "give the workers subnets in more zones"),
];

const source: readonly MirrorRefusal[] = [
  {
    when: ({ sourceBrokers }) => sourceBrokers.length === 0 || !sourceBrokers.every(isBroker),
    say: ({ sourceBrokers }) => ({
      arg: "sourceBrokers",
      got: sourceBrokers.filter((broker) => !isBroker(broker)),
      expected: "at least one broker, each as host:port",
      change: "name the listeners on premises that speak SASL over TLS",
    }),
  },
  {
    when: ({ sourceSecretArn }) => !SECRET.test(sourceSecretArn),
    say: ({ sourceSecretArn }) => ({
      arg: "sourceSecretArn",
      got: sourceSecretArn,
      expected: "the whole ARN of a secret",
      change: "keep the user of the mirror in Secrets Manager, in the region",
    }),
  },
];

const contents: readonly MirrorRefusal[] = [
  {
    when: (args) => namesOf(args).length === 0 || !namesOf(args).every(isPlain),
    say: (args) => ({
      arg: "topics",
      got: namesOf(args).filter((name) => !isPlain(name)),
      expected: "at least one topic, each by its full name",
      change: "name each by itself: a pattern mirrors what nobody has judged",
    }),
  },
  {
    when: (args) => args.residency !== args.sourceResidency && boundTopics(args).length > 0,
    say: (args) => ({
      arg: "topics",
      got: boundTopics(args),
      expected: `nothing personal, as the Kafka on premises belongs to ${args.sourceResidency} and the region to ${args.residency}`,
      change: "mirror it into a region of its own partition, or leave it on premises",
    }),
  },
  {
    when: ({ consumerGroups = MIRROR_DEFAULTS.consumerGroups }) => !consumerGroups.every(isPlain),
    say: ({ consumerGroups = [] }) => ({
      arg: "consumerGroups",
      got: consumerGroups.filter((group) => !isPlain(group)),
      expected: "groups by their full names",
      change: "name each group that is to go on in the region",
    }),
  },
];

const operation: readonly MirrorRefusal[] = [
  {
    when: ({ workers = MIRROR_DEFAULTS.workers }) => !isWholeWithin(workers, LEAST_ZONES, MAX_WORKERS),
    say: ({ workers }) => ({
      arg: "workers",
      got: workers,
      expected: `a whole number from ${LEAST_ZONES} to ${MAX_WORKERS}`,
      change: "choose as many as zones, so that one can fail",
    }),
  },
  {
    when: ({ tasks = MIRROR_DEFAULTS.tasks }) => !isWholeWithin(tasks, 1, MAX_TASKS),
    say: ({ tasks }) => ({
      arg: "tasks",
      got: tasks,
      expected: `a whole number from 1 to ${MAX_TASKS}`,
      change: "choose no more than the topics have partitions",
    }),
  },
  {
    when: ({ silenceAlarm = MIRROR_DEFAULTS.silenceAlarm }) =>
      toSeconds(silenceAlarm) % toSeconds(SILENCE.step) !== 0 ||
      !isWholeWithin(toSeconds(silenceAlarm), toSeconds(SILENCE.step), toSeconds(SILENCE.most)),
    say: ({ silenceAlarm }) => ({
      arg: "silenceAlarm",
      got: silenceAlarm,
      expected: `${SILENCE.step} to ${SILENCE.most}, in steps of ${SILENCE.step}`,
      change: "choose how long the quietest hour is silent",
    }),
  },
  logRetentionRefusal("choose one of them"),
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever runs the mirror"),
];

/** Reasons to refuse a mirror. */
export const kafkaMirrorRefusals: readonly MirrorRefusal[] = [...places, ...source, ...contents, ...operation];

function isBroker(broker: string): boolean {
  return BROKER.test(broker) && isWholeWithin(portOf(broker), 1, LARGEST_PORT);
}

function isPlain(name: string): boolean {
  return PLAIN_NAME.test(name);
}

function namesOf({ topics }: KafkaMirrorPlanArgs): readonly string[] {
  return Object.keys(topics);
}

function boundTopics({ topics }: KafkaMirrorPlanArgs): readonly string[] {
  return Object.entries(topics)
    .filter(([, { dataClass }]) => BOUND_CLASSES.includes(dataClass))
    .map(([name]) => name);
}
