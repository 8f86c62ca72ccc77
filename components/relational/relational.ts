import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { monitoringPolicyArn } from "./access";
import { connectArns, iamUsersOf } from "./connect-arns";
import { DatabaseExport, type ExportDestination } from "./database-export";
import { DatabaseProxy } from "./database-proxy";
import type { CurrentRole, RelationalPlanArgs } from "./relational.choices";
import {
  alarmInputs,
  clusterInputs,
  instanceInputs,
  READER_COUNT,
  readerTracking,
  statefulOptions,
} from "./relational.inputs";
import type { ClusterNeeds } from "./relational.inputs";
import { planRelational, type RelationalPlan } from "./relational.plan";
import { regionOf, relationalRefusals } from "./relational.refusals";
import { sortedByName } from "./sorted-by-name";
import { serviceTrust } from "../core/trust";

type ByName<T> = Readonly<Record<string, T>>;

/** Arguments of {@link RelationalCluster}. */
export interface RelationalClusterArgs extends ComponentArgs, RelationalPlanArgs {
  /** ARN of the customer key, in the cluster's region, that encrypts storage, backups and performance data. */
  readonly keyArn: pulumi.Input<string>;
  /** ARN of the customer key, in the cluster's region, that encrypts the logs; it has to serve CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Isolated subnets for stores, by zone; at least two zones. */
  readonly subnetIds: ByName<pulumi.Input<string>>;
  /** Ids of the security groups whose members may connect, by client. */
  readonly clients: ByName<pulumi.Input<string>>;
  /** ARNs of the SNS topics, in the cluster's region, that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Identifier of the global database that the cluster is a member of.
   *
   * @default - none; the cluster stands alone
   */
  readonly globalClusterIdentifier?: pulumi.Input<string>;
  /**
   * Password that the database is created with; only its first cluster has it, and it is never changed here.
   *
   * @default - none; an initial secondary takes its users from the primary
   */
  readonly masterPassword?: pulumi.Input<string>;
  /**
   * ARNs of the secrets, in the cluster's region, of the database users that clients of the proxy log in as, by user.
   *
   * @default - none; a proxy needs one at least
   */
  readonly proxyUsers?: ByName<pulumi.Input<string>>;
  /**
   * Users whose ARNs `connectArns` gives beside those of the proxy: they log in to the cluster by IAM.
   *
   * @default - none
   */
  readonly iamUsers?: readonly string[];
  /**
   * ARN of the customer key that encrypts those secrets in the cluster's region.
   *
   * @default - keyArn
   */
  readonly secretKeyArn?: pulumi.Input<string>;
  /**
   * Where the database may write exports to.
   *
   * @default - the database exports nothing, and its security group lets nothing out
   */
  readonly exportTo?: ExportDestination;
  /**
   * Region of the cluster and of everything beside it.
   *
   * @default - the provider's region
   */
  readonly region?: string;
  /**
   * Whether the cluster and its instances are kept from deletion: by Pulumi, and by RDS.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * An Aurora PostgreSQL cluster of one region, alone or as member of a global database, with its proxy and alarms.
 *
 * Creates:
 * - the cluster: encrypted by the customer key, restorable for 14 days, TLS forced, IAM authentication, a final snapshot
 * - an instance in each of two zones, any of which can be the writer, with performance data and enhanced monitoring
 * - parameter groups of the cluster and of its instances, from tables
 * - the subnet group, and the security group, which lets in the given security groups and the proxy alone
 * - the log group of the engine's log, encrypted, with a retention
 * - the proxy (see DatabaseProxy)
 * - alarms: CPU or capacity, free memory, connections, deadlocks; replication lag for a member of a global database
 * - on request: readers that scale, the role and the way out for exports
 *
 * Costs at defaults: 402.96 USD a month. us-east-1, prices of 2026-03-28 (aurora-prices-us-east-1.json): two instances
 * of db.r7g.large at 0.276 USD an hour; 0.10 USD per GB-month of storage and 0.20 USD per million requests to it.
 * Serverless at a minimum of 0.5 ACU: 87.60 USD, at 0.12 USD per ACU hour. The proxy and the alarms are unpriced:
 * there is no price row for them. 0.50 USD per GB of logs; customer keys come on top.
 *
 * Does not: switch roles (a runbook does); forward writes from a secondary, where writing fails; rotate passwords;
 * create database users or schemas; copy backups into a vault; upgrade a member, which its GlobalDatabase does.
 *
 * @example
 * new RelationalCluster("inventory", {
 *   clusterIdentifier: "prod-eu-central-1-inventory",
 *   databaseName: "inventory",
 *   engineVersion: "17.9",
 *   masterPassword: owner.password,
 *   keyArn: key.arn,
 *   logKeyArn: logKey.arn,
 *   vpcId: network.vpcId,
 *   subnetIds: network.dataSubnetIds,
 *   clients: { service: serviceGroup.id },
 *   proxyUsers: { inventory: inventorySecretArn },
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class RelationalCluster extends Component {
  /** Identifier of the cluster. */
  readonly clusterIdentifier: pulumi.Output<string>;
  /** ARN of the cluster. */
  readonly arn: pulumi.Output<string>;
  /** Name of the database. */
  readonly databaseName: string;
  /** Port of the cluster; that of the proxy is 5432. */
  readonly port: number;
  /** What the cluster does now. */
  readonly role: CurrentRole | "alone";
  /** Host of the cluster's writer; without one while the cluster is a secondary. */
  readonly endpoint: pulumi.Output<string>;
  /** Host of the cluster's readers. */
  readonly readerEndpoint: pulumi.Output<string>;
  /** Host of the proxy that leads to the writer; a secondary's fails. `undefined` without a proxy. */
  readonly proxyEndpoint: pulumi.Output<string> | undefined;
  /** Host of the proxy that leads to the readers. `undefined` without a proxy. */
  readonly proxyReadOnlyEndpoint: pulumi.Output<string> | undefined;
  /** ARNs by which an IAM policy lets a principal connect, by user: past the proxy, and through it. */
  readonly connectArns: ByName<readonly pulumi.Output<string>[]>;
  /** ARN of the role that writes exports, which the archive has to admit. `undefined` without exports. */
  readonly exportRoleArn: pulumi.Output<string> | undefined;
  /** Id of the cluster's security group. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: RelationalClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      "inventory:relational:RelationalCluster",
      name,
      checkArgs(`relational "${name}"`, args, relationalRefusals),
      opts,
    );
    const plan = planRelational(args);
    const logs = this.createLogGroup(plan, args);
    const group = this.createSecurityGroup(plan, args);
    const needs = { ...this.createGroups(plan, args), securityGroupId: group.id };
    const cluster = this.createCluster(plan, args, { ...needs, logs });
    const instances = this.createInstances(plan, args, { ...needs, cluster });
    this.createReaderScaling(plan, args, cluster);
    const exports = this.createExport(args, { cluster, group });
    const proxy = this.createProxy(plan, args, { cluster, group, instances });
    this.createAlarms(plan, args, cluster);

    this.clusterIdentifier = cluster.clusterIdentifier;
    this.arn = cluster.arn;
    this.databaseName = args.databaseName;
    this.port = plan.port;
    this.role = plan.currentRole;
    this.endpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.proxyEndpoint = proxy?.endpoint;
    this.proxyReadOnlyEndpoint = proxy?.readOnlyEndpoint;
    this.connectArns = connectArns(iamUsersOf(args), cluster, proxy?.connectArns);
    this.exportRoleArn = exports?.roleArn;
    this.securityGroupId = group.id;
    this.registerOutputs({
      clusterIdentifier: this.clusterIdentifier,
      arn: this.arn,
      databaseName: this.databaseName,
      port: this.port,
      role: this.role,
      endpoint: this.endpoint,
      readerEndpoint: this.readerEndpoint,
      proxyEndpoint: this.proxyEndpoint,
      proxyReadOnlyEndpoint: this.proxyReadOnlyEndpoint,
      connectArns: this.connectArns,
      exportRoleArn: this.exportRoleArn,
      securityGroupId: this.securityGroupId,
    });
  }

  private createLogGroup(plan: RelationalPlan, args: RelationalClusterArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      this.childName("logs"),
      {
        name: plan.logGroupName,
        region: args.region,
        kmsKeyId: args.logKeyArn,
        retentionInDays: plan.logRetentionDays,
        tags: this.childTags("logs"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createSecurityGroup(plan: RelationalPlan, { region, ...args }: RelationalClusterArgs): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
      this.childName("group"),
      { description: `Database ${plan.clusterIdentifier}`, region, vpcId: args.vpcId, tags: this.childTags("group") },
      this.childOptions(),
    );
    for (const [client, clientGroupId] of sortedByName(args.clients)) {
      new aws.vpc.SecurityGroupIngressRule(
        this.childName(`from-${client}`),
        {
          region,
          securityGroupId: group.id,
          referencedSecurityGroupId: clientGroupId,
          ipProtocol: "tcp",
          fromPort: plan.port,
          toPort: plan.port,
          tags: this.childTags(`from-${client}`),
        },
        this.childOptions(),
      );
    }
    return group;
  }

  private createGroups(plan: RelationalPlan, { region, subnetIds }: RelationalClusterArgs): Groups {
    const common = { family: plan.family, region, description: `Database ${plan.clusterIdentifier}` };
    const subnets = new aws.rds.SubnetGroup(
      this.childName("subnets"),
      {
        description: common.description,
        region,
        subnetIds: sortedByName(subnetIds).map(([, id]) => id),
        tags: this.childTags("subnets"),
      },
      this.childOptions(),
    );
    const parameters = new aws.rds.ClusterParameterGroup(
      this.childName("parameters"),
      { ...common, parameters: [...plan.clusterParameters], tags: this.childTags("parameters") },
      this.childOptions(),
    );
    const instanceParameters = new aws.rds.ParameterGroup(
      this.childName("instance-parameters"),
      { ...common, parameters: [...plan.instanceParameters], tags: this.childTags("instance-parameters") },
      this.childOptions(),
    );
    return {
      subnetGroupName: subnets.name,
      parameterGroupName: parameters.name,
      instanceParameterGroupName: instanceParameters.name,
    };
  }

  private createCluster(
    plan: RelationalPlan,
    args: RelationalClusterArgs,
    { logs, ...needs }: ClusterNeeds & { readonly logs: pulumi.Resource },
  ): aws.rds.Cluster {
    return new aws.rds.Cluster(
      this.childName("cluster"),
      { ...clusterInputs(plan, args, needs), tags: this.childTags("cluster") },
      this.childOptions({
        ...statefulOptions(args),
        dependsOn: [logs],
        ignoreChanges: [...plan.ignoreChanges],
      }),
    );
  }

  private createInstances(
    plan: RelationalPlan,
    args: RelationalClusterArgs,
    { cluster, ...groups }: Groups & { readonly cluster: aws.rds.Cluster },
  ): aws.rds.ClusterInstance[] {
    const monitoring = this.createMonitoring(plan, args);
    return Object.entries(plan.instances).map(
      ([letter, instance]) =>
        new aws.rds.ClusterInstance(
          this.childName(`instance-${letter}`),
          {
            ...instanceInputs(plan, args, instance),
            clusterIdentifier: cluster.id,
            dbParameterGroupName: groups.instanceParameterGroupName,
            ...(monitoring === undefined ? {} : { monitoringRoleArn: monitoring.role.arn }),
            tags: this.childTags(`instance-${letter}`),
          },
          this.childOptions({
            ...statefulOptions(args),
            dependsOn: monitoring === undefined ? [] : [monitoring.grant],
          }),
        ),
    );
  }

  private createMonitoring(
    { monitoringIntervalSeconds }: RelationalPlan,
    { subnetIds }: RelationalClusterArgs,
  ): Monitoring | undefined {
    const region = regionOf(subnetIds);
    if (monitoringIntervalSeconds === 0 || region === undefined) {
      return undefined;
    }
    const role = new aws.iam.Role(
      this.childName("monitoring"),
      { assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com"), tags: this.childTags("monitoring") },
      this.childOptions(),
    );
    const grant = new aws.iam.RolePolicyAttachment(
      this.childName("monitoring-policy"),
      { role: role.name, policyArn: monitoringPolicyArn(region) },
      this.childOptions(),
    );
    return { role, grant };
  }

  private createReaderScaling(plan: RelationalPlan, { region }: RelationalClusterArgs, cluster: aws.rds.Cluster): void {
    if (plan.readerScaling === undefined) {
      return;
    }
    const { minimum, maximum, targetCpuPercent } = plan.readerScaling;
    const count = { ...READER_COUNT, region, resourceId: pulumi.interpolate`cluster:${cluster.clusterIdentifier}` };
    const target = new aws.appautoscaling.Target(
      this.childName("readers"),
      { ...count, minCapacity: minimum, maxCapacity: maximum, tags: this.childTags("readers") },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    new aws.appautoscaling.Policy(
      this.childName("readers-policy"),
      {
        ...count,
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: readerTracking(targetCpuPercent),
      },
      this.childOptions({ dependsOn: [target] }),
    );
  }

  private createExport(
    { exportTo, tags, region }: RelationalClusterArgs,
    { cluster, group }: Pick<ProxiedCluster, "cluster" | "group">,
  ): DatabaseExport | undefined {
    const needs = { tags, region, cluster, securityGroupId: group.id };
    return exportTo === undefined
      ? undefined
      : new DatabaseExport(this.childName("export"), { ...exportTo, ...needs }, { parent: this });
  }

  private createProxy(
    plan: RelationalPlan,
    args: RelationalClusterArgs,
    { cluster, group, instances }: ProxiedCluster,
  ): DatabaseProxy | undefined {
    if (!plan.proxy) {
      return undefined;
    }
    return new DatabaseProxy(
      this.childName("proxy"),
      {
        tags: args.tags,
        proxyName: plan.clusterIdentifier,
        clusterIdentifier: cluster.clusterIdentifier,
        clusterInstances: instances,
        clusterPort: plan.port,
        clusterSecurityGroupId: group.id,
        users: args.proxyUsers ?? {},
        secretKeyArn: args.secretKeyArn ?? args.keyArn,
        vpcId: args.vpcId,
        subnetIds: sortedByName(args.subnetIds).map(([, id]) => id),
        clients: args.clients,
        logKeyArn: args.logKeyArn,
        logRetentionDays: plan.logRetentionDays,
        region: args.region,
      },
      { parent: this },
    );
  }

  private createAlarms(plan: RelationalPlan, args: RelationalClusterArgs, cluster: aws.rds.Cluster): void {
    for (const [role, alarm] of Object.entries(plan.alarms)) {
      new aws.cloudwatch.MetricAlarm(
        this.childName(role),
        { ...alarmInputs(alarm, args, cluster.clusterIdentifier), tags: this.childTags(role) },
        this.childOptions(),
      );
    }
  }
}

/** Groups that the cluster and its instances are made with. */
interface Groups extends Omit<ClusterNeeds, "securityGroupId"> {
  readonly instanceParameterGroupName: pulumi.Output<string>;
}

/** What the proxy and the exports are put in front of. */
interface ProxiedCluster {
  readonly cluster: aws.rds.Cluster;
  readonly group: aws.ec2.SecurityGroup;
  readonly instances: pulumi.Resource[];
}

/** The role of enhanced monitoring, and what it is allowed by. */
interface Monitoring {
  readonly role: aws.iam.Role;
  readonly grant: pulumi.Resource;
}
