import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { createAlarm, type ChildFactory } from "./failure-destination";
import { planKafkaReplicator, REPLICATION, REPLICATOR_ALARMS } from "./kafka-replicator.plan";
import type { KafkaReplicatorPlan, KafkaReplicatorPlanArgs } from "./kafka-replicator.plan";
import type { PlannedDirection, ReplicatedKafka } from "./kafka-replicator.plan";
import { kafkaReplicatorRefusals } from "./kafka-replicator.refusals";
import { KAFKA_IAM_PORT } from "./kafka.plan";
import { replicatorPolicy } from "./replicator-policies";
import { ownServiceTrust } from "../core/trust";

/** A cluster and what a replicator needs beside it, all of it in the cluster's region. */
export interface ReplicatedKafkaArgs extends ReplicatedKafka {
  /** ARN of the cluster, which was created with `isReplicated`. */
  readonly arn: pulumi.Input<string>;
  /** Id of the cluster's VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Id of a subnet per zone of the cluster. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Id of the cluster's security group. */
  readonly securityGroupId: pulumi.Input<string>;
  /** ARN of the customer key that encrypts the replicator's log; it has to serve CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
}

/** Arguments of {@link KafkaReplicator}. */
export interface KafkaReplicatorArgs extends ComponentArgs, KafkaReplicatorPlanArgs {
  /** The two clusters, each of them replicated into the other. */
  readonly clusters: readonly [ReplicatedKafkaArgs, ReplicatedKafkaArgs];
}

/** One direction and what it is created with. */
interface Direction {
  readonly planned: PlannedDirection;
  readonly source: ReplicatedKafkaArgs;
  readonly target: ReplicatedKafkaArgs;
}

/**
 * Two Kafka clusters of one residency partition kept alike: each region's records, topics and offsets in the other.
 *
 * Creates:
 * - for each direction, in the region it writes to: the replicator, its security group and the rules by which it
 *   reaches the cluster, its log group, encrypted by the customer key, and its alarms: latency, failure, refused access
 * - the role of both directions, which may read and write the two clusters and no others
 *
 * Costs at defaults: unpriced. service-prices-us-east-1.json (2024-07-01) has no row for a replicator, which is paid by
 * the hour and by the GB in each direction; transfer between the regions comes on top.
 *
 * Does not: replicate over the border of a residency partition; copy access control lists, since clients are let in by
 * IAM; merge what both regions write under one key; move producers or consumers.
 *
 * @example
 * new KafkaReplicator("events", {
 *   replicatorName: "prod-eu-events",
 *   region: "eu-west-1",
 *   partitionRegions: ["eu-central-1", "eu-west-1"],
 *   accountId: "111122223333",
 *   clusters: [frankfurt, ireland],
 *   topics: ["stock-events"],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class KafkaReplicator extends Component {
  /** ARN of the replicator that writes to each region. */
  readonly replicatorArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARN of the role of both directions. */
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: KafkaReplicatorArgs, opts?: pulumi.ComponentResourceOptions) {
    const component = `Kafka replicator "${name}"`;
    super("inventory:stream:KafkaReplicator", name, checkArgs(component, args, kafkaReplicatorRefusals), opts);
    const plan = planKafkaReplicator(args);
    const { role, grant } = this.createRole(args);
    const replicatorArns = plan.directions.map((planned) => {
      const direction = { planned, source: args.clusters[planned.source], target: args.clusters[planned.target] };
      const replicator = this.createDirection(plan, direction, { role, grant });
      return [direction.target.region, replicator.arn] as const;
    });

    this.replicatorArns = Object.fromEntries(replicatorArns);
    this.roleArn = role.arn;
    this.registerOutputs({ replicatorArns: this.replicatorArns, roleArn: this.roleArn });
  }

  private createRole({ accountId, clusters }: KafkaReplicatorArgs): ReplicatorRole {
    const role = new aws.iam.Role(
      this.childName("role"),
      { assumeRolePolicy: ownServiceTrust("kafka.amazonaws.com", accountId), tags: this.childTags("role") },
      this.childOptions(),
    );
    const clusterArns = pulumi.all(clusters.map(({ arn }) => arn));
    const grant = new aws.iam.RolePolicy(
      this.childName("role-policy"),
      { role: role.name, policy: clusterArns.apply((arns) => JSON.stringify(replicatorPolicy(arns))) },
      this.childOptions(),
    );
    return { role, grant };
  }

  private createDirection(
    plan: KafkaReplicatorPlan,
    direction: Direction,
    { role, grant }: ReplicatorRole,
  ): aws.msk.Replicator {
    const { planned, source, target } = direction;
    const securityGroup = this.createSecurityGroup(direction);
    const log = this.createLog(plan, direction);
    const replicator = new aws.msk.Replicator(
      this.childName(planned.role),
      {
        region: target.region,
        replicatorName: planned.replicatorName,
        description: planned.description,
        serviceExecutionRoleArn: role.arn,
        kafkaClusters: [
          { amazonMskCluster: { mskClusterArn: source.arn }, vpcConfig: { subnetIds: subnetsOf(source) } },
          {
            amazonMskCluster: { mskClusterArn: target.arn },
            vpcConfig: { subnetIds: subnetsOf(target), securityGroupsIds: [securityGroup.id] },
          },
        ],
        replicationInfoList: replication(plan, direction),
        logDelivery: { replicatorLogDelivery: { cloudwatchLogs: { enabled: true, logGroup: log.name } } },
        tags: this.childTags(planned.role),
      },
      this.childOptions({ deleteBeforeReplace: true, dependsOn: [grant] }),
    );
    this.createAlarms(direction);
    return replicator;
  }

  private createSecurityGroup({ planned, target }: Direction): aws.ec2.SecurityGroup {
    const role = `${planned.role}-security-group`;
    const { region } = target;
    const group = new aws.ec2.SecurityGroup(
      this.childName(role),
      { region, vpcId: target.vpcId, description: planned.description, tags: this.childTags(role) },
      this.childOptions(),
    );
    const port = { region, ipProtocol: "tcp", fromPort: KAFKA_IAM_PORT, toPort: KAFKA_IAM_PORT };
    new aws.vpc.SecurityGroupEgressRule(
      this.childName(`${planned.role}-out`),
      {
        ...port,
        securityGroupId: group.id,
        referencedSecurityGroupId: target.securityGroupId,
        description: "Kafka to the cluster",
        tags: this.childTags(`${planned.role}-out`),
      },
      this.childOptions(),
    );
    new aws.vpc.SecurityGroupIngressRule(
      this.childName(`${planned.role}-in`),
      {
        ...port,
        securityGroupId: target.securityGroupId,
        referencedSecurityGroupId: group.id,
        description: "Kafka from the replicator",
        tags: this.childTags(`${planned.role}-in`),
      },
      this.childOptions(),
    );
    return group;
  }

  private createLog(plan: KafkaReplicatorPlan, { planned, target }: Direction): aws.cloudwatch.LogGroup {
    const role = `${planned.role}-log`;
    return new aws.cloudwatch.LogGroup(
      this.childName(role),
      {
        region: target.region,
        retentionInDays: plan.logRetentionDays,
        kmsKeyId: target.logKeyArn,
        tags: this.childTags(role),
      },
      this.childOptions(),
    );
  }

  private createAlarms({ planned, target }: Direction): void {
    const children: ChildFactory = {
      name: (role) => this.childName(role),
      tags: (role) => this.childTags(role),
      options: () => this.childOptions(),
      statefulOptions: () => this.childOptions(),
    };
    for (const role of REPLICATOR_ALARMS) {
      const watched = { role: `${planned.role}-${role}`, alarm: planned.alarms[role], namespace: "AWS/Kafka" };
      createAlarm(children, { ...watched, dimensions: { ReplicatorName: planned.replicatorName } }, target);
    }
  }
}

/** A role and what it may do, without which a replicator cannot begin. */
interface ReplicatorRole {
  readonly role: aws.iam.Role;
  readonly grant: aws.iam.RolePolicy;
}

function replication(
  plan: KafkaReplicatorPlan,
  { source, target }: Direction,
): aws.types.input.msk.ReplicatorReplicationInfoList {
  return {
    sourceKafkaClusterArn: source.arn,
    targetKafkaClusterArn: target.arn,
    targetCompressionType: REPLICATION.compression,
    topicReplications: [
      {
        topicsToReplicates: [...plan.topics],
        ...(plan.excludedTopics.length === 0 ? {} : { topicsToExcludes: [...plan.excludedTopics] }),
        topicNameConfiguration: { type: REPLICATION.topicNames },
        startingPosition: { type: REPLICATION.startingPosition },
        detectAndCopyNewTopics: true,
        copyTopicConfigurations: true,
        copyAccessControlListsForTopics: false,
      },
    ],
    consumerGroupReplications: [
      {
        consumerGroupsToReplicates: [...plan.consumerGroups],
        consumerGroupOffsetSyncMode: REPLICATION.offsetSync,
        detectAndCopyNewConsumerGroups: true,
        synchroniseConsumerGroupOffsets: true,
      },
    ],
  };
}

/** The subnets in the order of their zones. */
function subnetsOf({ subnetIds }: ReplicatedKafkaArgs): pulumi.Input<string>[] {
  return Object.entries(subnetIds)
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([, subnetId]) => subnetId);
}
