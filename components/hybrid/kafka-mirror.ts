import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { KAFKA_IAM_PORT } from "../stream";
import { asRole } from "./address-ranges";
import { KAFKA_CONNECT_VERSION, planKafkaMirror } from "./kafka-mirror.plan";
import type { KafkaMirrorPlan, KafkaMirrorPlanArgs, PlannedConnector } from "./kafka-mirror.plan";
import { kafkaMirrorRefusals } from "./kafka-mirror.refusals";
import { mirrorPolicy } from "./mirror-rights";
import { ownServiceTrust } from "../core/trust";

/** The archive with the plugin of the workers. */
export interface MirrorPlugin {
  /** ARN of the bucket, in the mirror's region. */
  readonly bucketArn: pulumi.Input<string>;
  /** Key of the ZIP archive. */
  readonly fileKey: string;
  /** Version of the object, which makes a new archive a new plugin. */
  readonly objectVersion: string;
}

/** The cluster of the region that the mirror writes to. */
export interface MirrorTarget {
  /** ARN of the cluster. */
  readonly arn: pulumi.Input<string>;
  /** Brokers that are asked first, by IAM over TLS. */
  readonly bootstrapServers: pulumi.Input<string>;
  /** Id of the cluster's security group, which is opened for the workers. */
  readonly securityGroupId: pulumi.Input<string>;
}

/** Arguments of {@link KafkaMirror}. */
export interface KafkaMirrorArgs extends ComponentArgs, KafkaMirrorPlanArgs {
  /** ARN of the customer key that encrypts the secret. */
  readonly sourceSecretKeyArn: pulumi.Input<string>;
  /** The archive with the provider of secrets; MirrorMaker 2 is part of Kafka Connect. */
  readonly plugin: MirrorPlugin;
  /** The cluster of the region. */
  readonly target: MirrorTarget;
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Ids of the subnets of the workers, one by zone. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARN of the customer key that encrypts the log; it has to serve CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
}

/** What both connectors run with. */
interface Surroundings {
  readonly plugin: aws.mskconnect.CustomPlugin;
  readonly workers: aws.mskconnect.WorkerConfiguration;
  readonly role: aws.iam.Role;
  readonly grant: aws.iam.RolePolicy;
  readonly group: aws.ec2.SecurityGroup;
  readonly log: aws.cloudwatch.LogGroup;
}

const HTTPS = 443;

/**
 * Topics of a Kafka on premises mirrored into the region's cluster, by MirrorMaker 2 on MSK Connect.
 *
 * Creates:
 * - the connector that carries the records of the declared topics, which keep their names; where a consumer group is to
 *   move, the connector that keeps its offsets alike
 * - the plugin of the workers, from the given archive, and their configuration: passwords come from Secrets Manager
 * - the role of the workers, which may write to the declared topics, keep the notes of the mirror, and read one secret
 * - their security group, which reaches the brokers on premises, those of the region and AWS services inside the VPC;
 *   the way into the cluster's security group
 * - the log of the workers, encrypted by the customer key
 * - alarms: a task failed, none runs, nothing arrives
 *
 * Costs at defaults: unpriced. service-prices-us-east-1.json (2024-07-01) has no row for MSK Connect: two workers of one
 * unit each, and as many again where offsets are carried, are paid by the hour.
 *
 * Does not: create topics; write on premises; mirror the other way; carry what is personal into another residency
 * partition; measure how old the newest record is (see the README); build the plugin's archive.
 *
 * @example
 * new KafkaMirror("mirror", {
 *   mirrorName: "prod-eu-central-1-mirror",
 *   region: "eu-central-1",
 *   accountId: "111122223333",
 *   cidr: network.cidr,
 *   onPremisesCidrs: ["10.1.0.0/16"],
 *   residency: "eu",
 *   sourceResidency: "eu",
 *   sourceBrokers: ["kafka-1.erp.example.com:9094"],
 *   sourceSecretArn: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:premises/kafka-AbCdEf",
 *   sourceSecretKeyArn: key.keyArn,
 *   topics: { "erp-stock": { dataClass: "internal" } },
 *   plugin: { bucketArn: bucket.arn, fileKey: "config-providers.zip", objectVersion: "1" },
 *   target: { arn: kafka.arn, bootstrapServers: kafka.bootstrapServers, securityGroupId: kafka.securityGroupId },
 *   vpcId: network.vpcId,
 *   subnetIds: network.privateSubnetIds,
 *   logKeyArn: logKey.keyArn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class KafkaMirror extends Component {
  /** ARN of each connector, by what it carries. */
  readonly connectorArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Id of the workers' security group. */
  readonly securityGroupId: pulumi.Output<string>;

  readonly #args: KafkaMirrorArgs;

  constructor(name: string, args: KafkaMirrorArgs, opts?: pulumi.ComponentResourceOptions) {
    const component = `Kafka mirror "${name}"`;
    super("inventory:hybrid:KafkaMirror", name, checkArgs(component, args, kafkaMirrorRefusals), opts);
    this.#args = args;
    const plan = planKafkaMirror(args);
    const group = this.createSecurityGroup(plan);
    const surroundings = { ...this.createRole(plan), ...this.createWorkers(plan), group };
    const connectors = Object.entries(plan.connectors).map(
      ([kind, connector]) => [kind, this.createConnector(kind, connector, { plan, surroundings })] as const,
    );

    this.connectorArns = Object.fromEntries(connectors.map(([kind, { arn }]) => [kind, arn]));
    this.securityGroupId = group.id;
    this.registerOutputs({ connectorArns: this.connectorArns, securityGroupId: this.securityGroupId });
  }

  private createSecurityGroup(plan: KafkaMirrorPlan): aws.ec2.SecurityGroup {
    const { region, vpcId, cidr, target } = this.#args;
    const group = new aws.ec2.SecurityGroup(
      this.childName("security-group"),
      {
        region,
        vpcId,
        description: "Mirror from the brokers on premises to those of the region",
        tags: this.childTags("security-group"),
      },
      this.childOptions(),
    );
    for (const range of plan.sourceCidrs) {
      for (const port of plan.sourcePorts) {
        const role = `to-source-${asRole(range)}-${String(port)}`;
        this.createEgress(role, group, { description: `Kafka in ${range}`, cidrIpv4: range, port });
      }
    }
    this.createEgress("to-cluster", group, {
      description: "Kafka of the region",
      referencedSecurityGroupId: target.securityGroupId,
      port: KAFKA_IAM_PORT,
    });
    this.createEgress("to-services", group, { description: "Secrets Manager", cidrIpv4: cidr, port: HTTPS });
    new aws.vpc.SecurityGroupIngressRule(
      this.childName("into-cluster"),
      {
        region,
        securityGroupId: target.securityGroupId,
        referencedSecurityGroupId: group.id,
        description: "Mirror of the Kafka on premises",
        ipProtocol: "tcp",
        fromPort: KAFKA_IAM_PORT,
        toPort: KAFKA_IAM_PORT,
        tags: this.childTags("into-cluster"),
      },
      this.childOptions(),
    );
    return group;
  }

  private createEgress(role: string, { id }: aws.ec2.SecurityGroup, { port, ...to }: EgressChoice): void {
    new aws.vpc.SecurityGroupEgressRule(
      this.childName(role),
      {
        region: this.#args.region,
        securityGroupId: id,
        ...to,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags: this.childTags(role),
      },
      this.childOptions(),
    );
  }

  private createRole(plan: KafkaMirrorPlan): Pick<Surroundings, "role" | "grant"> {
    const { accountId, sourceSecretArn, sourceSecretKeyArn, target } = this.#args;
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        assumeRolePolicy: ownServiceTrust("kafkaconnect.amazonaws.com", accountId),
        tags: this.childTags("role"),
      },
      this.childOptions(),
    );
    const policy = pulumi
      .all([target.arn, sourceSecretKeyArn])
      .apply(([clusterArn, secretKeyArn]) =>
        JSON.stringify(mirrorPolicy({ ...plan, clusterArn, secretArn: sourceSecretArn, secretKeyArn })),
      );
    const grant = new aws.iam.RolePolicy(
      this.childName("role-policy"),
      { role: role.name, policy },
      this.childOptions(),
    );
    return { role, grant };
  }

  private createWorkers(plan: KafkaMirrorPlan): Pick<Surroundings, "plugin" | "workers" | "log"> {
    const { region, plugin: archive, logKeyArn } = this.#args;
    const plugin = new aws.mskconnect.CustomPlugin(
      this.childName("plugin"),
      {
        region,
        contentType: "ZIP",
        location: { s3: { ...archive } },
        description: `Provider of secrets of ${plan.mirrorName}`,
        tags: this.childTags("plugin"),
      },
      this.childOptions(),
    );
    const workers = new aws.mskconnect.WorkerConfiguration(
      this.childName("workers"),
      {
        region,
        propertiesFileContent: plan.workerProperties,
        description: `Workers of ${plan.mirrorName}`,
        tags: this.childTags("workers"),
      },
      this.childOptions(),
    );
    const log = new aws.cloudwatch.LogGroup(
      this.childName("log"),
      { region, retentionInDays: plan.logRetentionDays, kmsKeyId: logKeyArn, tags: this.childTags("log") },
      this.childOptions(),
    );
    return { plugin, workers, log };
  }

  private createConnector(
    kind: string,
    planned: PlannedConnector,
    { plan, surroundings }: { readonly plan: KafkaMirrorPlan; readonly surroundings: Surroundings },
  ): aws.mskconnect.Connector {
    const { region, target, subnetIds } = this.#args;
    const { plugin, workers, role, grant, group, log } = surroundings;
    const connector = new aws.mskconnect.Connector(
      this.childName(kind),
      {
        region,
        name: planned.connectorName,
        description: `Mirror of ${kind} from premises`,
        kafkaconnectVersion: KAFKA_CONNECT_VERSION,
        capacity: { provisionedCapacity: { workerCount: plan.workers, mcuCount: 1 } },
        connectorConfiguration: {
          ...planned.configuration,
          "target.cluster.bootstrap.servers": target.bootstrapServers,
        },
        kafkaCluster: {
          apacheKafkaCluster: {
            bootstrapServers: target.bootstrapServers,
            vpc: { securityGroups: [group.id], subnets: sortedSubnets(subnetIds) },
          },
        },
        kafkaClusterClientAuthentication: { authenticationType: "IAM" },
        kafkaClusterEncryptionInTransit: { encryptionType: "TLS" },
        plugins: [{ customPlugin: { arn: plugin.arn, revision: plugin.latestRevision } }],
        workerConfiguration: { arn: workers.arn, revision: workers.latestRevision },
        serviceExecutionRoleArn: role.arn,
        logDelivery: { workerLogDelivery: { cloudwatchLogs: { enabled: true, logGroup: log.name } } },
        tags: this.childTags(kind),
      },
      this.childOptions({ deleteBeforeReplace: true, dependsOn: [grant] }),
    );
    this.createAlarms(planned);
    return connector;
  }

  private createAlarms({ connectorName, alarms }: PlannedConnector): void {
    const { region, alarmTopicArns } = this.#args;
    for (const [role, alarm] of Object.entries(alarms)) {
      new aws.cloudwatch.MetricAlarm(
        this.childName(role),
        {
          region,
          ...alarm,
          dimensions: { ConnectorName: connectorName },
          alarmActions: [...alarmTopicArns],
          okActions: [...alarmTopicArns],
          tags: this.childTags(role),
        },
        this.childOptions(),
      );
    }
  }
}

/** A way out of the workers' security group. */
type EgressChoice = Pick<
  aws.vpc.SecurityGroupEgressRuleArgs,
  "cidrIpv4" | "referencedSecurityGroupId" | "description"
> & { readonly port: number };

function sortedSubnets(subnetIds: KafkaMirrorArgs["subnetIds"]): pulumi.Input<string>[] {
  return Object.entries(subnetIds)
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([, id]) => id);
}
