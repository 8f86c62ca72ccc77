import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs, type Refusal } from "../core";
import { Handler, handlerRefusals, type HandlerArgs, type IdempotencyTable } from "../handler";
import { bundledFunction } from "../handler/bundled-function";
import { INVALIDATION_ALARMS, INVALIDATION_CONCURRENCY } from "./invalidation-handler.plan";
import { planInvalidation, planStockSource } from "./invalidation-handler.plan";
import type {
  InvalidationAlarm,
  InvalidationPlan,
  InvalidationPlanArgs,
  StockSource,
} from "./invalidation-handler.plan";
import { invalidationRefusals } from "./invalidation-handler.refusals";
import { INVALIDATION_NAMESPACE } from "./invalidation/metrics";
import { FUNCTION_TIMEOUT_SECONDS } from "./invalidation/settings";
import { ownServiceTrust } from "../core/trust";

type Text = pulumi.Input<string>;

/** Arguments of {@link InvalidationHandler}. */
export interface InvalidationHandlerArgs extends ComponentArgs, InvalidationPlanArgs {
  /** Account of the function. */
  readonly accountId: string;
  /** Identifier of the distribution: `distributionId` of a `Cdn`. */
  readonly distributionId: Text;
  /** ARN of the distribution: `distributionArn` of a `Cdn`. */
  readonly distributionArn: Text;
  /**
   * Role that is taken to invalidate, where the distribution lies in another account: that of an `InvalidationRole`.
   *
   * @default - the function's own role: the distribution lies in its account
   */
  readonly role?: { readonly roleArn: Text; readonly externalId: string };
  /** Where the stock events come from. */
  readonly source: StockSource<Text>;
  /** Table of the ledger, with the hash key `key`; losing it loses count of the month. */
  readonly ledger: IdempotencyTable<Text>;
  /** ARN of the customer key, in the function's region, that encrypts its environment. */
  readonly keyArn: Text;
  /** ARN of the customer key, in the function's region, that encrypts its logs. */
  readonly logKeyArn: Text;
  /** ARNs of the SNS topics, in the function's region, that alarms notify. */
  readonly alarmTopicArns: readonly Text[];
  /**
   * Region of the function and of everything beside it.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

/**
 * A function that invalidates pages of a distribution when stock changes, for no more than a computed bill.
 *
 * Creates:
 * - the function (see `Handler`), with the bundle of the kit: it reads stock events from a queue or a stream, collects
 *   them in a ledger, and asks CloudFront for what is due; it may invalidate this distribution and nothing else, by itself
 *   or by the role that it is given
 * - a schedule that calls it every minute, for what was left undone, and the role of the schedule
 * - alarms beside those of the `Handler`: budget spent, an invalidation given up, an invalidation refused
 *
 * Costs at defaults: 0.02 USD a month for the schedule's 43,800 calls of 50 milliseconds at 256 MiB. us-east-1, prices of
 * 2024-07-01 (service-prices-us-east-1.json, lambda_function and cloudfront_distribution): 0.20 USD per million
 * invocations, 0.0000133334 USD per GB-second; 0.005 USD for each path beyond 1,000 in a month, so none at the default
 * budget. The ledger is paid with its table. The schedule, logs and alarms are unpriced: there is no price row for them.
 *
 * Does not: create the ledger's table, which is a `KeyValue`; bound what others in the account invalidate; empty the
 * caches of browsers.
 *
 * @example
 * new InvalidationHandler("stock-invalidation", {
 *   handlerName: "prod-stock-invalidation",
 *   accountId: "111122223333",
 *   distributionId: cdn.distributionId,
 *   distributionArn: cdn.distributionArn,
 *   source: { kind: "kinesis", streamArn: stream.arn, keyArn: key.arn, failureQueueArn: stream.failureQueueArn },
 *   ledger: { name: table.name, arn: table.arn, keyArn: key.arn },
 *   paths: { product: ["/products/{category}/{sku}"], category: ["/products/{category}/*"], all: ["/products/*"] },
 *   keyArn: key.arn,
 *   logKeyArn: logKey.arn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class InvalidationHandler extends Component {
  /** ARN of the function's alias that is called. */
  readonly arn: pulumi.Output<string>;
  /** Name of the function. */
  readonly name: pulumi.Output<string>;
  /** The most that its invalidations cost in a calendar month, in USD. */
  readonly billBoundUsd: number;

  constructor(name: string, args: InvalidationHandlerArgs, opts?: pulumi.ComponentResourceOptions) {
    const label = `invalidation handler "${name}"`;
    super("inventory:cdn:InvalidationHandler", name, checkArgs(label, args, refusals), opts);
    const plan = planInvalidation(args);
    const handler = this.createHandler(args);
    this.callEachMinute(args, handler);
    this.createAlarms(plan, args);

    this.arn = handler.arn;
    this.name = handler.name;
    this.billBoundUsd = plan.billBoundUsd;
    this.registerOutputs({ arn: this.arn, name: this.name, billBoundUsd: this.billBoundUsd });
  }

  private createHandler(args: InvalidationHandlerArgs): Handler {
    return new Handler(
      this.childName("handler"),
      { ...handlerArgs(args), code: bundledFunction("components/cdn/invalidation/bundle") },
      { parent: this },
    );
  }

  private callEachMinute(args: InvalidationHandlerArgs, handler: Handler): void {
    const role = new aws.iam.Role(
      this.childName("clock-role"),
      {
        description: `Calls the function ${args.handlerName}`,
        assumeRolePolicy: ownServiceTrust("scheduler.amazonaws.com", args.accountId),
        tags: this.childTags("clock-role"),
      },
      this.childOptions(),
    );
    new aws.iam.RolePolicy(
      this.childName("clock-rights"),
      {
        role: role.name,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: handler.arn }],
        }),
      },
      this.childOptions(),
    );
    new aws.scheduler.Schedule(
      this.childName("clock"),
      {
        region: args.region,
        description: "Invalidates what was left undone",
        scheduleExpression: "rate(1 minute)",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: handler.arn,
          roleArn: role.arn,
          input: JSON.stringify({ clock: true }),
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        },
      },
      this.childOptions(),
    );
  }

  private createAlarms(plan: InvalidationPlan, args: InvalidationHandlerArgs): void {
    for (const role of INVALIDATION_ALARMS) {
      new aws.cloudwatch.MetricAlarm(
        this.childName(role),
        { ...alarmInputs(role, plan, args), tags: this.childTags(role) },
        this.childOptions(),
      );
    }
  }
}

/** Reasons to refuse what is invalidated, and those to refuse the function. */
const refusals: readonly Refusal<InvalidationHandlerArgs>[] = [
  ...invalidationRefusals,
  ...handlerRefusals.map(({ when, say }) => ({
    when: (args: InvalidationHandlerArgs) => when(handlerArgs(args)),
    say: (args: InvalidationHandlerArgs) => say(handlerArgs(args)),
  })),
];

/** Arguments of the function but its code. */
function handlerArgs(args: InvalidationHandlerArgs): Omit<HandlerArgs, "code"> {
  return {
    handlerName: args.handlerName,
    source: planStockSource(args.source),
    timeout: `${FUNCTION_TIMEOUT_SECONDS} seconds`,
    memoryMiB: 256,
    reservedConcurrency: INVALIDATION_CONCURRENCY,
    environment: {
      DISTRIBUTION_ID: args.distributionId,
      SOURCE: args.source.kind,
      SETTINGS: JSON.stringify(planInvalidation(args).settings),
      ...(args.role === undefined ? {} : { ROLE: pulumi.jsonStringify(args.role) }),
    },
    idempotencyTable: args.ledger,
    rights: {
      ReadLedger: { actions: ["dynamodb:GetItem"], resources: [args.ledger.arn] },
      Invalidate: rightToInvalidate(args),
    },
    keyArn: args.keyArn,
    logKeyArn: args.logKeyArn,
    alarmTopicArns: args.alarmTopicArns,
    runbooksUrl: args.runbooksUrl,
    ...(args.region === undefined ? {} : { region: args.region }),
    tags: args.tags,
  };
}

function rightToInvalidate({ role, distributionArn }: InvalidationHandlerArgs) {
  return role === undefined
    ? { actions: ["cloudfront:CreateInvalidation"], resources: [distributionArn] }
    : { actions: ["sts:AssumeRole"], resources: [role.roleArn] };
}

function alarmInputs(role: InvalidationAlarm, { alarms }: InvalidationPlan, args: InvalidationHandlerArgs) {
  const { metricName, description } = alarms[role];
  return {
    region: args.region,
    alarmDescription: description,
    namespace: INVALIDATION_NAMESPACE,
    metricName,
    dimensions: { DistributionId: args.distributionId },
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    treatMissingData: "notBreaching",
    alarmActions: [...args.alarmTopicArns],
    okActions: [...args.alarmTopicArns],
  };
}
