import * as pulumi from "@pulumi/pulumi";
import { BATCH_METRICS_NAMESPACE, type PlannedBatchAlarm } from "./batch-alarms.plan";
import { CHECKPOINT_VARIABLE } from "./batch-job.plan";
import { RUN_PLACEHOLDER, type QueuedBatchJobPlan } from "./queued-job.plan";

/** What a job definition takes that is known only when it is deployed. */
export interface ContainerNeeds {
  readonly region: string;
  readonly repository: pulumi.Input<string>;
  readonly logGroupName: pulumi.Input<string>;
  readonly roleArn: pulumi.Input<string>;
  /**
   * Role that AWS Batch hands out secrets with.
   *
   * @default - none: there are no secrets
   */
  readonly executionRoleArn: pulumi.Input<string> | undefined;
  readonly env: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secretArns: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What a run is submitted with. */
export interface RunNeeds {
  readonly queueArn: pulumi.Input<string>;
  readonly definitionArn: pulumi.Input<string>;
  /**
   * Where it saves.
   *
   * @default - nowhere
   */
  readonly checkpoint: { readonly bucketName: pulumi.Input<string>; readonly prefix: string } | undefined;
}

/** The container of a job definition, as the JSON of `ContainerProperties`. */
export function containerProperties(plan: QueuedBatchJobPlan, needs: ContainerNeeds): pulumi.Output<string> {
  const { repository, logGroupName, roleArn, executionRoleArn, env, secretArns } = needs;
  return pulumi
    .all([pulumi.all({ repository, logGroupName, roleArn, executionRoleArn }), pulumi.all(env), pulumi.all(secretArns)])
    .apply(([known, variables, secrets]) =>
      JSON.stringify({
        image: `${known.repository}${plan.imageSuffix}`,
        ...(plan.command.length === 0 ? {} : { command: plan.command }),
        resourceRequirements: [
          { type: "VCPU", value: String(plan.vcpus) },
          { type: "MEMORY", value: String(plan.memoryMiB) },
        ],
        user: String(plan.userId),
        privileged: false,
        readonlyRootFilesystem: true,
        linuxParameters: { initProcessEnabled: true },
        jobRoleArn: known.roleArn,
        ...(known.executionRoleArn === undefined ? {} : { executionRoleArn: known.executionRoleArn }),
        environment: [...plan.variables, ...named(variables, "value")],
        ...(Object.keys(secrets).length === 0 ? {} : { secrets: named(secrets, "valueFrom") }),
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": known.logGroupName,
            "awslogs-region": needs.region,
            "awslogs-stream-prefix": plan.jobName,
          },
        },
      }),
    );
}

/** The request of a run. The time that the schedule was due names its checkpoints, whoever submits it again. */
export function submitInput(plan: QueuedBatchJobPlan, needs: RunNeeds): pulumi.Output<string> {
  const { checkpoint } = needs;
  return pulumi
    .all([needs.queueArn, needs.definitionArn, checkpoint?.bucketName])
    .apply(([queueArn, definitionArn, bucketName]) =>
      JSON.stringify({
        JobName: plan.jobName,
        JobQueue: queueArn,
        JobDefinition: definitionArn,
        ...(plan.completions === 1 ? {} : { ArrayProperties: { Size: plan.completions } }),
        ...(checkpoint === undefined || bucketName === undefined
          ? {}
          : { ContainerOverrides: { Environment: [savingTo(`${bucketName}/${checkpoint.prefix}`)] } }),
      }),
    );
}

/** What an alarm on the ends of runs has of its own. */
export function runAlarm(alarm: PlannedBatchAlarm, metricName: string) {
  return {
    alarmDescription: alarm.description,
    namespace: BATCH_METRICS_NAMESPACE,
    metricName,
    statistic: "Sum",
    period: alarm.periodSeconds,
    evaluationPeriods: alarm.evaluationPeriods,
    datapointsToAlarm: alarm.evaluationPeriods,
    comparisonOperator: alarm.comparisonOperator,
    treatMissingData: alarm.treatMissingData,
    actionsEnabled: alarm.actionsEnabled,
  };
}

/** What the alarm on runs that were not submitted has of its own. */
export function undeliveredAlarm({ undeliveredDescription }: QueuedBatchJobPlan, queueName: pulumi.Output<string>) {
  return {
    alarmDescription: undeliveredDescription,
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queueName },
    statistic: "Maximum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    treatMissingData: "notBreaching",
  };
}

function savingTo(place: string): { readonly Name: string; readonly Value: string } {
  return { Name: CHECKPOINT_VARIABLE, Value: `s3://${place}/${RUN_PLACEHOLDER}` };
}

/** Variables by name, so that the order in which they were written makes no new revision. */
function named(values: Readonly<Record<string, string>>, as: "value" | "valueFrom"): Record<string, string>[] {
  return Object.entries(values)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => ({ name, [as]: value }));
}
