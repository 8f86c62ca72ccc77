import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { asRole } from "./address-ranges";
import {
  CAPTURE_ALARMS,
  planChangeCapture,
  type ChangeCapturePlan,
  type ChangeCapturePlanArgs,
} from "./change-capture.plan";
import { changeCaptureRefusals } from "./change-capture.refusals";
import { secretReaderPolicy } from "./secret-reader";
import { ownServiceTrust } from "../core/trust";

/** Who logs in to a database, and how its certificate is checked. */
export interface DatabaseLogin {
  /** ARN of the secret with `host`, `port`, `username` and `password`. */
  readonly secretArn: pulumi.Input<string>;
  /** ARN of the customer key that encrypts the secret. */
  readonly secretKeyArn: pulumi.Input<string>;
  /** ARN of the certificate in DMS of the authority that signed the database's. */
  readonly certificateArn: pulumi.Input<string>;
}

/** Arguments of {@link ChangeCapture}. */
export interface ChangeCaptureArgs extends ComponentArgs, ChangeCapturePlanArgs {
  /** Who reads the source. */
  readonly sourceLogin: DatabaseLogin;
  /** Who writes to the target. */
  readonly targetLogin: DatabaseLogin;
  /** Id of the target's security group, which is opened for the instance. */
  readonly targetSecurityGroupId: pulumi.Input<string>;
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Ids of the subnets of the instance and its standby, one by zone. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARN of the customer key that encrypts the instance's disk and what DMS keeps of the endpoints. */
  readonly keyArn: pulumi.Input<string>;
  /** ARN of the customer key that encrypts the log; it has to serve CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Whether Pulumi keeps the instance and the task, which know how far they have read, from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

interface Endpoints {
  readonly source: aws.dms.Endpoint;
  readonly target: aws.dms.Endpoint;
}

const HTTPS = 443;

/**
 * Change capture from a system of record on premises into the anchor of a region, by AWS DMS: a full load of the
 * declared tables, then every change, each row compared with the source.
 *
 * Creates:
 * - the replication instance in two zones, its disk encrypted by the customer key, without an address on the internet;
 *   its subnet group; its security group, which reaches the source, the target and AWS services inside the VPC and
 *   nothing else; the way into the target's security group
 * - the endpoints of source and target: logins from Secrets Manager, TLS with a checked certificate
 * - the role by which DMS reads the two secrets and no others
 * - the task: the declared tables, renamed for the target, without the columns that stay on premises; validation on
 * - the log group of the task, encrypted by the customer key
 * - alarms: source behind, target behind, validation failed, stopped; silent where the task is to wait
 *
 * Costs at defaults: unpriced. service-prices-us-east-1.json (2024-07-01) has no row for dms.r6i: the instance and its
 * standby are paid by the hour, their disks by the GB.
 *
 * Does not: create tables, keys or indexes of the target; capture changes of the tables' shape; create the roles
 * `dms-vpc-role` and `dms-cloudwatch-logs-role`, which an account has once; write back to the source; turn on the
 * source's log of changes; carry what it had read to another region (see the README).
 *
 * @example
 * new ChangeCapture("erp", {
 *   captureName: "prod-eu-central-1-erp",
 *   region: "eu-central-1",
 *   accountId: "111122223333",
 *   cidr: network.cidr,
 *   onPremisesCidrs: ["10.1.0.0/16"],
 *   source: { engine: "oracle", databaseName: "ERP", port: 2484 },
 *   sourceLogin,
 *   target: { databaseName: "inventory" },
 *   targetLogin,
 *   targetSecurityGroupId: database.securityGroupId,
 *   tables: [{ schema: "MM", table: "STOCK", targetSchema: "erp" }],
 *   vpcId: network.vpcId,
 *   subnetIds: network.dataSubnetIds,
 *   keyArn: key.keyArn,
 *   logKeyArn: logKey.keyArn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class ChangeCapture extends Component {
  /** ARN of the task. */
  readonly taskArn: pulumi.Output<string>;
  /** ARN of the instance. */
  readonly instanceArn: pulumi.Output<string>;
  /** Id of the instance's security group. */
  readonly securityGroupId: pulumi.Output<string>;

  readonly #args: ChangeCaptureArgs;

  constructor(name: string, args: ChangeCaptureArgs, opts?: pulumi.ComponentResourceOptions) {
    const component = `change capture "${name}"`;
    super("inventory:hybrid:ChangeCapture", name, checkArgs(component, args, changeCaptureRefusals), opts);
    this.#args = args;
    const plan = planChangeCapture(args);
    const securityGroup = this.createSecurityGroup(plan);
    const log = this.createLog(plan);
    const instance = this.createInstance(plan, securityGroup);
    const endpoints = this.createEndpoints(plan);
    const task = this.createTask(plan, { instance, endpoints, log });
    this.createAlarms(plan);

    this.taskArn = task.replicationTaskArn;
    this.instanceArn = instance.replicationInstanceArn;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({
      taskArn: this.taskArn,
      instanceArn: this.instanceArn,
      securityGroupId: this.securityGroupId,
    });
  }

  private createSecurityGroup(plan: ChangeCapturePlan): aws.ec2.SecurityGroup {
    const { region, vpcId, cidr, targetSecurityGroupId } = this.#args;
    const group = new aws.ec2.SecurityGroup(
      this.childName("security-group"),
      {
        region,
        vpcId,
        description: "Change capture to the source, the target and AWS services",
        tags: this.childTags("security-group"),
      },
      this.childOptions(),
    );
    for (const range of plan.sourceCidrs) {
      const description = `Changes of the source in ${range}`;
      this.createEgress(`to-source-${asRole(range)}`, group, { description, cidrIpv4: range, port: plan.source.port });
    }
    const { port } = plan.target;
    this.createEgress("to-target", group, {
      description: "Changes to the target",
      referencedSecurityGroupId: targetSecurityGroupId,
      port,
    });
    this.createEgress("to-services", group, { description: "Secrets Manager", cidrIpv4: cidr, port: HTTPS });
    new aws.vpc.SecurityGroupIngressRule(
      this.childName("into-target"),
      {
        region,
        securityGroupId: targetSecurityGroupId,
        referencedSecurityGroupId: group.id,
        description: "Changes of the source on premises",
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags: this.childTags("into-target"),
      },
      this.childOptions(),
    );
    return group;
  }

  private createEgress(
    role: string,
    { id }: aws.ec2.SecurityGroup,
    {
      port,
      ...to
    }: Pick<aws.vpc.SecurityGroupEgressRuleArgs, "cidrIpv4" | "referencedSecurityGroupId" | "description"> & {
      readonly port: number;
    },
  ): void {
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

  private createLog(plan: ChangeCapturePlan): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      this.childName("task-log"),
      {
        region: this.#args.region,
        name: plan.logGroupName,
        retentionInDays: plan.logRetentionDays,
        kmsKeyId: this.#args.logKeyArn,
        tags: this.childTags("task-log"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createInstance(plan: ChangeCapturePlan, group: aws.ec2.SecurityGroup): aws.dms.ReplicationInstance {
    const { region, subnetIds, keyArn } = this.#args;
    const subnets = new aws.dms.ReplicationSubnetGroup(
      this.childName("subnets"),
      {
        region,
        replicationSubnetGroupId: plan.captureName,
        replicationSubnetGroupDescription: `Subnets of ${plan.captureName}`,
        subnetIds: Object.entries(subnetIds)
          .toSorted(([left], [right]) => left.localeCompare(right))
          .map(([, id]) => id),
        tags: this.childTags("subnets"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    return new aws.dms.ReplicationInstance(
      this.childName("instance"),
      {
        region,
        replicationInstanceId: plan.captureName,
        replicationInstanceClass: plan.instanceClass,
        allocatedStorage: plan.storageGiB,
        multiAz: true,
        publiclyAccessible: false,
        autoMinorVersionUpgrade: true,
        allowMajorVersionUpgrade: false,
        applyImmediately: false,
        kmsKeyArn: keyArn,
        replicationSubnetGroupId: subnets.replicationSubnetGroupId,
        vpcSecurityGroupIds: [group.id],
        tags: this.childTags("instance"),
      },
      this.statefulOptions(),
    );
  }

  private createEndpoints(plan: ChangeCapturePlan): Endpoints {
    const { accountId, region, sourceLogin, targetLogin } = this.#args;
    const role = new aws.iam.Role(
      this.childName("secret-reader"),
      {
        assumeRolePolicy: ownServiceTrust(`dms.${region}.amazonaws.com`, accountId),
        tags: this.childTags("secret-reader"),
      },
      this.childOptions(),
    );
    const logins = [sourceLogin, targetLogin];
    const policy = pulumi
      .all([logins.map(({ secretArn }) => secretArn), logins.map(({ secretKeyArn }) => secretKeyArn)])
      .apply(([secrets, keys]) => JSON.stringify(secretReaderPolicy(secrets, keys)));
    const grant = new aws.iam.RolePolicy(
      this.childName("secret-reader-policy"),
      { role: role.name, policy },
      this.childOptions(),
    );
    const reader = { role, grant };
    const { source, target } = plan;
    return {
      source: this.createEndpoint("source", { ...source, engineName: source.engine, login: sourceLogin }, reader),
      target: this.createEndpoint(
        "target",
        { ...target, engineName: "aurora-postgresql", sslMode: "verify-full", login: targetLogin },
        reader,
      ),
    };
  }

  private createEndpoint(
    endpointType: "source" | "target",
    { engineName, databaseName, sslMode, login }: EndpointChoice,
    { role, grant }: { readonly role: aws.iam.Role; readonly grant: aws.iam.RolePolicy },
  ): aws.dms.Endpoint {
    return new aws.dms.Endpoint(
      this.childName(endpointType),
      {
        region: this.#args.region,
        endpointId: `${this.#args.captureName}-${endpointType}`,
        endpointType,
        engineName,
        databaseName,
        sslMode,
        certificateArn: login.certificateArn,
        secretsManagerArn: login.secretArn,
        secretsManagerAccessRoleArn: role.arn,
        kmsKeyArn: this.#args.keyArn,
        tags: this.childTags(endpointType),
      },
      this.childOptions({ deleteBeforeReplace: true, dependsOn: [grant] }),
    );
  }

  private createTask(
    plan: ChangeCapturePlan,
    {
      instance,
      endpoints,
      log,
    }: {
      readonly instance: aws.dms.ReplicationInstance;
      readonly endpoints: Endpoints;
      readonly log: aws.cloudwatch.LogGroup;
    },
  ): aws.dms.ReplicationTask {
    return new aws.dms.ReplicationTask(
      this.childName("task"),
      {
        region: this.#args.region,
        replicationTaskId: plan.captureName,
        resourceIdentifier: plan.taskIdentifier,
        migrationType: "full-load-and-cdc",
        replicationInstanceArn: instance.replicationInstanceArn,
        sourceEndpointArn: endpoints.source.endpointArn,
        targetEndpointArn: endpoints.target.endpointArn,
        tableMappings: JSON.stringify(plan.tableMappings),
        replicationTaskSettings: JSON.stringify(plan.settings),
        startReplicationTask: plan.isRunning,
        tags: this.childTags("task"),
      },
      this.statefulOptions({ dependsOn: [log] }),
    );
  }

  private createAlarms(plan: ChangeCapturePlan): void {
    const { region, alarmTopicArns } = this.#args;
    for (const role of CAPTURE_ALARMS) {
      new aws.cloudwatch.MetricAlarm(
        this.childName(role),
        {
          region,
          ...plan.alarms[role],
          dimensions: {
            ReplicationInstanceIdentifier: plan.captureName,
            ReplicationTaskIdentifier: plan.taskIdentifier,
          },
          actionsEnabled: plan.isRunning,
          alarmActions: [...alarmTopicArns],
          okActions: [...alarmTopicArns],
          tags: this.childTags(role),
        },
        this.childOptions(),
      );
    }
  }

  private statefulOptions(extra: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    const kept = this.#args.protect ?? true;
    return this.childOptions({ protect: kept, retainOnDelete: kept, deleteBeforeReplace: true, ...extra });
  }
}

/** What an endpoint is made of. */
interface EndpointChoice {
  readonly engineName: string;
  readonly databaseName: string;
  readonly sslMode: "verify-ca" | "verify-full";
  readonly login: DatabaseLogin;
}
