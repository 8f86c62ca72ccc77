import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import type { PlannedCacheAlarm } from "./cache-alarms";
import { CacheUsers } from "./cache-users";
import { CACHE_DEFAULTS, CACHE_PORT, planClusterCache, planServerlessCache } from "./cache.plan";
import type {
  ClusterCachePlan,
  ClusterCachePlanArgs,
  ServerlessCachePlan,
  ServerlessCachePlanArgs,
} from "./cache.plan";
import { cacheRefusals } from "./cache.refusals";

/** Arguments that a cache of either kind takes beside its shape. */
export interface CacheSurroundingArgs extends ComponentArgs {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Id of a subnet per zone, without a way to the internet. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Ids of the security groups that may reach the cache, by a name for each. */
  readonly clientSecurityGroupIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARN of the customer key, in the cache's region, that encrypts data, snapshots and secrets. */
  readonly keyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics, in the cache's region, that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Region of the cache and of everything beside it.
   *
   * @default - the provider's region
   */
  readonly region?: string;
  /**
   * Whether Pulumi keeps the cache and its secrets from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** Arguments of a {@link Cache} of nodes. */
export interface ClusterCacheArgs extends CacheSurroundingArgs, ClusterCachePlanArgs {
  /** ARN of the customer key, in the cache's region, that encrypts the logs; it has to serve CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
}

/** Arguments of a serverless {@link Cache}. */
export interface ServerlessCacheArgs extends CacheSurroundingArgs, ServerlessCachePlanArgs {}

/** Arguments of {@link Cache}. */
export type CacheArgs = ClusterCacheArgs | ServerlessCacheArgs;

/** Where a cache is and who it is for IAM. */
interface Endpoint {
  readonly address: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
}

/** What both kinds of cache are created with. */
interface Surroundings {
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly users: CacheUsers;
}

const ENGINE = "valkey";
const LOG_KINDS = ["slow-log", "engine-log"] as const;

/**
 * A Valkey cache in one region, of nodes in cluster mode or serverless, reached over TLS by named users of named
 * security groups.
 *
 * Creates:
 * - the cache over several zones: two shards of a writing node and a replica, with automatic failover, or a serverless
 *   one with limits; encrypted by the customer key at rest, TLS required, a snapshot every day kept for a week
 * - its users and their group, see {@link CacheUsers}; the user `default` is disabled
 * - its security group, which lets in the given groups and lets nothing out
 * - with nodes: subnet group, parameter group, log groups of the slow log and the engine log
 * - alarms: memory, evictions, load, and per shard replication lag; serverless: throttled commands
 *
 * Costs at defaults: 614.37 USD a month with nodes. eu-central-1, prices of 2025-04-24 (elasticache-prices-sample.json):
 * four nodes cache.r7g.large at 0.2104 USD an hour, 730 hours. In us-east-1 511.58 USD. Snapshots beyond the first
 * cost 0.085 USD per GB-month (us-east-1, 2024-07-01, service-prices-us-east-1.json). A serverless cache, the logs'
 * volume and the alarms are unpriced. The customer keys come on top.
 *
 * Does not: form a global datastore, so nothing leaves the region; scale by itself with nodes; rotate passwords; give
 * IAM principals the right to connect.
 *
 * @example
 * new Cache("availability", {
 *   kind: "cluster",
 *   cacheName: "prod-availability",
 *   users: { api: { access: "read", keyPattern: "stock:*" }, projector: { access: "write", keyPattern: "stock:*" } },
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
export class Cache extends Component {
  /** Which of the two it is. */
  readonly kind: CacheArgs["kind"];
  /** Host that clients connect to, over TLS; clients of a cluster learn the nodes from it. */
  readonly address: pulumi.Output<string>;
  /** Port that clients connect to. */
  readonly port: number;
  /** ARN of the cache, which `elasticache:Connect` is given on. */
  readonly arn: pulumi.Output<string>;
  /** Id of the cache's security group. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Name that each user logs in with. */
  readonly userNames: CacheUsers["userNames"];
  /** ARN of each user, which `elasticache:Connect` is given on as well. */
  readonly userArns: CacheUsers["userArns"];
  /** ARN of the secret of each user with a password. */
  readonly secretArns: CacheUsers["secretArns"];

  constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:cache:Cache", name, checkArgs<CacheArgs>(`cache "${name}"`, args, cacheRefusals), opts);
    const users = this.createUsers(args);
    const securityGroup = this.createSecurityGroup(args);
    const { address, arn } = this.createCache(args, { securityGroup, users });

    this.kind = args.kind;
    this.address = address;
    this.port = CACHE_PORT;
    this.arn = arn;
    this.securityGroupId = securityGroup.id;
    this.userNames = users.userNames;
    this.userArns = users.userArns;
    this.secretArns = users.secretArns;
    this.registerOutputs({
      kind: this.kind,
      address: this.address,
      port: this.port,
      arn: this.arn,
      securityGroupId: this.securityGroupId,
      userNames: this.userNames,
      userArns: this.userArns,
      secretArns: this.secretArns,
    });
  }

  private createUsers({ cacheName, users, keyArn, region, protect, tags }: CacheArgs): CacheUsers {
    const optional = {
      ...(region === undefined ? {} : { region }),
      ...(protect === undefined ? {} : { protect }),
    };
    return new CacheUsers(
      this.childName("users"),
      { cacheName, users, keyArn, ...optional, tags },
      this.childOptions(),
    );
  }

  private createSecurityGroup(args: CacheArgs): aws.ec2.SecurityGroup {
    const { region } = args;
    const securityGroup = new aws.ec2.SecurityGroup(
      this.childName("security-group"),
      {
        region,
        vpcId: args.vpcId,
        description: "Valkey from the clients of the cache",
        tags: this.childTags("security-group"),
      },
      this.childOptions(),
    );
    for (const [client, clientGroupId] of Object.entries(args.clientSecurityGroupIds)) {
      new aws.vpc.SecurityGroupIngressRule(
        this.childName(`from-${client}`),
        {
          region,
          securityGroupId: securityGroup.id,
          referencedSecurityGroupId: clientGroupId,
          description: `Valkey from ${client}`,
          ipProtocol: "tcp",
          fromPort: CACHE_PORT,
          toPort: args.kind === "serverless" ? CACHE_PORT + 1 : CACHE_PORT,
          tags: this.childTags(`from-${client}`),
        },
        this.childOptions(),
      );
    }
    return securityGroup;
  }

  private createCache(args: CacheArgs, surroundings: Surroundings): Endpoint {
    switch (args.kind) {
      case "cluster":
        return this.createCluster(args, surroundings);
      case "serverless":
        return this.createServerless(args, surroundings);
    }
  }

  private createCluster(args: ClusterCacheArgs, surroundings: Surroundings): Endpoint {
    const plan = planClusterCache(args);
    const subnetGroup = this.createSubnetGroup(args);
    const parameterGroup = this.createParameterGroup(plan, args);
    const logs = LOG_KINDS.map((kind) => this.createLog(kind, plan, args));
    const cluster = new aws.elasticache.ReplicationGroup(
      this.childName("cluster"),
      {
        ...clusterShape(plan),
        region: args.region,
        description: `Cache ${plan.cacheName}`,
        atRestEncryptionEnabled: true,
        kmsKeyId: args.keyArn,
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        userGroupIds: [surroundings.users.userGroupId],
        subnetGroupName: subnetGroup.name,
        securityGroupIds: [surroundings.securityGroup.id],
        parameterGroupName: parameterGroup.name,
        logDeliveryConfigurations: logs,
        tags: this.childTags("cluster"),
      },
      this.statefulOptions(args),
    );
    this.createAlarms(plan, args);
    return { address: cluster.configurationEndpointAddress, arn: cluster.arn };
  }

  private createSubnetGroup(args: ClusterCacheArgs): aws.elasticache.SubnetGroup {
    return new aws.elasticache.SubnetGroup(
      this.childName("subnets"),
      {
        region: args.region,
        description: `Subnets of the cache ${args.cacheName}`,
        subnetIds: Object.values(args.subnetIds),
        tags: this.childTags("subnets"),
      },
      this.childOptions(),
    );
  }

  private createParameterGroup(plan: ClusterCachePlan, args: ClusterCacheArgs): aws.elasticache.ParameterGroup {
    return new aws.elasticache.ParameterGroup(
      this.childName("parameters"),
      {
        region: args.region,
        family: plan.parameterFamily,
        description: `Parameters of the cache ${plan.cacheName}`,
        parameters: plan.parameters.map((parameter) => ({ ...parameter })),
        tags: this.childTags("parameters"),
      },
      this.childOptions(),
    );
  }

  private createLog(
    logType: (typeof LOG_KINDS)[number],
    plan: ClusterCachePlan,
    args: ClusterCacheArgs,
  ): aws.types.input.elasticache.ReplicationGroupLogDeliveryConfiguration {
    const group = new aws.cloudwatch.LogGroup(
      this.childName(logType),
      {
        region: args.region,
        retentionInDays: plan.logRetentionDays,
        kmsKeyId: args.logKeyArn,
        tags: this.childTags(logType),
      },
      this.childOptions(),
    );
    return { logType, logFormat: "json", destinationType: "cloudwatch-logs", destination: group.name };
  }

  private createServerless(args: ServerlessCacheArgs, { securityGroup, users }: Surroundings): Endpoint {
    const plan = planServerlessCache(args);
    const cache = new aws.elasticache.ServerlessCache(
      this.childName("serverless"),
      {
        name: plan.cacheName,
        region: args.region,
        description: `Cache ${plan.cacheName}`,
        engine: ENGINE,
        majorEngineVersion: plan.majorEngineVersion,
        cacheUsageLimits: {
          dataStorage: { maximum: plan.maxStorageGb, unit: "GB" },
          ecpuPerSeconds: [{ maximum: plan.maxEcpuPerSecond }],
        },
        dailySnapshotTime: plan.snapshotTime,
        snapshotRetentionLimit: plan.snapshotRetentionDays,
        kmsKeyId: args.keyArn,
        userGroupId: users.userGroupId,
        subnetIds: Object.values(args.subnetIds),
        securityGroupIds: [securityGroup.id],
        tags: this.childTags("serverless"),
      },
      this.statefulOptions(args),
    );
    this.createAlarms(plan, args);
    return { address: cache.endpoints.apply(addressOf), arn: cache.arn };
  }

  private createAlarms(plan: ClusterCachePlan | ServerlessCachePlan, args: CacheArgs): void {
    for (const [role, alarm] of Object.entries(plan.alarms)) {
      new aws.cloudwatch.MetricAlarm(
        this.childName(role),
        {
          region: args.region,
          alarmDescription: alarm.description,
          ...watched(alarm),
          evaluationPeriods: alarm.evaluationPeriods,
          datapointsToAlarm: alarm.datapointsToAlarm,
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          threshold: alarm.threshold,
          treatMissingData: "notBreaching",
          alarmActions: [...args.alarmTopicArns],
          okActions: [...args.alarmTopicArns],
          tags: this.childTags(role),
        },
        this.childOptions(),
      );
    }
  }

  private statefulOptions({ protect }: CacheArgs): pulumi.CustomResourceOptions {
    const kept = protect ?? CACHE_DEFAULTS.protect;
    return this.childOptions({ protect: kept, retainOnDelete: kept, deleteBeforeReplace: true });
  }
}

function clusterShape(plan: ClusterCachePlan): Omit<aws.elasticache.ReplicationGroupArgs, "description"> {
  return {
    replicationGroupId: plan.cacheName,
    engine: ENGINE,
    engineVersion: plan.engineVersion,
    autoMinorVersionUpgrade: true,
    nodeType: plan.nodeType,
    clusterMode: "enabled",
    numNodeGroups: plan.shards,
    replicasPerNodeGroup: plan.replicasPerShard,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    port: CACHE_PORT,
    snapshotRetentionLimit: plan.snapshotRetentionDays,
    snapshotWindow: plan.snapshotWindow,
    finalSnapshotIdentifier: plan.finalSnapshotName,
    maintenanceWindow: plan.maintenanceWindow,
  };
}

const METRIC = { namespace: "AWS/ElastiCache", period: 60 } as const;

/** The metric of the one thing there is, or of each node and the worst of them, which the alarm looks at. */
function watched({ metricName, statistic, dimensions }: PlannedCacheAlarm): aws.cloudwatch.MetricAlarmArgs {
  const [first, ...others] = dimensions;
  if (first !== undefined && others.length === 0) {
    const { namespace, period } = METRIC;
    return { namespace, metricName, dimensions: { ...first }, statistic, period };
  }
  const metrics = dimensions.map((node, index) => ({
    id: `m${index + 1}`,
    metric: { ...METRIC, metricName, dimensions: { ...node }, stat: statistic },
    returnData: false,
  }));
  const ids = metrics.map(({ id }) => id).join(", ");
  const worst = { id: "worst", label: metricName, expression: `MAX([${ids}])`, returnData: true };
  return { metricQueries: [...metrics, worst] };
}

function addressOf(endpoints: readonly { readonly address: string }[]): string {
  return endpoints[0]?.address ?? "";
}
