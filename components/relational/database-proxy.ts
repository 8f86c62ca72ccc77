import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TagValues } from "../../facts/tag-schema";
import { Component } from "../core";
import { connectArn, secretReadingPolicy } from "./access";
import { sortedByName } from "./sorted-by-name";
import { serviceTrust } from "../core/trust";

type ByName<T> = Readonly<Record<string, T>>;

/** What a {@link DatabaseProxy} needs; its cluster has checked it. */
export interface DatabaseProxyArgs {
  /** Tags of the proxy and of everything beside it. */
  readonly tags: TagValues;
  /** Physical name of the proxy: the cluster's identifier. */
  readonly proxyName: string;
  /** Identifier of the cluster behind it. */
  readonly clusterIdentifier: pulumi.Input<string>;
  /** What has to exist before the proxy can find the cluster: its instances. */
  readonly clusterInstances: readonly pulumi.Resource[];
  /** Port of that cluster. */
  readonly clusterPort: number;
  /** Id of that cluster's security group, which lets the proxy in. */
  readonly clusterSecurityGroupId: pulumi.Input<string>;
  /** Secrets of the database users that clients log in as, by user, in the proxy's region. */
  readonly users: ByName<pulumi.Input<string>>;
  /** ARN of the customer key that encrypts those secrets in the proxy's region. */
  readonly secretKeyArn: pulumi.Input<string>;
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnets of the proxy. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** Ids of the security groups whose members may connect, by client. */
  readonly clients: ByName<pulumi.Input<string>>;
  /** ARN of the customer key that encrypts the logs. */
  readonly logKeyArn: pulumi.Input<string>;
  /** How long logs are kept, in days. */
  readonly logRetentionDays: number;
  /**
   * Region of the proxy.
   *
   * @default - the provider's region
   */
  readonly region?: string | undefined;
}

/** Port that proxies of PostgreSQL listen on. */
export const PROXY_PORT = 5432;

/** How the proxy shares the cluster's connections. */
export const CONNECTION_POOL = {
  /** Share of the cluster's connections that the proxy may take; the rest is for operators. */
  maxConnectionsPercent: 90,
  /** Share that it keeps open while nobody uses it. */
  maxIdleConnectionsPercent: 50,
  /** Seconds that a client waits for a connection. */
  connectionBorrowTimeout: 30,
} as const;

/** Seconds after which a client that does nothing is disconnected. */
export const IDLE_CLIENT_SECONDS = 1_800;

/**
 * A proxy in front of a {@link RelationalCluster}, with an endpoint for the writer and one for the readers.
 *
 * Creates:
 * - the proxy: TLS and IAM authentication required; its default endpoint leads to the writer, and fails in front of a
 *   secondary
 * - the endpoint that leads to the readers
 * - the target group, and the cluster as its target
 * - the role that reads the users' secrets
 * - security groups' rules: clients to the proxy, the proxy to the cluster
 * - the log group, encrypted, with a retention
 *
 * Costs at defaults: unpriced: there is no price row for proxies, which AWS bills by the vCPU or ACU of the cluster.
 *
 * Does not: log statements; split reads from writes; know users whose secrets it is not given.
 *
 * @example
 * new DatabaseProxy("inventory-proxy", {
 *   proxyName: "prod-eu-central-1-inventory",
 *   clusterIdentifier: cluster.id,
 *   clusterInstances: [writer, reader],
 *   clusterPort: 5432,
 *   clusterSecurityGroupId: databaseGroup.id,
 *   users: { inventory: secret.arn },
 *   secretKeyArn: key.arn,
 *   vpcId: network.vpcId,
 *   subnetIds: Object.values(network.dataSubnetIds),
 *   clients: { service: serviceGroup.id },
 *   logKeyArn: key.arn,
 *   logRetentionDays: 90,
 *   tags,
 * });
 */
export class DatabaseProxy extends Component {
  /** ARN of the proxy. */
  readonly arn: pulumi.Output<string>;
  /** Host that leads to the writer. */
  readonly endpoint: pulumi.Output<string>;
  /** Host that leads to the readers. */
  readonly readOnlyEndpoint: pulumi.Output<string>;
  /** ARN by which an IAM policy lets a principal connect, by user. */
  readonly connectArns: ByName<pulumi.Output<string>>;

  constructor(name: string, args: DatabaseProxyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:relational:DatabaseProxy", name, { tags: args.tags }, opts);
    const logs = this.createLogGroup(args);
    const { role, policy } = this.createRole(args);
    const group = this.createSecurityGroup(args);
    const proxy = this.createProxy(args, { role, group, dependsOn: [logs, policy] });
    this.createTarget(args, proxy);
    const readOnly = this.createReadOnlyEndpoint(args, { proxy, group });

    this.arn = proxy.arn;
    this.endpoint = proxy.endpoint;
    this.readOnlyEndpoint = readOnly.endpoint;
    this.connectArns = Object.fromEntries(
      Object.keys(args.users).map((user) => [user, proxy.arn.apply((arn) => proxyConnectArn(arn, user))]),
    );
    this.registerOutputs({
      arn: this.arn,
      endpoint: this.endpoint,
      readOnlyEndpoint: this.readOnlyEndpoint,
      connectArns: this.connectArns,
    });
  }

  private createLogGroup(args: DatabaseProxyArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      this.childName("logs"),
      {
        name: `/aws/rds/proxy/${args.proxyName}`,
        region: args.region,
        kmsKeyId: args.logKeyArn,
        retentionInDays: args.logRetentionDays,
        tags: this.childTags("logs"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createRole(args: DatabaseProxyArgs): { role: aws.iam.Role; policy: aws.iam.RolePolicy } {
    const role = new aws.iam.Role(
      this.childName("role"),
      { assumeRolePolicy: serviceTrust("rds.amazonaws.com"), tags: this.childTags("role") },
      this.childOptions(),
    );
    const secrets = sortedByName(args.users).map(([, arn]) => arn);
    const document = pulumi
      .all([pulumi.all(secrets), args.secretKeyArn])
      .apply(([secretArns, keyArn]) => secretReadingPolicy(secretArns, keyArn));
    const policy = new aws.iam.RolePolicy(
      this.childName("read-users"),
      { role: role.name, policy: document },
      this.childOptions(),
    );
    return { role, policy };
  }

  private createSecurityGroup(args: DatabaseProxyArgs): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
      this.childName("group"),
      {
        description: `Proxy of ${args.proxyName}`,
        region: args.region,
        vpcId: args.vpcId,
        tags: this.childTags("group"),
      },
      this.childOptions(),
    );
    for (const [client, groupId] of sortedByName(args.clients)) {
      this.createIngress(`from-${client}`, { region: args.region, to: group.id, from: groupId, port: PROXY_PORT });
    }
    const port = args.clusterPort;
    this.createIngress("to-cluster", { region: args.region, to: args.clusterSecurityGroupId, from: group.id, port });
    new aws.vpc.SecurityGroupEgressRule(
      this.childName("egress"),
      {
        region: args.region,
        securityGroupId: group.id,
        referencedSecurityGroupId: args.clusterSecurityGroupId,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        description: "To the cluster",
        tags: this.childTags("egress"),
      },
      this.childOptions(),
    );
    return group;
  }

  private createIngress(role: string, { region, to, from, port }: Ingress): void {
    new aws.vpc.SecurityGroupIngressRule(
      this.childName(role),
      {
        region,
        securityGroupId: to,
        referencedSecurityGroupId: from,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags: this.childTags(role),
      },
      this.childOptions(),
    );
  }

  private createProxy(args: DatabaseProxyArgs, { role, group, dependsOn }: ProxyNeeds): aws.rds.Proxy {
    return new aws.rds.Proxy(
      this.childName("proxy"),
      {
        name: args.proxyName,
        region: args.region,
        engineFamily: "POSTGRESQL",
        requireTls: true,
        debugLogging: false,
        idleClientTimeout: IDLE_CLIENT_SECONDS,
        roleArn: role.arn,
        auths: sortedByName(args.users).map(([user, secretArn]) => ({
          authScheme: "SECRETS",
          iamAuth: "REQUIRED",
          clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
          description: `Database user ${user}`,
          secretArn,
        })),
        vpcSubnetIds: [...args.subnetIds],
        vpcSecurityGroupIds: [group.id],
        tags: this.childTags("proxy"),
      },
      this.childOptions({ deleteBeforeReplace: true, dependsOn }),
    );
  }

  private createTarget(args: DatabaseProxyArgs, proxy: aws.rds.Proxy): void {
    const { region, clusterIdentifier, clusterInstances } = args;
    const group = new aws.rds.ProxyDefaultTargetGroup(
      this.childName("target-group"),
      { region, dbProxyName: proxy.name, connectionPoolConfig: { ...CONNECTION_POOL } },
      this.childOptions(),
    );
    new aws.rds.ProxyTarget(
      this.childName("target"),
      { region, dbProxyName: proxy.name, targetGroupName: group.name, dbClusterIdentifier: clusterIdentifier },
      this.childOptions({ dependsOn: [...clusterInstances] }),
    );
  }

  private createReadOnlyEndpoint(
    args: DatabaseProxyArgs,
    { proxy, group }: { readonly proxy: aws.rds.Proxy; readonly group: aws.ec2.SecurityGroup },
  ): aws.rds.ProxyEndpoint {
    return new aws.rds.ProxyEndpoint(
      this.childName("read-only"),
      {
        dbProxyEndpointName: `${args.proxyName}-read-only`,
        dbProxyName: proxy.name,
        region: args.region,
        targetRole: "READ_ONLY",
        vpcSubnetIds: [...args.subnetIds],
        vpcSecurityGroupIds: [group.id],
        tags: this.childTags("read-only"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }
}

/** What the proxy needs beside its arguments. */
interface ProxyNeeds {
  readonly role: aws.iam.Role;
  readonly group: aws.ec2.SecurityGroup;
  readonly dependsOn: pulumi.Resource[];
}

/** A way from one security group into another. */
interface Ingress {
  readonly region: string | undefined;
  readonly to: pulumi.Input<string>;
  readonly from: pulumi.Input<string>;
  readonly port: number;
}

function proxyConnectArn(arn: string, user: string): string {
  return connectArn(arn, arn.slice(arn.lastIndexOf(":") + 1), user);
}
