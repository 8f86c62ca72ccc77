import type { LambdaRuntime } from "../../facts/lambda";
import type { Right } from "../core/rights";
import { describeAlarm } from "../core/runbooks";
import { toDays, toSeconds, type Duration } from "../core/units";
import { FAILURE_RETENTION, planFailureDestination } from "../stream/failure-destination.plan";
import type { FailureDestinationPlan } from "../stream/failure-destination.plan";
import { planHandlerAlarms, type HandlerAlarms } from "./handler-alarms";
import { planInvocation, planMapping, SOURCE_DEFAULTS } from "./source.plan";
import type { HandlerSource, PlannedInvocation, PlannedMapping } from "./source.plan";

/** What the handler's code may do beside reading its source: one statement of its role's rights. */
export type HandlerRight<Text> = Right<Text>;

/** The table in which handlers write down what they have done, see {@link IDEMPOTENCY_TABLE}. */
export interface IdempotencyTable<Text> {
  /** Name of the table. */
  readonly name: Text;
  /** ARN of the table in the handler's region. */
  readonly arn: Text;
  /** ARN of the customer key that encrypts the table there. */
  readonly keyArn: Text;
}

/** What a handler in a VPC may call, on one port. */
export type HandlerDestination<Text> = { readonly port: number } & (
  { readonly securityGroupId: Text } | { readonly prefixListId: Text } | { readonly cidr: string }
);

/** The VPC that a handler works in. */
export interface HandlerNetwork<Text> {
  /** Id of the VPC. */
  readonly vpcId: Text;
  /** Id of a subnet per zone, by the zone's letter. */
  readonly subnetIds: Readonly<Record<string, Text>>;
  /** What the handler may call, by a name for each; nothing else, AWS neither. */
  readonly destinations: Readonly<Record<string, HandlerDestination<Text>>>;
  /**
   * Ids of security groups that the function is in beside its own, by a name for each: a `ClientGroup` of what lets it
   * in.
   *
   * @default - its own alone
   */
  readonly clientGroupIds?: Readonly<Record<string, Text>>;
}

/** What decides the shape of a handler. `Text` is how ARNs, ids and values are held. */
export interface HandlerPlanArgs<Text = unknown> {
  /** Physical name of the function, by which others invoke it and find its metrics. */
  readonly handlerName: string;
  /** Where the records come from. */
  readonly source: HandlerSource<Text>;
  /**
   * File and export that Lambda calls.
   *
   * @default "index.handler"
   */
  readonly entry?: string;
  /**
   * Runtime of Node.js.
   *
   * @default "nodejs24.x"
   */
  readonly runtime?: LambdaRuntime;
  /**
   * How long one batch may take.
   *
   * @default "30 seconds"
   */
  readonly timeout?: Duration;
  /**
   * Memory, which CPU comes with.
   *
   * @default 512
   */
  readonly memoryMiB?: number;
  /**
   * How many batches are handled at the same time, at most and at any time: taken from what the account has.
   *
   * @default 10
   */
  readonly reservedConcurrency?: number;
  /**
   * Whether the source is read. Switched off, records wait, as far as the source keeps them.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Environment variables of the code.
   *
   * @default - those that the component sets
   */
  readonly environment?: Readonly<Record<string, Text>>;
  /**
   * What the code may do beside reading its source, by a name of letters and digits for each.
   *
   * @default - nothing
   */
  readonly rights?: Readonly<Record<string, HandlerRight<Text>>>;
  /**
   * Table in which the code writes down what it has done.
   *
   * @default - none: the code is idempotent by itself
   */
  readonly idempotencyTable?: IdempotencyTable<Text>;
  /**
   * VPC that the code works in.
   *
   * @default - none: the code reaches AWS and the internet, and nothing in a VPC
   */
  readonly network?: HandlerNetwork<Text>;
  /**
   * How long logs are kept.
   *
   * @default "30 days"
   */
  readonly logRetention?: Duration;
  /**
   * How far the handler may fall behind before the alarm.
   *
   * @default "15 minutes"
   */
  readonly behindAlarm?: Duration;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** A handler, with every choice made. */
export interface HandlerPlan {
  readonly handlerName: string;
  readonly entry: string;
  readonly runtime: LambdaRuntime;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  readonly reservedConcurrency: number;
  readonly enabled: boolean;
  readonly logRetentionDays: number;
  /**
   * What reads the source.
   *
   * @default - others invoke the handler
   */
  readonly mapping?: PlannedMapping;
  /**
   * What becomes of events that nobody waits for.
   *
   * @default - Lambda reads a source
   */
  readonly invocation?: PlannedInvocation;
  /**
   * Where failures go.
   *
   * @default - where those of the source go
   */
  readonly failures?: FailureDestinationPlan;
  readonly alarms: HandlerAlarms;
}

/** What a handler gets where its arguments leave the choice open. */
export const HANDLER_DEFAULTS = {
  entry: "index.handler",
  runtime: "nodejs24.x",
  timeout: "30 seconds",
  memoryMiB: 512,
  reservedConcurrency: 10,
  enabled: true,
  logRetention: "30 days",
  behindAlarm: "15 minutes",
  protect: true,
} as const satisfies Partial<HandlerPlanArgs> & { readonly protect: boolean };

/** Alias of the version that works: what reads the source and whoever invokes the handler name it. */
export const LIVE_ALIAS = "live";

/** Variables that the component sets for the code. */
export const HANDLER_VARIABLES = {
  /** Timeout of the function: what `leaseSeconds` of the guard must not be less than. */
  timeoutSeconds: "HANDLER_TIMEOUT_SECONDS",
  /** Name of the idempotency table, where there is one. */
  idempotencyTable: "IDEMPOTENCY_TABLE",
} as const;

/** What a `KeyValue` has to be for `dynamodbStore` of the runtime: spread it into the arguments. */
export const IDEMPOTENCY_TABLE = {
  attributes: { key: "string" },
  hashKey: "key",
  ttlAttribute: "expiresAt",
} as const;

/** Plans a handler, what reads its source, where its failures go, and its alarms. */
export function planHandler(args: HandlerPlanArgs): HandlerPlan {
  const { source, handlerName } = args;
  const settings = { ...HANDLER_DEFAULTS, ...args };
  const timeoutSeconds = toSeconds(settings.timeout);
  const failures = planFailures(args);
  return {
    handlerName,
    entry: settings.entry,
    runtime: settings.runtime,
    timeoutSeconds,
    memoryMiB: settings.memoryMiB,
    reservedConcurrency: settings.reservedConcurrency,
    enabled: settings.enabled,
    logRetentionDays: toDays(settings.logRetention),
    ...(source.kind === "invoke"
      ? { invocation: planInvocation(source) }
      : { mapping: planMapping(source, settings.reservedConcurrency) }),
    ...(failures === undefined ? {} : { failures }),
    alarms: planHandlerAlarms({ ...settings, timeoutSeconds }),
  };
}

/** Tables and callers bring no failure queue: the handler has its own. */
function planFailures({ source, handlerName, runbooksUrl }: HandlerPlanArgs): FailureDestinationPlan | undefined {
  switch (source.kind) {
    case "table-stream":
      return planFailureDestination(handlerName, { ...failureChoices(source), runbooksUrl });
    case "invoke":
      return ofEvents(planFailureDestination(handlerName, { ...failureChoices(source), runbooksUrl }), {
        handlerName,
        runbooksUrl,
        age: failureChoices(source).failureAgeAlarm,
      });
    case "kinesis":
    case "kafka":
    case "queue":
      return undefined;
  }
}

function failureChoices({ kind, failureAgeAlarm }: Extract<HandlerSource<unknown>, { failureAgeAlarm?: Duration }>) {
  return { failureAgeAlarm: failureAgeAlarm ?? SOURCE_DEFAULTS[kind].failureAgeAlarm };
}

/** A failed event is kept whole, and is lost with its message alone. */
function ofEvents(
  plan: FailureDestinationPlan,
  { handlerName, runbooksUrl, age }: { handlerName: string; runbooksUrl: string; age: Duration },
): FailureDestinationPlan {
  const aging = plan.failureAlarms["failures-aging"];
  const what = `a failed event has waited ${age}, and is kept for ${FAILURE_RETENTION}`;
  const description = describeAlarm({ subject: handlerName, what, runbook: "stream-failures-aging", runbooksUrl });
  return { ...plan, failureAlarms: { ...plan.failureAlarms, "failures-aging": { ...aging, description } } };
}
