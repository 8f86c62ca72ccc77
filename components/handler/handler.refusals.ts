import { isLambdaRuntime, LAMBDA_LIMITS, LAMBDA_RESERVED_VARIABLES, LAMBDA_RUNTIMES } from "../../facts/lambda";
import { alarmTopicsRefusal } from "../core/alarm-topics";
import { isLogRetention, LOG_RETENTIONS } from "../core/log-retention";
import { runbooksUrlRefusal, type Refusal } from "../core";
import { rightsRefusals } from "../core/rights";
import { toSeconds, type Duration } from "../core/units";
import { isWholeWithin } from "../core/whole-numbers";
import { HANDLER_DEFAULTS, HANDLER_VARIABLES, type HandlerPlanArgs } from "./handler.plan";
import { longestAge } from "./source.plan";
import { sourceRefusals } from "./source.refusals";

/** What the refusals of a handler look at. */
export interface HandlerRefusalArgs extends HandlerPlanArgs {
  /** Topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
}

type HandlerRefusal = Refusal<HandlerRefusalArgs>;

const NAME = new RegExp(`^[a-zA-Z0-9_-]{1,${LAMBDA_LIMITS.nameCharacters}}$`);
const ENTRY = /^[\w./-]+\.\w+$/;
const VARIABLE = /^[a-zA-Z]\w+$/;
const MINUTE = 60;
const MOST_PORT = 65_535;
/** Names of the statements that the component writes itself. */
const OWN_SIDS: readonly string[] = [
  "WriteLogs",
  "Trace",
  "DecryptEnvironment",
  "ReadSource",
  "FindSource",
  "ConnectToSource",
  "JoinGroup",
  "ReachSource",
  "DecryptSource",
  "LeaveFailures",
  "EncryptFailures",
  "GuardEffects",
  "UseIdempotencyKey",
  "JoinVpc",
];

const shape: readonly HandlerRefusal[] = [
  {
    when: ({ handlerName }) => !NAME.test(handlerName),
    say: ({ handlerName }) => ({
      arg: "handlerName",
      got: handlerName,
      expected: `1 to ${LAMBDA_LIMITS.nameCharacters} letters, digits, underscores or dashes`,
      change: "choose a shorter name",
    }),
  },
  {
    when: ({ entry = HANDLER_DEFAULTS.entry }) => !ENTRY.test(entry),
    say: ({ entry }) => ({
      arg: "entry",
      got: entry,
      expected: 'a file of the bundle without its ending, a dot and an export: "index.handler"',
      change: "name the function that the bundle exports",
    }),
  },
  {
    when: ({ runtime = HANDLER_DEFAULTS.runtime }) => !isLambdaRuntime(runtime),
    say: ({ runtime }) => ({
      arg: "runtime",
      got: runtime,
      expected: `one of ${Object.keys(LAMBDA_RUNTIMES).join(", ")}`,
      change: "choose a runtime that Lambda still patches",
    }),
  },
  {
    when: (args) => toSeconds(timeoutOf(args)) < 1 || toSeconds(timeoutOf(args)) > longestTimeout(args),
    say: (args) => ({
      arg: "timeout",
      got: timeoutOf(args),
      expected: `1 second to ${longestTimeout(args) / MINUTE} minutes for a ${args.source.kind} source`,
      change: "split the work, or lower source.batchSize",
    }),
  },
  {
    when: ({ memoryMiB = HANDLER_DEFAULTS.memoryMiB }) =>
      !isWholeWithin(memoryMiB, LAMBDA_LIMITS.leastMemoryMiB, LAMBDA_LIMITS.mostMemoryMiB),
    say: ({ memoryMiB }) => ({
      arg: "memoryMiB",
      got: memoryMiB,
      expected: `a whole number from ${LAMBDA_LIMITS.leastMemoryMiB} to ${LAMBDA_LIMITS.mostMemoryMiB}`,
      change: "choose the memory that one batch needs",
    }),
  },
  {
    when: ({ reservedConcurrency = HANDLER_DEFAULTS.reservedConcurrency }) =>
      !isWholeWithin(reservedConcurrency, 1, Number.MAX_SAFE_INTEGER),
    say: ({ reservedConcurrency }) => ({
      arg: "reservedConcurrency",
      got: reservedConcurrency,
      expected: "a whole number, 1 or more",
      change: "set enabled to false to stop reading the source",
    }),
  },
  {
    when: ({ logRetention = HANDLER_DEFAULTS.logRetention }) => !isLogRetention(logRetention),
    say: ({ logRetention }) => ({
      arg: "logRetention",
      got: logRetention,
      expected: LOG_RETENTIONS,
      change: "choose the next longer one",
    }),
  },
];

const code: readonly HandlerRefusal[] = [
  {
    when: (args) => badVariables(args).length > 0,
    say: (args) => ({
      arg: "environment",
      got: badVariables(args),
      expected: "names of letters, digits and underscores that neither Lambda nor the component sets",
      change: "choose other names",
    }),
  },
  ...rightsRefusals(OWN_SIDS),
  {
    when: ({ network }) => network !== undefined && !isWholeWithin(zonesOf(network), 2, LAMBDA_LIMITS.subnets),
    say: ({ network }) => ({
      arg: "network.subnetIds",
      got: network === undefined ? 0 : zonesOf(network),
      expected: `subnets of 2 to ${LAMBDA_LIMITS.subnets} zones`,
      change: "give a subnet of every zone, so that the loss of one does not stop the handler",
    }),
  },
  {
    when: (args) => clientGroupsOf(args) >= LAMBDA_LIMITS.securityGroups,
    say: (args) => ({
      arg: "network.clientGroupIds",
      got: clientGroupsOf(args),
      expected: `${LAMBDA_LIMITS.securityGroups - 1} groups or fewer beside its own`,
      change: "let one group stand for the clients of several stores",
    }),
  },
  {
    when: (args) => badPorts(args).length > 0,
    say: (args) => ({
      arg: "network.destinations.*.port",
      got: badPorts(args),
      expected: `a whole number from 1 to ${MOST_PORT}`,
      change: "give the port that the destination listens on",
    }),
  },
];

const alarms: readonly HandlerRefusal[] = [
  {
    when: (args) => !isBehindAlarm(args),
    say: (args) => ({
      arg: "behindAlarm",
      got: behindOf(args),
      expected: `1 minute or more${longestAge(args.source) === undefined ? "" : `, and less than ${longestAge(args.source)}, when records are given up`}`,
      change: "leave the time it takes to catch up before records are given up",
    }),
  },
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever repairs the handler"),
];

/** Reasons to refuse a handler. */
export const handlerRefusals: readonly HandlerRefusal[] = [...shape, ...sourceRefusals, ...code, ...alarms];

function timeoutOf({ timeout }: HandlerPlanArgs): Duration {
  return timeout ?? HANDLER_DEFAULTS.timeout;
}

function longestTimeout({ source }: HandlerPlanArgs): number {
  return source.kind === "kafka" ? LAMBDA_LIMITS.kafkaTimeoutSeconds : LAMBDA_LIMITS.timeoutSeconds;
}

function behindOf({ behindAlarm }: HandlerPlanArgs): Duration {
  return behindAlarm ?? HANDLER_DEFAULTS.behindAlarm;
}

function isBehindAlarm(args: HandlerPlanArgs): boolean {
  const seconds = toSeconds(behindOf(args));
  const age = longestAge(args.source);
  return seconds >= MINUTE && (age === undefined || seconds < toSeconds(age));
}

function badVariables({ environment = {} }: HandlerPlanArgs): string[] {
  const own: readonly string[] = Object.values(HANDLER_VARIABLES);
  return Object.keys(environment).filter(
    (name) => !VARIABLE.test(name) || LAMBDA_RESERVED_VARIABLES.test(name) || own.includes(name),
  );
}

function zonesOf({ subnetIds }: NonNullable<HandlerPlanArgs["network"]>): number {
  return Object.keys(subnetIds).length;
}

function clientGroupsOf({ network }: HandlerPlanArgs): number {
  return Object.keys(network?.clientGroupIds ?? {}).length;
}

function badPorts({ network }: HandlerPlanArgs): string[] {
  return Object.entries(network?.destinations ?? {})
    .filter(([, { port }]) => !isWholeWithin(port, 1, MOST_PORT))
    .map(([name]) => name);
}
