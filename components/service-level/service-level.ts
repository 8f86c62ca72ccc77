import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import type { Severity } from "./burn-rates";
import { planDashboard } from "./dashboard.plan";
import type { ServiceLevelPlanArgs } from "./objectives";
import {
  planServiceLevel,
  type PlannedLevelAlarm,
  type PlannedBurn,
  type ServiceLevelPlan,
} from "./service-level.plan";
import { serviceLevelRefusals } from "./service-level.refusals";

/** Arguments of {@link ServiceLevel}. */
export interface ServiceLevelArgs extends ComponentArgs, ServiceLevelPlanArgs<pulumi.Input<string>> {
  /** ARNs of the SNS topics, in the alarms' region, that reach somebody now. */
  readonly pageTopicArns: readonly pulumi.Input<string>[];
  /** ARNs of the SNS topics, in the alarms' region, that reach somebody in working hours. */
  readonly ticketTopicArns: readonly pulumi.Input<string>[];
  /**
   * Region of the alarms and the dashboard, which is that of the metrics.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

type Alarm = PlannedLevelAlarm<pulumi.Input<string>>;
type Burn = PlannedBurn<pulumi.Input<string>>;

/**
 * The objectives of a service (available, fast, fresh, correct) as alarms on how fast their error budgets burn, with a
 * dashboard and a runbook for each.
 *
 * Creates:
 * - per objective with a budget and per burn rate two alarms, over a long and a short window, and a composite alarm that
 *   rings when both do: a page at 14.4 × over an hour and 6 × over six, a ticket at 3 × over a day and 1 × over three
 * - per count that must be zero one alarm, which pages at once
 * - one dashboard: the alarms, and per objective its promise, its runbook, the budget that is left, and how fast it burns
 *
 * Costs at defaults: unpriced: there is no price row for alarms and dashboards. CloudWatch bills each metric of a metric
 * alarm, each composite alarm and each dashboard by the month: an objective of bad by all events has 8 metric alarms of 2
 * metrics each and 4 composite alarms.
 *
 * Does not: publish metrics; notice that nobody asks any more, as no traffic is no error; stop releases when a budget is
 * spent; write the runbooks.
 *
 * @example
 * new ServiceLevel("availability-level", {
 *   levelName: "prod-eu-central-1-availability",
 *   objectives: {
 *     available: { kind: "ratio", promise: "requests are answered", targetPercent: 99.9, bad, total: [all], runbookUrl },
 *   },
 *   pageTopicArns: [onCall.arn],
 *   ticketTopicArns: [tickets.arn],
 *   tags,
 * });
 */
export class ServiceLevel extends Component {
  /** ARNs of the alarms that notify, by objective and window: `available-1h`. */
  readonly alarmArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Name of the dashboard. */
  readonly dashboardName: pulumi.Output<string>;
  /** ARN of the dashboard. */
  readonly dashboardArn: pulumi.Output<string>;

  constructor(name: string, args: ServiceLevelArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`service level "${name}"`, args, serviceLevelRefusals);
    super("inventory:service-level:ServiceLevel", name, checked, opts);
    const plan = planServiceLevel<pulumi.Input<string>>(args);
    const alarms = this.createAlarms(plan, args);
    const dashboard = this.createDashboard(plan, args, alarms);

    this.alarmArns = Object.fromEntries(Object.entries(alarms).map(([role, { arn }]) => [role, arn]));
    this.dashboardName = dashboard.dashboardName;
    this.dashboardArn = dashboard.dashboardArn;
    this.registerOutputs({
      alarmArns: this.alarmArns,
      dashboardName: this.dashboardName,
      dashboardArn: this.dashboardArn,
    });
  }

  /** The alarms that notify, by role. */
  private createAlarms(
    { objectives }: ServiceLevelPlan<pulumi.Input<string>>,
    args: ServiceLevelArgs,
  ): Readonly<Record<string, aws.cloudwatch.MetricAlarm | aws.cloudwatch.CompositeAlarm>> {
    const entries = Object.entries(objectives).flatMap(([key, { burns, zero }]) => [
      ...Object.entries(burns).map(([window, burn]) => [`${key}-${window}`, burn] as const),
      ...(zero === undefined ? [] : [[key, zero] as const]),
    ]);
    const alarms = entries.map(
      ([role, planned]) =>
        [
          role,
          "long" in planned ? this.createBurn(role, planned, args) : this.createZero(role, planned, args),
        ] as const,
    );
    return Object.fromEntries(alarms);
  }

  private createBurn(role: string, burn: Burn, args: ServiceLevelArgs): aws.cloudwatch.CompositeAlarm {
    const { region } = args;
    const long = this.createAlarm(`${role}-long`, burn.long, { region });
    const short = this.createAlarm(`${role}-short`, burn.short, { region });
    return new aws.cloudwatch.CompositeAlarm(
      this.childName(role),
      {
        region,
        alarmName: burn.name,
        alarmDescription: burn.description,
        alarmRule: pulumi.interpolate`ALARM("${long.name}") AND ALARM("${short.name}")`,
        ...notified(burn.severity, args),
        tags: this.childTags(role),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  /** Named, so that releases and experiments can name what stops them before it is there. */
  private createZero(role: string, alarm: Alarm, args: ServiceLevelArgs): aws.cloudwatch.MetricAlarm {
    const { region, levelName } = args;
    return this.createAlarm(role, alarm, { region, name: `${levelName}-${role}`, ...notified("page", args) });
  }

  private createAlarm(role: string, alarm: Alarm, inputs: aws.cloudwatch.MetricAlarmArgs): aws.cloudwatch.MetricAlarm {
    return new aws.cloudwatch.MetricAlarm(
      this.childName(role),
      {
        ...inputs,
        alarmDescription: alarm.description,
        metricQueries: queries(alarm),
        evaluationPeriods: alarm.evaluationPeriods,
        datapointsToAlarm: alarm.datapointsToAlarm,
        comparisonOperator: alarm.comparisonOperator,
        threshold: alarm.threshold,
        treatMissingData: alarm.treatMissingData,
        tags: this.childTags(role),
      },
      this.childOptions(inputs.name === undefined ? {} : { deleteBeforeReplace: true }),
    );
  }

  private createDashboard(
    { levelName, window }: ServiceLevelPlan<pulumi.Input<string>>,
    { objectives, region }: ServiceLevelArgs,
    alarms: Readonly<Record<string, aws.cloudwatch.MetricAlarm | aws.cloudwatch.CompositeAlarm>>,
  ): aws.cloudwatch.Dashboard {
    const alarmArns = Object.values(alarms).map(({ arn }) => arn);
    const where = region ?? pulumi.all(alarmArns).apply(regionOf);
    const body = planDashboard<pulumi.Input<string>>({ levelName, window, objectives, region: where, alarmArns });
    return new aws.cloudwatch.Dashboard(
      this.childName("dashboard"),
      { region, dashboardName: levelName, dashboardBody: pulumi.jsonStringify(body) },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }
}

/** The region that the ARNs of alarms name. */
function regionOf([arn = ""]: readonly string[]): string {
  return arn.split(":")[3] ?? "";
}

/** Whom an alarm tells of its beginning and its end. */
function notified(
  severity: Severity,
  { pageTopicArns, ticketTopicArns }: ServiceLevelArgs,
): { readonly alarmActions: pulumi.Input<string>[]; readonly okActions: pulumi.Input<string>[] } {
  const topicArns = severity === "page" ? pageTopicArns : ticketTopicArns;
  return { alarmActions: [...topicArns], okActions: [...topicArns] };
}

/** Metrics and expressions as an alarm takes them; the last one is compared. */
function queries({ metrics, expressions, periodSeconds }: Alarm): aws.types.input.cloudwatch.MetricAlarmMetricQuery[] {
  const read = metrics.map(({ id, metric }) => ({
    id,
    metric: {
      namespace: metric.namespace,
      metricName: metric.metricName,
      ...(metric.dimensions === undefined ? {} : { dimensions: { ...metric.dimensions } }),
      stat: metric.statistic,
      period: periodSeconds,
    },
  }));
  const all = [...read, ...expressions.map(({ id, expression }) => ({ id, expression }))];
  return all.map((query, index) => ({ ...query, returnData: index === all.length - 1 }));
}
