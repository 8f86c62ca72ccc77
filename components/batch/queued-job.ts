import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, toSeconds, type ComponentArgs } from "../core";
import type { Rights } from "../core/rights";
import { batchEventsPolicy } from "../node-pools/batch-troubles";
import { queuePolicy } from "../queue/queue-policy";
import type { WorkloadImage } from "../workload/pod.plan";
import { BATCH_METRICS_NAMESPACE, type BatchAlarm, type PlannedBatchAlarm } from "./batch-alarms.plan";
import { rolePolicies } from "./job-rights";
import { containerProperties, runAlarm, submitInput, undeliveredAlarm } from "./queued-inputs";
import {
  planQueuedBatchJob,
  type QueuedBatchJobPlan,
  type QueuedBatchJobPlanArgs,
  type QueuedCheckpoint,
} from "./queued-job.plan";
import { queuedBatchJobRefusals } from "./queued-job.refusals";
import { runEndsPattern, secretsPolicy, submitJobTarget, submitPolicy } from "./queued-policies";
import { ownServiceTrust } from "../core/trust";

/** A queue of AWS Batch; one of `BatchQueues` fits. */
export interface BatchJobQueue {
  /** ARN of the queue. */
  readonly queueArn: pulumi.Input<string>;
  /** Log group of the queue's jobs. */
  readonly logGroupName: pulumi.Input<string>;
}

/** A secret in Secrets Manager. */
export interface BatchJobSecret {
  /** ARN of the secret; with `:<key>::` after it, of one of its keys. */
  readonly secretArn: pulumi.Input<string>;
  /** ARN of the customer key that encrypts it. */
  readonly keyArn: pulumi.Input<string>;
}

/** Where a job of a queue saves how far it has come. */
export interface QueuedBatchJobCheckpoint extends QueuedCheckpoint {
  /** Bucket, in the job's region. */
  readonly bucketName: pulumi.Input<string>;
  /** ARN of the customer key that encrypts the bucket. */
  readonly keyArn: pulumi.Input<string>;
}

/** Arguments of {@link QueuedBatchJob}. */
export interface QueuedBatchJobArgs extends ComponentArgs, QueuedBatchJobPlanArgs {
  /** The queue that runs are submitted to. */
  readonly queue: BatchJobQueue;
  /** Its container image, built for the queue's architecture. */
  readonly image: WorkloadImage & {
    /** Repository of the image, without tag or digest. */
    readonly repository: pulumi.Input<string>;
  };
  /**
   * Where it saves how far it has come; a job on spot has to.
   *
   * @default - nowhere: whatever is interrupted starts again
   */
  readonly checkpoint?: QueuedBatchJobCheckpoint;
  /**
   * Plain environment variables.
   *
   * @default - none but those that every run is given
   */
  readonly env?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Environment variables from Secrets Manager; the values never pass through here.
   *
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, BatchJobSecret>>;
  /**
   * What it may do beside saving, by the name of the statement.
   *
   * @default - nothing
   */
  readonly rights?: Rights<pulumi.Input<string>>;
  /** ARN of the customer key of the record of runs, and of the queue of those that could not be submitted. */
  readonly keyArn: pulumi.Input<string>;
  /** SNS topics that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
}

/** What a metric counts, and the alarm on it. */
interface WatchedEnd {
  readonly alarm: PlannedBatchAlarm;
  readonly metricName: string;
  readonly log: aws.cloudwatch.LogGroup;
}

/**
 * Batch work on a schedule where no cluster runs: a job on a queue of AWS Batch, sharded, on spot, resumed by its program.
 *
 * Creates:
 * - a job definition: an array of shards, attempts that survive lost hosts, a deadline for each attempt, a container
 *   without root, without privileges and with a read-only file system, whose output goes to the queue's log group
 * - a role that may read, write and delete below the checkpoint prefix, and do what it is given the right to; where there
 *   are secrets, a role that reads them
 * - a schedule in the time zone of its night, whose role may submit this job alone, and a queue of runs it could not submit
 * - alarms: a run failed; none has succeeded in time; one could not be submitted. Metrics count the events of AWS Batch
 *
 * Costs at defaults: while it runs, 1 vCPU and 2 GiB of machines for each shard; nothing between runs. In us-east-1 an
 * m7g.xlarge of 4 vCPU costs about 0.062 USD an hour on spot (119.14 USD a month on demand, 2026-07-20; saving of 62
 * percent, 2025-06-28). The schedule, two metrics and three alarms are unpriced: there is no price row for them.
 *
 * Does not: keep a run from starting while the one before goes on (AWS Batch knows no such rule; `startWithin` and
 * `deadline` together must fit between two runs, but a shard that is tried again has its deadline anew); save and resume;
 * create the bucket or the queue.
 *
 * @example
 * new QueuedBatchJob("reconciliation", {
 *   region: "eu-central-1",
 *   accountId: "111122223333",
 *   jobName: "prod-eu-central-1-reconciliation",
 *   queue: { queueArn: batch.queueArns["arm64"], logGroupName: batch.logGroupName },
 *   image: { repository: registry.url, tag: "1.4.2" },
 *   completions: 16,
 *   checkpoint: { bucketName: bucket.bucketName, prefix: "reconciliation", keyArn: key.keyArn },
 *   keyArn: logs.keyArn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class QueuedBatchJob extends Component {
  /** ARN of the job definition, with its revision. */
  readonly definitionArn: pulumi.Output<string>;
  /** Name of the job's role, for rights that only exist after the job. */
  readonly roleName: pulumi.Output<string>;
  /** ARN of the job's role. */
  readonly roleArn: pulumi.Output<string>;
  /** ARN of the queue of runs that could not be submitted. */
  readonly undeliveredQueueArn: pulumi.Output<string>;
  /** ARNs of the alarms on runs: `failed`, and `missed` where CloudWatch looks back far enough. */
  readonly alarmArns: Readonly<Partial<Record<BatchAlarm, pulumi.Output<string>>>>;

  constructor(name: string, args: QueuedBatchJobArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`queued batch job "${name}"`, args, queuedBatchJobRefusals);
    super("inventory:batch:QueuedBatchJob", name, checked, opts);
    const plan = planQueuedBatchJob(args);
    const role = this.createRole("role", "ecs-tasks.amazonaws.com", args);
    const rights = [...this.grantRights(args, role), ...this.allowSecrets(args)];
    const definition = this.createDefinition(plan, args, { role, execution: rights.find(isRole) });
    const undelivered = this.createUndelivered(plan, args);
    const log = this.recordEnds(plan, args, definition);
    const alarms = this.createAlarms(plan, args, log);
    this.createSchedule(plan, args, { definition, undelivered, after: rights });

    this.definitionArn = definition.arn;
    this.roleName = role.name;
    this.roleArn = role.arn;
    this.undeliveredQueueArn = undelivered.arn;
    this.alarmArns = Object.fromEntries(alarms.map(([alarm, { arn }]) => [alarm, arn]));
    this.registerOutputs({
      definitionArn: this.definitionArn,
      roleName: this.roleName,
      roleArn: this.roleArn,
      undeliveredQueueArn: this.undeliveredQueueArn,
      alarmArns: this.alarmArns,
    });
  }

  private createRole(role: string, service: string, { accountId }: QueuedBatchJobArgs): aws.iam.Role {
    return new aws.iam.Role(
      this.childName(role),
      { assumeRolePolicy: ownServiceTrust(service, accountId), tags: this.childTags(role) },
      this.childOptions(),
    );
  }

  private grantRights(args: QueuedBatchJobArgs, role: aws.iam.Role): pulumi.Resource[] {
    return Object.entries(rolePolicies(args)).map(
      ([child, policy]) =>
        new aws.iam.RolePolicy(this.childName(child), { role: role.name, policy }, this.childOptions()),
    );
  }

  /** The role that AWS Batch hands out secrets with; the job itself cannot read them. */
  private allowSecrets(args: QueuedBatchJobArgs): pulumi.Resource[] {
    const secrets = Object.values(args.secrets ?? {});
    if (secrets.length === 0) {
      return [];
    }
    const execution = this.createRole("execution", "ecs-tasks.amazonaws.com", args);
    const policy = pulumi
      .all([pulumi.all(secrets.map(({ secretArn }) => secretArn)), pulumi.all(secrets.map(({ keyArn }) => keyArn))])
      .apply(([secretArns, keyArns]) => secretsPolicy({ region: args.region, secretArns, keyArns }));
    const rights = new aws.iam.RolePolicy(
      this.childName("execution-secrets"),
      { role: execution.name, policy },
      this.childOptions(),
    );
    return [execution, rights];
  }

  private createDefinition(
    plan: QueuedBatchJobPlan,
    args: QueuedBatchJobArgs,
    { role, execution }: { readonly role: aws.iam.Role; readonly execution: aws.iam.Role | undefined },
  ): aws.batch.JobDefinition {
    return new aws.batch.JobDefinition(
      this.childName("definition"),
      {
        name: plan.jobName,
        type: "container",
        platformCapabilities: ["EC2"],
        containerProperties: containerProperties(plan, {
          region: args.region,
          repository: args.image.repository,
          logGroupName: args.queue.logGroupName,
          roleArn: role.arn,
          executionRoleArn: execution?.arn,
          env: args.env ?? {},
          secretArns: Object.fromEntries(
            Object.entries(args.secrets ?? {}).map(([name, { secretArn }]) => [name, secretArn]),
          ),
        }),
        retryStrategy: { attempts: plan.attempts, evaluateOnExits: plan.retryRules.map((rule) => ({ ...rule })) },
        timeout: { attemptDurationSeconds: plan.attemptSeconds },
        propagateTags: true,
        region: args.region,
        tags: this.childTags("definition"),
      },
      this.childOptions(),
    );
  }

  private createUndelivered(plan: QueuedBatchJobPlan, args: QueuedBatchJobArgs): aws.sqs.Queue {
    const { region, keyArn, accountId } = args;
    const queue = new aws.sqs.Queue(
      this.childName("undelivered"),
      {
        kmsMasterKeyId: keyArn,
        messageRetentionSeconds: toSeconds("14 days"),
        redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
        region,
        tags: this.childTags("undelivered"),
      },
      this.childOptions(),
    );
    new aws.sqs.QueuePolicy(
      this.childName("undelivered-policy"),
      { queueUrl: queue.url, policy: queue.arn.apply((arn) => JSON.stringify(queuePolicy(arn, accountId))), region },
      this.childOptions(),
    );
    new aws.cloudwatch.MetricAlarm(
      this.childName("undelivered-runs"),
      { ...this.alarmInputs("undelivered-runs", args), ...undeliveredAlarm(plan, queue.name) },
      this.childOptions(),
    );
    return queue;
  }

  /** Writes down how each run ended. */
  private recordEnds(
    plan: QueuedBatchJobPlan,
    { region, keyArn, queue }: QueuedBatchJobArgs,
    definition: aws.batch.JobDefinition,
  ): aws.cloudwatch.LogGroup {
    const log = new aws.cloudwatch.LogGroup(
      this.childName("ends"),
      {
        name: plan.eventLogGroupName,
        retentionInDays: plan.logRetentionDays,
        kmsKeyId: keyArn,
        region,
        tags: this.childTags("ends"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    const eventPattern = pulumi
      .all([definition.arnPrefix, queue.queueArn])
      .apply(([definitionArn, queueArn]) => runEndsPattern(definitionArn, queueArn));
    const rule = new aws.cloudwatch.EventRule(
      this.childName("run-ended"),
      { eventPattern, region, tags: this.childTags("run-ended") },
      this.childOptions(),
    );
    const policyDocument = pulumi.all([log.arn, rule.arn]).apply(([arn, ruleArn]) => batchEventsPolicy(arn, [ruleArn]));
    const policy = new aws.cloudwatch.LogResourcePolicy(
      this.childName("ends-policy"),
      { policyName: plan.eventsPolicyName, policyDocument, region },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    new aws.cloudwatch.EventTarget(
      this.childName("run-ended-target"),
      { rule: rule.name, arn: log.arn, region },
      this.childOptions({ dependsOn: [policy] }),
    );
    return log;
  }

  private createAlarms(
    plan: QueuedBatchJobPlan,
    args: QueuedBatchJobArgs,
    log: aws.cloudwatch.LogGroup,
  ): (readonly [string, aws.cloudwatch.MetricAlarm])[] {
    return Object.entries(plan.alarms).map(([role, alarm]) => {
      const watched = { alarm, log, metricName: `${plan.jobName}/${role}` };
      this.countEnds(role, watched, args);
      const inputs = { ...this.alarmInputs(role, args), ...runAlarm(alarm, watched.metricName) };
      return [role, new aws.cloudwatch.MetricAlarm(this.childName(role), inputs, this.childOptions())] as const;
    });
  }

  private countEnds(role: string, { alarm, metricName, log }: WatchedEnd, { region }: QueuedBatchJobArgs): void {
    new aws.cloudwatch.LogMetricFilter(
      this.childName(`${role}-runs`),
      {
        region,
        logGroupName: log.name,
        pattern: alarm.pattern,
        metricTransformation: { namespace: BATCH_METRICS_NAMESPACE, name: metricName, value: "1", unit: "Count" },
      },
      this.childOptions(),
    );
  }

  private alarmInputs(role: string, { region, alarmTopicArns }: QueuedBatchJobArgs) {
    return {
      region,
      threshold: 1,
      alarmActions: [...alarmTopicArns],
      okActions: [...alarmTopicArns],
      tags: this.childTags(role),
    };
  }

  private createSchedule(
    plan: QueuedBatchJobPlan,
    args: QueuedBatchJobArgs,
    { definition, undelivered, after }: ScheduleNeeds,
  ): void {
    const { region, queue, keyArn, checkpoint } = args;
    const role = this.createRole("schedule-role", "scheduler.amazonaws.com", args);
    const policy = pulumi
      .all([definition.arnPrefix, queue.queueArn, undelivered.arn, keyArn])
      .apply(([definitionArn, queueArn, deadLettersArn, key]) =>
        submitPolicy({ region, definitionArn, queueArn, deadLettersArn, keyArn: key }),
      );
    const rights = new aws.iam.RolePolicy(
      this.childName("schedule-role-submit"),
      { role: role.name, policy },
      this.childOptions(),
    );
    new aws.scheduler.Schedule(
      this.childName("schedule"),
      {
        name: plan.jobName,
        description: `Submits a run of ${plan.jobName}`,
        scheduleExpression: plan.scheduleExpression,
        scheduleExpressionTimezone: plan.timeZone,
        flexibleTimeWindow: { mode: "OFF" },
        state: plan.suspend ? "DISABLED" : "ENABLED",
        target: {
          arn: submitJobTarget(region),
          roleArn: role.arn,
          input: submitInput(plan, { queueArn: queue.queueArn, definitionArn: definition.arn, checkpoint }),
          deadLetterConfig: { arn: undelivered.arn },
          retryPolicy: { maximumEventAgeInSeconds: plan.submitSeconds, maximumRetryAttempts: SUBMIT_RETRIES },
        },
        region,
      },
      this.childOptions({ deleteBeforeReplace: true, dependsOn: [rights, ...after] }),
    );
  }
}

/** Retries of EventBridge Scheduler, its most; the time ends them earlier. */
const SUBMIT_RETRIES = 185;

/** What a schedule is made with. */
interface ScheduleNeeds {
  readonly definition: aws.batch.JobDefinition;
  readonly undelivered: aws.sqs.Queue;
  readonly after: readonly pulumi.Resource[];
}

function isRole(resource: pulumi.Resource): resource is aws.iam.Role {
  return aws.iam.Role.isInstance(resource);
}
