import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import type { FlagSet } from "../flags";
import { LEAST_COMPARISONS, PARITY_METRICS, PARITY_NAMESPACE, planMigration } from "./migration.plan";
import type { MigrationPlan, MigrationPlanArgs, PlannedParityAlarm, PlannedListenerRule, Side } from "./migration.plan";
import { migrationRefusals } from "./migration.refusals";

/** Arguments of {@link Migration}. */
export interface MigrationArgs extends ComponentArgs, MigrationPlanArgs {
  /** ARN of the load balancer's listener that clients of both sides come through. */
  readonly listenerArn: pulumi.Input<string>;
  /** ARN of the target group of the platform's service. */
  readonly platformTargetGroupArn: pulumi.Input<string>;
  /**
   * ARN of the target group of the legacy side.
   *
   * @default - none: in the stage `retired`
   */
  readonly legacyTargetGroupArn?: pulumi.Input<string>;
  /**
   * ARNs of further alarms that a release of the flags is taken back by, such as that of DMS's validation.
   *
   * @default []
   */
  readonly validationAlarmArns?: readonly pulumi.Input<string>[];
  /** ARNs of the SNS topics that the alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Region of the rules and alarms.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

/**
 * One capability on its way from a legacy system onto the platform, in stages that are data: a strangler.
 *
 * Creates:
 * - the rule of the listener that leads the capability's paths to one side, or to both by weight
 * - in the stage `split`, a rule for each group of tenants, before it
 * - in the stages that compare reads, two alarms: too many reads differ; none was compared
 *
 * Costs at defaults: 0 USD: rules of a load balancer are free up to ten, and part of its capacity units beyond. The two
 * alarms and the service's two metrics are unpriced: there is no price row.
 *
 * Does not: create the load balancer or the target groups; repeat writes or compare reads, which the service does as the
 * flags tell it; release the flags, which `Flags` does; move data, which `ChangeCapture` does; know what day it is.
 *
 * @example
 * new Migration("stock", {
 *   capability: "stock",
 *   stage: "shadow-reads",
 *   paths: ["/stock/*"],
 *   priority: 100,
 *   listenerArn: listener.arn,
 *   legacyTargetGroupArn: legacy.arn,
 *   platformTargetGroupArn: platform.arn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class Migration extends Component {
  /** Flags of the stage, which {@link Flags} releases. */
  readonly flags: FlagSet;
  /** ARNs of the alarms that a release of the flags is taken back by; none in stages that compare nothing. */
  readonly rollbackAlarmArns: readonly pulumi.Input<string>[];
  /** Last day on which the legacy side can answer again; absent where no cutover is decided. */
  readonly rollbackUntil: string | undefined;

  constructor(name: string, args: MigrationArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`migration "${name}"`, args, migrationRefusals);
    super("inventory:migration:Migration", name, checked, opts);
    const plan = planMigration(args);
    Object.entries(plan.rules).forEach(([role, rule]) => {
      this.createRule(role, rule, { plan, args });
    });
    const alarms = [this.alarmMismatch(plan, args), this.alarmUnmeasured(plan, args)];

    this.flags = plan.flags;
    this.rollbackAlarmArns = [
      ...alarms.flatMap((alarm) => (alarm === undefined ? [] : [alarm.arn])),
      ...(args.validationAlarmArns ?? []),
    ];
    this.rollbackUntil = plan.rollbackUntil;
    this.registerOutputs({
      flags: this.flags,
      rollbackAlarmArns: this.rollbackAlarmArns,
      rollbackUntil: this.rollbackUntil,
    });
  }

  private createRule(
    role: string,
    rule: PlannedListenerRule,
    { plan, args }: { readonly plan: MigrationPlan; readonly args: MigrationArgs },
  ): void {
    const tenants =
      rule.tenants === undefined
        ? []
        : [{ httpHeader: { httpHeaderName: plan.tenantHeader, values: [...rule.tenants] } }];
    new aws.lb.ListenerRule(
      this.childName(role),
      {
        region: args.region,
        listenerArn: args.listenerArn,
        priority: rule.priority,
        conditions: [{ pathPattern: { values: [...plan.paths] } }, ...tenants],
        actions: [{ type: "forward", forward: forwardOf(rule, args) }],
        tags: this.childTags(role),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private alarmMismatch({ alarms }: MigrationPlan, args: MigrationArgs): aws.cloudwatch.MetricAlarm | undefined {
    const { mismatch } = alarms;
    if (mismatch === undefined) {
      return undefined;
    }
    const { comparisons, mismatches } = PARITY_METRICS;
    const share = `IF(compared >= ${LEAST_COMPARISONS}, 100 * differing / compared, 0)`;
    return this.createAlarm("mismatch", mismatch, {
      ...args,
      inputs: {
        metricQueries: [
          this.metricQuery("compared", comparisons, { alarm: mismatch, args }),
          this.metricQuery("differing", mismatches, { alarm: mismatch, args }),
          { id: "share", label: "differing, in percent", expression: share, returnData: true },
        ],
        comparisonOperator: "GreaterThanThreshold",
        treatMissingData: "notBreaching",
      },
    });
  }

  private alarmUnmeasured({ alarms }: MigrationPlan, args: MigrationArgs): aws.cloudwatch.MetricAlarm | undefined {
    const { unmeasured } = alarms;
    if (unmeasured === undefined) {
      return undefined;
    }
    return this.createAlarm("unmeasured", unmeasured, {
      ...args,
      inputs: {
        namespace: PARITY_NAMESPACE,
        metricName: PARITY_METRICS.comparisons,
        dimensions: { Capability: args.capability },
        statistic: "Sum",
        period: unmeasured.periodSeconds,
        comparisonOperator: "LessThanThreshold",
        treatMissingData: "breaching",
      },
    });
  }

  private metricQuery(
    id: string,
    metricName: string,
    { alarm, args }: { readonly alarm: PlannedParityAlarm; readonly args: MigrationArgs },
  ): aws.types.input.cloudwatch.MetricAlarmMetricQuery {
    const dimensions = { Capability: args.capability };
    const metric = { namespace: PARITY_NAMESPACE, metricName, dimensions, stat: "Sum", period: alarm.periodSeconds };
    return { id, metric, returnData: false };
  }

  private createAlarm(
    role: string,
    { description, threshold, evaluationPeriods }: PlannedParityAlarm,
    {
      inputs,
      region,
      alarmTopicArns,
    }: Pick<MigrationArgs, "region" | "alarmTopicArns"> & {
      readonly inputs: Pick<aws.cloudwatch.MetricAlarmArgs, "comparisonOperator"> &
        Partial<aws.cloudwatch.MetricAlarmArgs>;
    },
  ): aws.cloudwatch.MetricAlarm {
    return new aws.cloudwatch.MetricAlarm(
      this.childName(role),
      {
        region,
        ...inputs,
        threshold,
        evaluationPeriods,
        alarmDescription: description,
        alarmActions: [...alarmTopicArns],
        okActions: [...alarmTopicArns],
        tags: this.childTags(role),
      },
      this.childOptions(),
    );
  }
}

/** Where a rule leads: to one side, or to both by weight. */
function forwardOf(
  { weights, stickySeconds }: PlannedListenerRule,
  { legacyTargetGroupArn = "", platformTargetGroupArn }: MigrationArgs,
): aws.types.input.lb.ListenerRuleActionForward {
  const arns: Readonly<Record<Side, pulumi.Input<string>>> = {
    legacy: legacyTargetGroupArn,
    platform: platformTargetGroupArn,
  };
  const sides: readonly Side[] = ["legacy", "platform"];
  return {
    targetGroups: sides.flatMap((side) => {
      const weight = weights[side];
      return weight === undefined ? [] : [{ arn: arns[side], weight }];
    }),
    ...(stickySeconds === undefined ? {} : { stickiness: { enabled: true, duration: stickySeconds } }),
  };
}
