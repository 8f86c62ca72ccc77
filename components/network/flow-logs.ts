import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import {
  flowLogArns,
  flowLogsRefusals,
  planFlowLogs,
  type FlowLogsPlan,
  type FlowLogsPlanArgs,
} from "./flow-logs.plan";

/** Arguments of {@link FlowLogs}. */
export interface FlowLogsArgs extends ComponentArgs, FlowLogsPlanArgs {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** ARN of the VPC. */
  readonly vpcArn: pulumi.Input<string>;
  /** Account of the VPC. */
  readonly accountId: pulumi.Input<string>;
  /** ARN of the customer key, in the VPC's region, that encrypts the logs; it has to serve CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
}

interface FlowLogParts {
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly role: aws.iam.Role;
  readonly rights: aws.iam.RolePolicy;
}

const WRITE_ACTIONS = [
  "logs:CreateLogStream",
  "logs:DescribeLogGroups",
  "logs:DescribeLogStreams",
  "logs:PutLogEvents",
] as const;

/**
 * Flow logs of a VPC: every connection, accepted or rejected, in an encrypted log group.
 *
 * Creates:
 * - the log group, encrypted by the customer key, with a retention
 * - the role that writes to this log group alone, and that only flow logs of this account and region can take
 * - the flow log, of all traffic, aggregated over ten minutes
 *
 * Costs at defaults: 0 USD without traffic. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json,
 * cloudwatch_log_group): 0.50 USD per GB of logs, 0.03 USD per GB-month to keep them.
 *
 * Does not: log DNS queries; alarm on what it sees; copy logs out of the region.
 *
 * @example
 * new FlowLogs("legacy", {
 *   vpcId: vpc.id,
 *   vpcArn: vpc.arn,
 *   accountId: vpc.ownerId,
 *   retention: "180 days",
 *   logKeyArn: logKey.keyArn,
 *   tags,
 * });
 */
export class FlowLogs extends Component {
  /** Name of the log group. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:network:FlowLogs", name, checkArgs(`flow logs "${name}"`, args, flowLogsRefusals), opts);
    const plan = planFlowLogs(args);
    const logGroup = this.createLogGroup(plan, args);
    const role = this.createRole(args);
    const rights = this.allowWriting(role, logGroup);
    this.createFlowLog(args, { logGroup, role, rights });

    this.logGroupName = logGroup.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }

  private createLogGroup(plan: FlowLogsPlan, args: FlowLogsArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      this.childName("group"),
      {
        region: args.region,
        retentionInDays: plan.retentionDays,
        kmsKeyId: args.logKeyArn,
        tags: this.childTags("group"),
      },
      this.childOptions(),
    );
  }

  private createRole(args: FlowLogsArgs): aws.iam.Role {
    const trust = {
      Effect: "Allow",
      Principal: { Service: "vpc-flow-logs.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": args.accountId },
        ArnLike: { "aws:SourceArn": pulumi.output(args.vpcArn).apply(flowLogArns) },
      },
    };
    return new aws.iam.Role(
      this.childName("role"),
      {
        description: "Writes the flow logs of a VPC",
        assumeRolePolicy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [trust] }),
        tags: this.childTags("role"),
      },
      this.childOptions(),
    );
  }

  private allowWriting(role: aws.iam.Role, logGroup: aws.cloudwatch.LogGroup): aws.iam.RolePolicy {
    const writing = {
      Effect: "Allow",
      Action: WRITE_ACTIONS,
      Resource: [logGroup.arn, pulumi.interpolate`${logGroup.arn}:*`],
    };
    return new aws.iam.RolePolicy(
      this.childName("policy"),
      { role: role.id, policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [writing] }) },
      this.childOptions(),
    );
  }

  private createFlowLog(args: FlowLogsArgs, { logGroup, role, rights }: FlowLogParts): void {
    new aws.ec2.FlowLog(
      this.childName("log"),
      {
        region: args.region,
        vpcId: args.vpcId,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: logGroup.arn,
        iamRoleArn: role.arn,
        maxAggregationInterval: 600,
        tags: this.childTags("log"),
      },
      this.childOptions({ dependsOn: [rights] }),
    );
  }
}
