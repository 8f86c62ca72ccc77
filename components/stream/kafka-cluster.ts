import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { createAlarm, createFailureAlarms, createFailureDestination, type ChildFactory } from "./failure-destination";
import { brokerShape, clusterPolicy, storageTracking } from "./kafka-inputs";
import { KAFKA_REPLICATION_FACTOR } from "./kafka-properties";
import { KAFKA_DEFAULTS, KAFKA_IAM_PORT, KAFKA_SCRAPE_PORTS } from "./kafka.plan";
import { planProvisionedKafka, planServerlessKafka } from "./kafka.plan";
import type { KafkaSharedPlan, ProvisionedKafkaPlan } from "./kafka.plan";
import type { ProvisionedKafkaPlanArgs, ServerlessKafkaPlanArgs } from "./kafka.plan";
import { provisionedKafkaRefusals, serverlessKafkaRefusals } from "./kafka.refusals";
import type { StreamOutputs } from "./stream-outputs";

/** Arguments that a cluster of either kind takes beside its shape. */
export interface KafkaSurroundingArgs extends ComponentArgs {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Id of a subnet per zone, by the zone's letter, without a way to the internet. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Ids of the security groups that may reach the cluster, by a name for each. */
  readonly clientSecurityGroupIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARN of the customer key, in the cluster's region, that encrypts the failures and the brokers' storage. */
  readonly keyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics, in the cluster's region, that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Region of the cluster and of everything beside it.
   *
   * @default - the provider's region
   */
  readonly region?: string;
  /**
   * Whether Pulumi keeps the cluster, its topics and its queues from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** Arguments of a serverless {@link KafkaCluster}. */
export interface ServerlessKafkaArgs extends KafkaSurroundingArgs, ServerlessKafkaPlanArgs {}

/** Arguments of a {@link KafkaCluster} of brokers. */
export interface ProvisionedKafkaArgs extends KafkaSurroundingArgs, ProvisionedKafkaPlanArgs {
  /** ARN of the customer key, in the cluster's region, that encrypts the logs; it has to serve CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  /**
   * Ids of the security groups from which Prometheus reads the brokers, by a name for each.
   *
   * @default - none; the brokers open nothing for Prometheus
   */
  readonly scraperSecurityGroupIds?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Arguments of {@link KafkaCluster}. */
export type KafkaClusterArgs = ServerlessKafkaArgs | ProvisionedKafkaArgs;

/** What both kinds of cluster are, once created. */
interface CreatedCluster {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly bootstrapServers: pulumi.Output<string>;
  readonly topicArns: Readonly<Record<string, pulumi.Output<string>>>;
}

/**
 * A Kafka cluster on MSK in one region, serverless or of brokers over three zones, reached by IAM over TLS alone; with
 * the failure destination that its consumers use, and the alarms of both.
 *
 * Creates:
 * - the cluster: serverless, or three brokers on Graviton with KRaft, storage encrypted by the customer key and growing
 *   by itself, unauthenticated access off; its security group, which lets in the given groups and lets nothing out
 * - with brokers: their configuration, in which a record has three copies, two of them before it counts as written, and
 *   topics appear only where they are declared; the topics; the log group of the brokers
 * - the policy by which MSK connects to the cluster from another region, where it is replicated, and Firehose, where it
 *   feeds a `Feed`
 * - the failure queue and the queue of parked failures behind it, as for a {@link Stream}
 * - alarms: partitions without a leader, and for each broker missing copies and disk used; the lag of each watched group
 *   of consumers; failures waiting, aging and parked
 *
 * Costs at defaults: 150.00 USD a month for the storage of three brokers. us-east-1, prices of 2024-07-01
 * (service-prices-us-east-1.json, msk_cluster): 0.10 USD per GB-month, 500 GiB each, read as GB. The brokers are
 * unpriced: the file has no row for kafka.m7g; nor has it one for a serverless cluster. The log's volume, the metrics
 * per broker and the alarms are unpriced too. The customer keys come on top.
 *
 * Does not: create topics of a serverless cluster; move partitions onto added brokers; give IAM principals the right
 * to connect; redrive; copy records to another region, which is what {@link KafkaReplicator} is for. A serverless
 * cluster encrypts records by a key of AWS: it takes no other.
 *
 * @example
 * new KafkaCluster("events", {
 *   kind: "provisioned",
 *   clusterName: "prod-eu-central-1-events",
 *   topics: { "stock-events": { partitions: 12 } },
 *   consumers: { projector: { group: "projector", topic: "stock-events" } },
 *   vpcId: network.vpcId,
 *   subnetIds: network.dataSubnetIds,
 *   clientSecurityGroupIds: { pods: podSecurityGroup.id },
 *   keyArn: key.arn,
 *   logKeyArn: logKey.arn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class KafkaCluster extends Component implements StreamOutputs {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly kind = "kafka";
  readonly protocol = "kafka";
  readonly failureQueueArn: pulumi.Output<string>;
  readonly failureQueueUrl: pulumi.Output<string>;
  /** Brokers that clients connect to first, by IAM over TLS, as Kafka's `bootstrap.servers` takes them. */
  readonly bootstrapServers: pulumi.Output<string>;
  /** Id of the cluster's security group. */
  readonly securityGroupId: pulumi.Output<string>;
  /** ARN of each declared topic, which `kafka-cluster:ReadData` and `WriteData` are given on. */
  readonly topicArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: KafkaClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:stream:KafkaCluster", name, checkKafka(name, args), opts);
    const children = this.childFactory(args);
    const plan = args.kind === "serverless" ? planServerlessKafka(args) : planProvisionedKafka(args);
    const securityGroup = this.createSecurityGroup(args);
    const cluster = this.createCluster(args, securityGroup);
    this.createClusterPolicy(plan, args, cluster.arn);
    const destination = createFailureDestination(children, plan, args);
    createFailureAlarms(children, { ...plan, destination }, args);
    this.createAlarms(plan, args);

    this.name = cluster.name;
    this.arn = cluster.arn;
    this.failureQueueArn = destination.failures.arn;
    this.failureQueueUrl = destination.failures.url;
    this.bootstrapServers = cluster.bootstrapServers;
    this.securityGroupId = securityGroup.id;
    this.topicArns = cluster.topicArns;
    this.registerOutputs({
      name: this.name,
      arn: this.arn,
      kind: this.kind,
      protocol: this.protocol,
      failureQueueArn: this.failureQueueArn,
      failureQueueUrl: this.failureQueueUrl,
      bootstrapServers: this.bootstrapServers,
      securityGroupId: this.securityGroupId,
      topicArns: this.topicArns,
    });
  }

  private createSecurityGroup(args: KafkaClusterArgs): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
      this.childName("security-group"),
      {
        region: args.region,
        vpcId: args.vpcId,
        description: "Kafka from the clients of the cluster",
        tags: this.childTags("security-group"),
      },
      this.childOptions(),
    );
    const iam = { from: KAFKA_IAM_PORT, to: KAFKA_IAM_PORT };
    for (const [client, groupId] of Object.entries(args.clientSecurityGroupIds)) {
      this.createIngress(`from-${client}`, { ...iam, description: `Kafka from ${client}`, groupId }, { args, group });
    }
    for (const [scraper, groupId] of Object.entries(scrapersOf(args))) {
      const rule = { ...KAFKA_SCRAPE_PORTS, description: `Prometheus from ${scraper}`, groupId };
      this.createIngress(`metrics-from-${scraper}`, rule, { args, group });
    }
    return group;
  }

  private createIngress(
    role: string,
    rule: IngressRule,
    { args, group }: { readonly args: KafkaClusterArgs; readonly group: aws.ec2.SecurityGroup },
  ): void {
    new aws.vpc.SecurityGroupIngressRule(
      this.childName(role),
      {
        region: args.region,
        securityGroupId: group.id,
        referencedSecurityGroupId: rule.groupId,
        description: rule.description,
        ipProtocol: "tcp",
        fromPort: rule.from,
        toPort: rule.to,
        tags: this.childTags(role),
      },
      this.childOptions(),
    );
  }

  private createCluster(args: KafkaClusterArgs, securityGroup: aws.ec2.SecurityGroup): CreatedCluster {
    switch (args.kind) {
      case "serverless":
        return this.createServerless(args, securityGroup);
      case "provisioned":
        return this.createBrokers(args, securityGroup);
    }
  }

  private createServerless(args: ServerlessKafkaArgs, securityGroup: aws.ec2.SecurityGroup): CreatedCluster {
    const cluster = new aws.msk.ServerlessCluster(
      this.childName("serverless"),
      {
        clusterName: args.clusterName,
        region: args.region,
        clientAuthentication: { sasl: { iam: { enabled: true } } },
        vpcConfigs: [{ subnetIds: subnetsOf(args), securityGroupIds: [securityGroup.id] }],
        tags: this.childTags("serverless"),
      },
      this.statefulOptions(args),
    );
    const { clusterName, arn, bootstrapBrokersSaslIam } = cluster;
    return { name: clusterName, arn, bootstrapServers: bootstrapBrokersSaslIam, topicArns: {} };
  }

  private createBrokers(args: ProvisionedKafkaArgs, securityGroup: aws.ec2.SecurityGroup): CreatedCluster {
    const plan = planProvisionedKafka(args);
    const configuration = this.createConfiguration(plan, args);
    const log = this.createLog(plan, args);
    const grows = plan.maxStorageGiB > plan.storageGiB;
    const cluster = new aws.msk.Cluster(
      this.childName("cluster"),
      {
        ...brokerShape(plan, {
          subnetIds: subnetsOf(args),
          securityGroupId: securityGroup.id,
          isScraped: Object.keys(scrapersOf(args)).length > 0,
        }),
        region: args.region,
        encryptionInfo: {
          encryptionAtRestKmsKeyArn: args.keyArn,
          encryptionInTransit: { clientBroker: "TLS", inCluster: true },
        },
        configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
        loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: log.name } } },
        tags: this.childTags("cluster"),
      },
      this.statefulOptions(args, grows ? { ignoreChanges: [GROWN_STORAGE] } : {}),
    );
    if (grows) {
      this.createStorageScaling(plan, args, cluster);
    }
    const topicArns = this.createTopics(plan, args, cluster);
    const { clusterName, arn, bootstrapBrokersSaslIam } = cluster;
    return { name: clusterName, arn, bootstrapServers: bootstrapBrokersSaslIam, topicArns };
  }

  private createConfiguration(plan: ProvisionedKafkaPlan, args: ProvisionedKafkaArgs): aws.msk.Configuration {
    return new aws.msk.Configuration(
      this.childName("configuration"),
      {
        region: args.region,
        description: `Properties of the brokers of ${plan.clusterName}`,
        serverProperties: plan.serverProperties,
      },
      this.childOptions(),
    );
  }

  private createLog(plan: ProvisionedKafkaPlan, args: ProvisionedKafkaArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      this.childName("broker-log"),
      {
        region: args.region,
        retentionInDays: plan.logRetentionDays,
        kmsKeyId: args.logKeyArn,
        tags: this.childTags("broker-log"),
      },
      this.childOptions(),
    );
  }

  private createStorageScaling(plan: ProvisionedKafkaPlan, args: ProvisionedKafkaArgs, cluster: aws.msk.Cluster): void {
    const storage = { ...BROKER_STORAGE, region: args.region, resourceId: cluster.arn };
    const target = new aws.appautoscaling.Target(
      this.childName("storage"),
      { ...storage, minCapacity: 1, maxCapacity: plan.maxStorageGiB, tags: this.childTags("storage") },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    new aws.appautoscaling.Policy(
      this.childName("storage-policy"),
      { ...storage, ...storageTracking(plan.storageTargetPercent) },
      this.childOptions({ dependsOn: [target] }),
    );
  }

  private createTopics(
    plan: ProvisionedKafkaPlan,
    args: ProvisionedKafkaArgs,
    cluster: aws.msk.Cluster,
  ): CreatedCluster["topicArns"] {
    const topics = Object.entries(plan.topics).map(([name, { partitions, configs }]) => {
      const topic = new aws.msk.Topic(
        this.childName(`topic-${name}`),
        {
          name,
          region: args.region,
          clusterArn: cluster.arn,
          partitionCount: partitions,
          replicationFactor: KAFKA_REPLICATION_FACTOR,
          configs: JSON.stringify(configs),
        },
        this.statefulOptions(args),
      );
      return [name, topic.arn] as const;
    });
    return Object.fromEntries(topics);
  }

  private createClusterPolicy(plan: KafkaSharedPlan, args: KafkaClusterArgs, clusterArn: pulumi.Output<string>): void {
    if (plan.isReplicated || plan.isFed) {
      const policy = clusterArn.apply((arn) => JSON.stringify(clusterPolicy(arn, plan)));
      new aws.msk.ClusterPolicy(
        this.childName("cluster-policy"),
        { region: args.region, clusterArn, policy },
        this.childOptions(),
      );
    }
  }

  private createAlarms(plan: KafkaSharedPlan, args: KafkaClusterArgs): void {
    const children = this.childFactory(args);
    for (const [role, alarm] of Object.entries(plan.alarms)) {
      createAlarm(children, { role, alarm, namespace: "AWS/Kafka", dimensions: alarm.dimensions }, args);
    }
  }

  private childFactory(args: KafkaClusterArgs): ChildFactory {
    return {
      name: (role) => this.childName(role),
      tags: (role) => this.childTags(role),
      options: () => this.childOptions(),
      statefulOptions: () => this.statefulOptions(args),
    };
  }

  /** Options of the children that hold data under an explicit name. */
  private statefulOptions(
    { protect }: KafkaClusterArgs,
    extra: pulumi.CustomResourceOptions = {},
  ): pulumi.CustomResourceOptions {
    const kept = protect ?? KAFKA_DEFAULTS.protect;
    return this.childOptions({ protect: kept, retainOnDelete: kept, deleteBeforeReplace: true, ...extra });
  }
}

/** A way into the cluster. */
interface IngressRule {
  readonly groupId: pulumi.Input<string>;
  readonly description: string;
  readonly from: number;
  readonly to: number;
}

/** What MSK changes by itself where storage grows. */
const GROWN_STORAGE = "brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize";
const BROKER_STORAGE = { serviceNamespace: "kafka", scalableDimension: "kafka:broker-storage:VolumeSize" } as const;

function checkKafka(name: string, args: KafkaClusterArgs): KafkaClusterArgs {
  const component = `Kafka cluster "${name}"`;
  return args.kind === "serverless"
    ? checkArgs<ServerlessKafkaArgs>(component, args, serverlessKafkaRefusals)
    : checkArgs<ProvisionedKafkaArgs>(component, args, provisionedKafkaRefusals);
}

/** The subnets in the order of their zones. */
function subnetsOf({ subnetIds }: KafkaClusterArgs): pulumi.Input<string>[] {
  return Object.entries(subnetIds)
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([, subnetId]) => subnetId);
}

function scrapersOf(args: KafkaClusterArgs): Readonly<Record<string, pulumi.Input<string>>> {
  return args.kind === "provisioned" ? (args.scraperSecurityGroupIds ?? {}) : {};
}
