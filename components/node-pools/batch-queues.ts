import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { BATCH_KEY } from "../../facts/labels";
import { managedPolicyArn } from "../cluster/iam";
import { checkArgs, type ComponentArgs } from "../core";
import { BatchMachines, machineInputs } from "./batch-machines";
import {
  planBatchQueues,
  type BatchQueuesPlan,
  type BatchQueuesPlanArgs,
  type PlannedBatchQueue,
} from "./batch-queues.plan";
import { batchQueuesRefusals } from "./batch-queues.refusals";
import { BATCH_TROUBLES, batchEventsPolicy, batchTroublePattern } from "./batch-troubles";

/** Arguments of {@link BatchQueues}. */
export interface BatchQueuesArgs extends ComponentArgs, BatchQueuesPlanArgs {
  /** VPC of the instances. */
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, by zone; two zones at least. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Customer key of the disks, which has to serve EC2. */
  readonly volumesKeyArn: pulumi.Input<string>;
  /** Customer key of the logs, which has to serve CloudWatch Logs. */
  readonly logsKeyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics, in the same region, that the alarm notifies. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
}

/** What the instances of every queue share. */
interface Machines {
  readonly profile: aws.iam.InstanceProfile;
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly template: aws.ec2.LaunchTemplate;
  /** What has to exist before an instance can join. */
  readonly dependsOn: pulumi.Resource;
}

/** How a compute environment buys its machines. */
type Purchase = "spot" | "on-demand";

const PURCHASES = {
  spot: { type: "SPOT", allocationStrategy: "SPOT_PRICE_CAPACITY_OPTIMIZED" },
  "on-demand": { type: "EC2", allocationStrategy: "BEST_FIT_PROGRESSIVE" },
} as const satisfies Record<Purchase, { readonly type: string; readonly allocationStrategy: string }>;

/** A compute environment of a queue. */
interface PlannedEnvironment {
  readonly queue: PlannedBatchQueue;
  readonly purchase: Purchase;
  readonly maxVcpus: number;
}

/** What every environment is built from. */
interface Foundations {
  readonly plan: BatchQueuesPlan;
  readonly machines: Machines;
}

/**
 * Job queues of AWS Batch, one for each architecture, for work that checkpoints and retries, where there is no
 * Kubernetes: on spot capacity, and on demand while there is none.
 *
 * Creates:
 * - per architecture a job queue, and behind it a compute environment on spot, of 24 types chosen by price and
 *   capacity, and a smaller one on demand; both start from zero
 * - for all of them: the launch template (encrypted disk, IMDSv2 that containers do not reach), a security group without
 *   ingress and with HTTPS out, the instances' role for ECS, and its profile
 * - the log group of the jobs' output, and that of the events of failed and stuck jobs, both encrypted, with a retention
 * - the rules that write these events, and the alarm on them: jobs failing
 *
 * Costs at defaults: nothing while the queues are empty; then what the instances cost. In us-east-1 an m7g.xlarge costs
 * 119.14 USD a month on demand (2026-07-20) and about 45 on spot (saving of 62 percent, 2025-06-28). AWS Batch itself is
 * free. Disks, logs and the alarm are unpriced here.
 *
 * Does not: define jobs, their images or what they may do (a job definition names its own role); start them; save a
 * job's state; reach anything but HTTPS and what `reaches` names.
 *
 * @example
 * new BatchQueues("batch", {
 *   region: "eu-central-1",
 *   queueName: "prod-eu-central-1-batch",
 *   vpcId: network.vpcId,
 *   subnetIds: network.privateSubnetIds,
 *   volumesKeyArn: volumes.keyArn,
 *   logsKeyArn: logs.keyArn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class BatchQueues extends BatchMachines {
  /** ARN of the queue, by architecture: jobs are submitted to it. */
  readonly queueArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Log group that job definitions name for their output. */
  readonly logGroupName: pulumi.Output<string>;
  /** Name of the instances' role. */
  readonly roleName: pulumi.Output<string>;
  /** Security group of the instances. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: BatchQueuesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      "inventory:node-pools:BatchQueues",
      name,
      checkArgs(`batch queues "${name}"`, args, batchQueuesRefusals),
      opts,
    );
    const plan = planBatchQueues(args);
    const role = this.createRole();
    const machines = this.createMachines(plan, args, role);
    this.queueArns = Object.fromEntries(
      plan.queues.map((queue) => [queue.architecture, this.createQueue(queue, args, { plan, machines }).arn]),
    );
    const jobs = this.createLogGroup("logs", plan.jobLogGroupName, { plan, args });
    this.watch(plan, args, this.createLogGroup("events", plan.eventLogGroupName, { plan, args }));

    this.logGroupName = jobs.name;
    this.roleName = role.name;
    this.securityGroupId = machines.securityGroup.id;
    this.registerOutputs({
      queueArns: this.queueArns,
      logGroupName: this.logGroupName,
      roleName: this.roleName,
      securityGroupId: this.securityGroupId,
    });
  }
  private createMachines(plan: BatchQueuesPlan, args: BatchQueuesArgs, role: aws.iam.Role): Machines {
    const attachment = new aws.iam.RolePolicyAttachment(
      this.childName("role-ecs"),
      {
        role: role.name,
        policyArn: managedPolicyArn(args.region, "service-role/AmazonEC2ContainerServiceforEC2Role"),
      },
      this.childOptions(),
    );
    const securityGroup = this.createSecurityGroup(args, "Instances of AWS Batch");
    this.letReach(plan, args, securityGroup);
    return {
      profile: this.createProfile(role),
      securityGroup,
      template: this.createTemplate(plan, args),
      dependsOn: attachment,
    };
  }

  private letReach({ reaches }: BatchQueuesPlan, { region }: BatchQueuesArgs, { id }: aws.ec2.SecurityGroup): void {
    for (const [key, { port, cidr }] of Object.entries(reaches)) {
      const role = `${key}-out`;
      new aws.vpc.SecurityGroupEgressRule(
        this.childName(role),
        {
          securityGroupId: id,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
          cidrIpv4: cidr,
          description: `Jobs reach ${key}`,
          region,
          tags: this.childTags(role),
        },
        this.childOptions(),
      );
    }
  }

  private createTemplate(
    { volumeSizeGiB }: BatchQueuesPlan,
    { region, volumesKeyArn }: BatchQueuesArgs,
  ): aws.ec2.LaunchTemplate {
    return new aws.ec2.LaunchTemplate(
      this.childName("template"),
      {
        ...machineInputs({ volumeSizeGiB, volumesKeyArn }),
        tagSpecifications: this.childTagSpecifications("instances"),
        updateDefaultVersion: true,
        region,
        tags: this.childTags("template"),
      },
      this.childOptions(),
    );
  }

  private createQueue(
    queue: PlannedBatchQueue,
    args: BatchQueuesArgs,
    { plan, machines }: Foundations,
  ): aws.batch.JobQueue {
    const environments = environmentsOf(queue, plan).map((environment) =>
      this.createEnvironment(environment, args, { plan, machines }),
    );
    const role = `queue-${queue.architecture}`;
    return new aws.batch.JobQueue(
      this.childName(role),
      {
        name: queue.name,
        priority: 1,
        state: "ENABLED",
        computeEnvironmentOrders: environments.map(({ arn }, order) => ({ order, computeEnvironment: arn })),
        jobStateTimeLimitActions: plan.limits.map((limit) => ({ ...limit, state: "RUNNABLE", action: "CANCEL" })),
        region: args.region,
        tags: this.childTags(role),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createEnvironment(
    { queue, purchase, maxVcpus }: PlannedEnvironment,
    args: BatchQueuesArgs,
    { plan, machines }: Foundations,
  ): aws.batch.ComputeEnvironment {
    const role = `${purchase}-${queue.architecture}`;
    return new aws.batch.ComputeEnvironment(
      this.childName(role),
      {
        type: "MANAGED",
        state: "ENABLED",
        computeResources: {
          ...PURCHASES[purchase],
          minVcpus: 0,
          maxVcpus,
          instanceTypes: [...queue.instanceTypes],
          instanceRole: machines.profile.arn,
          ec2Configurations: [{ imageType: "ECS_AL2023" }],
          launchTemplate: {
            launchTemplateId: machines.template.id,
            version: machines.template.latestVersion.apply(String),
          },
          subnets: Object.values(args.subnetIds),
          securityGroupIds: [machines.securityGroup.id],
          tags: { ...this.childTags("instances"), [BATCH_KEY]: "true" },
        },
        updatePolicy: { terminateJobsOnUpdate: false, jobExecutionTimeoutMinutes: plan.updateMinutes },
        region: args.region,
        tags: { ...this.childTags(role), [BATCH_KEY]: "true" },
      },
      this.childOptions({ dependsOn: [machines.dependsOn] }),
    );
  }

  private createLogGroup(
    role: string,
    logGroupName: string,
    { plan, args }: { readonly plan: BatchQueuesPlan; readonly args: BatchQueuesArgs },
  ): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      this.childName(role),
      {
        name: logGroupName,
        retentionInDays: plan.logRetentionDays,
        kmsKeyId: args.logsKeyArn,
        region: args.region,
        tags: this.childTags(role),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  /** Writes down which jobs failed or hold up a queue, and rings when there is one. */
  private watch(plan: BatchQueuesPlan, args: BatchQueuesArgs, events: aws.cloudwatch.LogGroup): void {
    const rules = this.createRules(args);
    const ruleArns = pulumi.all(rules.map(({ rule }) => rule.arn));
    const policy = new aws.cloudwatch.LogResourcePolicy(
      this.childName("events-policy"),
      {
        policyName: plan.eventsPolicyName,
        policyDocument: pulumi.all([events.arn, ruleArns]).apply(([arn, arns]) => batchEventsPolicy(arn, arns)),
        region: args.region,
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    for (const { trouble, rule } of rules) {
      new aws.cloudwatch.EventTarget(
        this.childName(`${trouble}-target`),
        { rule: rule.name, arn: events.arn, region: args.region },
        this.childOptions({ dependsOn: [policy] }),
      );
    }
    this.createAlarm(plan, args, events);
  }

  private createRules({ region }: BatchQueuesArgs) {
    return BATCH_TROUBLES.map((trouble) => {
      const rule = new aws.cloudwatch.EventRule(
        this.childName(trouble),
        {
          eventPattern: pulumi.all(Object.values(this.queueArns)).apply((arns) => batchTroublePattern(trouble, arns)),
          region,
          tags: this.childTags(trouble),
        },
        this.childOptions(),
      );
      return { trouble, rule };
    });
  }

  private createAlarm(plan: BatchQueuesPlan, args: BatchQueuesArgs, events: aws.cloudwatch.LogGroup): void {
    new aws.cloudwatch.MetricAlarm(
      this.childName("jobs-failing"),
      {
        region: args.region,
        alarmDescription: plan.alarmDescription,
        namespace: "AWS/Logs",
        metricName: "IncomingLogEvents",
        dimensions: { LogGroupName: events.name },
        statistic: "Sum",
        period: 300,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        treatMissingData: "notBreaching",
        alarmActions: [...args.alarmTopicArns],
        okActions: [...args.alarmTopicArns],
        tags: this.childTags("jobs-failing"),
      },
      this.childOptions(),
    );
  }
}

/** A queue's environments, in the order in which AWS Batch tries them. */
function environmentsOf(queue: PlannedBatchQueue, { maxSpotVcpus, maxOnDemandVcpus }: BatchQueuesPlan) {
  const spot: PlannedEnvironment = { queue, purchase: "spot", maxVcpus: maxSpotVcpus };
  const onDemand: PlannedEnvironment = { queue, purchase: "on-demand", maxVcpus: maxOnDemandVcpus };
  return maxOnDemandVcpus === 0 ? [spot] : [spot, onDemand];
}
