import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { FAILURE_ALARMS } from "./failure-destination.plan";
import type { FailureDestinationPlan, PlannedThreshold } from "./failure-destination.plan";
import { tlsOnlyPolicy } from "./resource-policies";

/** How a component names, tags and places its children. */
export interface ChildFactory {
  /** Logical name of the child that plays a role. */
  readonly name: (role: string) => string;
  /** Tags of the child that plays a role. */
  readonly tags: (role: string) => Record<string, string>;
  /** Options of a child. */
  readonly options: () => pulumi.CustomResourceOptions;
  /** Options of a child that holds data under an explicit name. */
  readonly statefulOptions: () => pulumi.CustomResourceOptions;
}

/** What a failure destination is created with. */
export interface FailureDestinationSettings {
  /** ARN of the customer key that encrypts the failures. */
  readonly keyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Region of the queues.
   *
   * @default - the provider's region
   */
  readonly region?: string | undefined;
}

/** One alarm and the metric that it watches. */
export interface WatchedAlarm {
  readonly role: string;
  readonly alarm: PlannedThreshold;
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The queues that consumers and whoever redrives use. */
export interface FailureDestination {
  readonly failures: aws.sqs.Queue;
  readonly parked: aws.sqs.Queue;
}

/** Creates the queue of failures, the queue of parked ones behind it, and their policies. */
export function createFailureDestination(
  children: ChildFactory,
  plan: FailureDestinationPlan,
  settings: FailureDestinationSettings,
): FailureDestination {
  const parked = createQueue(children, plan, { ...settings, role: "parked", name: plan.parkedQueueName });
  const failures = createQueue(children, plan, {
    ...settings,
    role: "failures",
    name: plan.failureQueueName,
    redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
    redrivePolicy: parked.arn.apply((arn) =>
      JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: plan.redriveAttempts }),
    ),
  });
  new aws.sqs.RedriveAllowPolicy(
    children.name("parked-redrive"),
    {
      region: settings.region,
      queueUrl: parked.url,
      redriveAllowPolicy: failures.arn.apply((arn) =>
        JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arn] }),
      ),
    },
    children.options(),
  );
  return { failures, parked };
}

/** Creates the alarms of a failure destination. */
export function createFailureAlarms(
  children: ChildFactory,
  { failureAlarms, destination }: Pick<FailureDestinationPlan, "failureAlarms"> & { destination: FailureDestination },
  settings: FailureDestinationSettings,
): void {
  for (const role of FAILURE_ALARMS) {
    const alarm = failureAlarms[role];
    const dimensions = { QueueName: destination[alarm.watches].name };
    createAlarm(children, { role, alarm, namespace: "AWS/SQS", dimensions }, settings);
  }
}

/** Creates an alarm that notifies when it rings and when all is well again. */
export function createAlarm(
  children: ChildFactory,
  { role, alarm, namespace, dimensions }: WatchedAlarm,
  { region, alarmTopicArns }: Pick<FailureDestinationSettings, "region" | "alarmTopicArns">,
): void {
  new aws.cloudwatch.MetricAlarm(
    children.name(role),
    {
      region,
      alarmDescription: alarm.description,
      namespace,
      metricName: alarm.metricName,
      dimensions: { ...dimensions },
      statistic: alarm.statistic,
      period: alarm.periodSeconds,
      evaluationPeriods: alarm.evaluationPeriods,
      datapointsToAlarm: alarm.datapointsToAlarm,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: alarm.threshold,
      treatMissingData: "notBreaching",
      alarmActions: [...alarmTopicArns],
      okActions: [...alarmTopicArns],
      tags: children.tags(role),
    },
    children.options(),
  );
}

/** What one of the two queues gets. */
interface QueueChoices extends FailureDestinationSettings {
  readonly role: "failures" | "parked";
  readonly name: string;
  /**
   * Where a message goes after its last attempt.
   *
   * @default - it stays in the queue
   */
  readonly redrivePolicy?: pulumi.Input<string>;
  /**
   * Which queues may send their failed messages here.
   *
   * @default - decided by a resource of its own
   */
  readonly redriveAllowPolicy?: string;
}

function createQueue(children: ChildFactory, plan: FailureDestinationPlan, choices: QueueChoices): aws.sqs.Queue {
  const { role, region } = choices;
  const queue = new aws.sqs.Queue(
    children.name(role),
    {
      name: choices.name,
      region,
      kmsMasterKeyId: choices.keyArn,
      messageRetentionSeconds: plan.queueRetentionSeconds,
      visibilityTimeoutSeconds: plan.queueVisibilitySeconds,
      ...(choices.redrivePolicy === undefined ? {} : { redrivePolicy: choices.redrivePolicy }),
      ...(choices.redriveAllowPolicy === undefined ? {} : { redriveAllowPolicy: choices.redriveAllowPolicy }),
      tags: children.tags(role),
    },
    children.statefulOptions(),
  );
  new aws.sqs.QueuePolicy(
    children.name(`${role}-policy`),
    {
      region,
      queueUrl: queue.url,
      policy: queue.arn.apply((arn) => JSON.stringify(tlsOnlyPolicy(arn, "sqs:*"))),
    },
    children.options(),
  );
  return queue;
}
