import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, type ComponentArgs } from "../core";
import type { Rights } from "../core/rights";
import { IsolatedPods, type PodCluster, type PodSurroundings } from "../workload/isolated-pods";
import type { WorkloadImage } from "../workload/pod.plan";
import type { SecretReference } from "../workload/restricted-pod";
import { BATCH_METRICS_NAMESPACE, type BatchAlarm, type PlannedBatchAlarm } from "./batch-alarms.plan";
import { planBatchJob, type BatchJobPlan, type BatchJobPlanArgs, type Checkpoint } from "./batch-job.plan";
import { batchJobRefusals, nameRefusal } from "./batch-job.refusals";
import { rolePolicies } from "./job-rights";
import { jobTemplate } from "./job-template";

/** Where a batch job saves how far it has come. */
export interface BatchJobCheckpoint extends Checkpoint {
  /** Bucket, in the job's region. */
  readonly bucketName: pulumi.Input<string>;
  /** ARN of the customer key that encrypts the bucket. */
  readonly keyArn: pulumi.Input<string>;
}

/** Arguments of {@link BatchJob}. */
export interface BatchJobArgs extends ComponentArgs, BatchJobPlanArgs {
  /** Its container image. */
  readonly image: WorkloadImage & {
    /** Repository of the image, without tag or digest. */
    readonly repository: pulumi.Input<string>;
  };
  /** The cluster that the job runs in; a `Cluster` fits. */
  readonly cluster: PodCluster;
  /**
   * Where it saves how far it has come; a job on spot has to.
   *
   * @default - nowhere: whatever is interrupted starts again
   */
  readonly checkpoint?: BatchJobCheckpoint;
  /**
   * Plain environment variables.
   *
   * @default - none but those that every run is given
   */
  readonly env?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Environment variables whose values are keys of Secrets in the namespace; the values never pass through here.
   *
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, SecretReference>>;
  /**
   * What it may do beside saving, by the name of the statement.
   *
   * @default - nothing
   */
  readonly rights?: Rights<pulumi.Input<string>>;
  /** SNS topics that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
}

/** What the runs are made with. */
interface RunNeeds extends PodSurroundings {
  readonly account: kubernetes.core.v1.ServiceAccount;
  readonly priority: kubernetes.scheduling.v1.PriorityClass;
  readonly after: readonly pulumi.Resource[];
}

/**
 * Batch work on a schedule, such as the nightly reconciliation: sharded, on spot, resumed where it was interrupted.
 *
 * Creates:
 * - a namespace with restricted pod security, unless it is there
 * - a CronJob in the time zone of its night, whose runs never overlap: indexed shards with retries each, a failure policy
 *   that does not count lost nodes, a deadline, time to save before a node goes
 * - a service account without a token, and a role that may read, write and delete below the checkpoint prefix, and do
 *   what it is given the right to
 * - a priority below that of services, and a network policy that lets out what is declared
 * - alarms: a run failed; none has succeeded in time. Their metrics are counted from the control plane's audit log
 *
 * Costs at defaults: while it runs, 1 vCPU and 2 GiB of nodes for each shard; nothing between runs. In us-east-1 an
 * m7g.xlarge of 4 vCPU costs about 0.062 USD an hour on spot (119.14 USD a month on demand, 2026-07-20; saving of 62
 * percent, 2025-06-28). Two metrics and two alarms are unpriced: there is no price row for them.
 *
 * Does not: create the bucket or let its old checkpoints expire; save and resume (the program does, at `CHECKPOINT_URI`);
 * create nodes; create Secrets.
 *
 * The providers are the caller's: `{ providers: [kubernetes, aws] }` in the options; the children inherit them.
 *
 * @example
 * new BatchJob("reconciliation", {
 *   region: "eu-central-1",
 *   cluster,
 *   image: { repository: registry.url, tag: "1.4.2" },
 *   completions: 16,
 *   checkpoint: { bucketName: bucket.bucketName, prefix: "reconciliation", keyArn: key.keyArn },
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * }, { providers: [inCluster] });
 */
export class BatchJob extends IsolatedPods {
  /** Namespace of the job. */
  readonly namespace: pulumi.Output<string>;
  /** Name of the CronJob. */
  readonly cronJobName: pulumi.Output<string>;
  /** Name of the pods' role, for rights that only exist after the job. */
  readonly roleName: pulumi.Output<string>;
  /** ARN of the pods' role. */
  readonly roleArn: pulumi.Output<string>;
  /** ARNs of the alarms: `failed`, and `missed` where CloudWatch looks back far enough. */
  readonly alarmArns: Readonly<Partial<Record<BatchAlarm, pulumi.Output<string>>>>;

  constructor(name: string, args: BatchJobArgs, opts?: pulumi.ComponentResourceOptions) {
    const rules = [nameRefusal(name), ...batchJobRefusals];
    super("inventory:batch:BatchJob", name, checkArgs(`batch job "${name}"`, args, rules), opts);
    const plan = planBatchJob(name, args);
    const surroundings = { namespace: this.createNamespace(plan), labels: this.objectLabels(plan) };
    const account = this.createServiceAccount(surroundings, plan.name);
    const role = this.createPodRole(args.cluster, plan);
    const rights = this.grantRights(args, role);
    const identity = { clusterName: args.cluster.name, roleArn: role.arn, region: args.region };
    const association = this.createPodIdentity(identity, surroundings.namespace, account);
    const networkPolicy = this.createNetworkPolicy(plan, surroundings);
    const priority = this.createPriority(plan);
    const after = [...rights, association, networkPolicy];
    const cronJob = this.createCronJob(plan, args, { ...surroundings, account, priority, after });
    const alarms = this.createAlarms(plan, args);

    this.namespace = cronJob.metadata.namespace;
    this.cronJobName = cronJob.metadata.name;
    this.roleName = role.name;
    this.roleArn = role.arn;
    this.alarmArns = Object.fromEntries(alarms.map(([alarm, { arn }]) => [alarm, arn]));
    this.registerOutputs({
      namespace: this.namespace,
      cronJobName: this.cronJobName,
      roleName: this.roleName,
      roleArn: this.roleArn,
      alarmArns: this.alarmArns,
    });
  }

  private grantRights(args: BatchJobArgs, role: aws.iam.Role): aws.iam.RolePolicy[] {
    return Object.entries(rolePolicies(args)).map(
      ([child, policy]) =>
        new aws.iam.RolePolicy(this.childName(child), { role: role.name, policy }, this.childOptions()),
    );
  }

  /** A class cannot be changed, only replaced, and the API server says so too late: the old value is to be known here. */
  private createPriority({ priority }: BatchJobPlan): kubernetes.scheduling.v1.PriorityClass {
    return new kubernetes.scheduling.v1.PriorityClass(
      this.childName("priority"),
      {
        metadata: { labels: this.childLabels() },
        value: priority,
        preemptionPolicy: "Never",
        description: "Batch work waits for services and takes nobody's place",
      },
      this.childOptions({ replaceOnChanges: ["value", "preemptionPolicy"] }),
    );
  }

  private createCronJob(plan: BatchJobPlan, args: BatchJobArgs, needs: RunNeeds): kubernetes.batch.v1.CronJob {
    const { image, checkpoint, env = {}, secrets = {} } = args;
    const { account, priority, labels, after } = needs;
    const checkpointUri =
      checkpoint === undefined ? undefined : pulumi.interpolate`s3://${checkpoint.bucketName}/${checkpoint.prefix}`;
    return new kubernetes.batch.v1.CronJob(
      this.childName("cron-job"),
      {
        metadata: { name: plan.name, namespace: account.metadata.namespace, labels },
        spec: {
          schedule: plan.schedule,
          timeZone: plan.timeZone,
          suspend: plan.suspend,
          concurrencyPolicy: "Forbid",
          startingDeadlineSeconds: plan.startingDeadlineSeconds,
          successfulJobsHistoryLimit: FINISHED_RUNS,
          failedJobsHistoryLimit: FINISHED_RUNS,
          jobTemplate: jobTemplate(plan, {
            repository: image.repository,
            serviceAccountName: account.metadata.name,
            priorityClassName: priority.metadata.name,
            labels,
            checkpointUri,
            env,
            secrets,
          }),
        },
      },
      this.childOptions({ deleteBeforeReplace: true, dependsOn: [...after] }),
    );
  }

  private createAlarms(plan: BatchJobPlan, args: BatchJobArgs): (readonly [string, aws.cloudwatch.MetricAlarm])[] {
    return Object.entries(plan.alarms).map(([role, alarm]) => {
      const metricName = pulumi.interpolate`${args.cluster.name}/${plan.namespace}/${plan.name}/${role}`;
      this.countRuns(role, { alarm, metricName }, args);
      return [role, this.createAlarm(role, { alarm, metricName }, args)] as const;
    });
  }

  private countRuns(role: string, { alarm, metricName }: WatchedRuns, { region, cluster }: BatchJobArgs): void {
    new aws.cloudwatch.LogMetricFilter(
      this.childName(`${role}-runs`),
      {
        region,
        logGroupName: pulumi.interpolate`/aws/eks/${cluster.name}/cluster`,
        pattern: alarm.pattern,
        metricTransformation: { namespace: BATCH_METRICS_NAMESPACE, name: metricName, value: "1", unit: "Count" },
      },
      this.childOptions(),
    );
  }

  private createAlarm(
    role: string,
    { alarm, metricName }: WatchedRuns,
    args: BatchJobArgs,
  ): aws.cloudwatch.MetricAlarm {
    return new aws.cloudwatch.MetricAlarm(
      this.childName(role),
      {
        region: args.region,
        alarmDescription: alarm.description,
        namespace: BATCH_METRICS_NAMESPACE,
        metricName,
        statistic: "Sum",
        period: alarm.periodSeconds,
        evaluationPeriods: alarm.evaluationPeriods,
        datapointsToAlarm: alarm.evaluationPeriods,
        comparisonOperator: alarm.comparisonOperator,
        threshold: 1,
        treatMissingData: alarm.treatMissingData,
        actionsEnabled: alarm.actionsEnabled,
        alarmActions: [...args.alarmTopicArns],
        okActions: [...args.alarmTopicArns],
        tags: this.childTags(role),
      },
      this.childOptions(),
    );
  }
}

/** Runs of each kind whose Jobs are kept; their time ends it earlier. */
const FINISHED_RUNS = 3;

/** A metric of runs, and the alarm on it. */
interface WatchedRuns {
  readonly alarm: PlannedBatchAlarm;
  readonly metricName: pulumi.Output<string>;
}
