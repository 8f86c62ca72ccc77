import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { CLOUDFRONT_REGION } from "../../facts/cloudfront-limits";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { logDeliveryPolicy } from "../firewall/log-delivery-policy";
import { CDN_LOG_DEFAULTS, cdnLogRefusals, planCdnLog, type CdnLogPlan, type CdnLogPlanArgs } from "./cdn-log.plan";

/** Arguments of {@link CdnLog}. */
export interface CdnLogArgs extends ComponentArgs, CdnLogPlanArgs {
  /** ARN of the distribution: `distributionArn` of a `Cdn`. */
  readonly distributionArn: pulumi.Input<string>;
  /** ARN of the customer key, in us-east-1, that encrypts the log; it has to serve CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  /**
   * Whether Pulumi keeps the log from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * The access log of a distribution, of fields that say nothing of a person: it may lie in us-east-1, whoever asked.
 *
 * Creates:
 * - in us-east-1, where CloudFront delivers logs from, the log group, encrypted by the customer key, kept for 90 days, and the policy that lets the delivery write into it
 * - the distribution as a source of access logs, the group as their destination, and the delivery of the chosen fields
 *
 * Costs at defaults: 0 USD at rest. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json,
 * cloudwatch_log_group): 0.50 USD per GB that is delivered, and 0.03 USD per GB and month that is kept; a request is a line of about 600
 * bytes.
 *
 * Does not: log addresses, user agents, paths, queries, cookies, countries or edge locations; log the parts of a
 * request that a firewall blocks, which that logs itself.
 *
 * @example
 * new CdnLog("shop-log", {
 *   logName: "prod-shop",
 *   accountId: "111122223333",
 *   distributionArn: cdn.distributionArn,
 *   logKeyArn: key.arn,
 *   tags,
 * });
 */
export class CdnLog extends Component {
  /** Name of the log group. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: CdnLogArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:cdn:CdnLog", name, checkArgs(`cdn log "${name}"`, args, cdnLogRefusals), opts);
    const plan = planCdnLog(args);
    const logGroup = this.createLogGroup(plan, args);
    const policy = this.allowDelivery(args, logGroup);
    this.deliver(plan, args, { logGroup, policy });

    this.logGroupName = logGroup.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }

  private createLogGroup(
    { logGroupName, retentionDays }: CdnLogPlan,
    { logKeyArn, protect = CDN_LOG_DEFAULTS.protect }: CdnLogArgs,
  ): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      this.childName("group"),
      {
        region: CLOUDFRONT_REGION,
        name: logGroupName,
        retentionInDays: retentionDays,
        kmsKeyId: logKeyArn,
        tags: this.childTags("group"),
      },
      this.childOptions({ deleteBeforeReplace: true, protect, retainOnDelete: protect }),
    );
  }

  private allowDelivery(
    { accountId, logName }: CdnLogArgs,
    logGroup: aws.cloudwatch.LogGroup,
  ): aws.cloudwatch.LogResourcePolicy {
    const sid = "DeliverLogsOfTheDistribution";
    return new aws.cloudwatch.LogResourcePolicy(
      this.childName("policy"),
      {
        region: CLOUDFRONT_REGION,
        policyName: `cdn-access-${logName}`,
        policyDocument: logGroup.arn.apply((logGroupArn) => logDeliveryPolicy({ accountId, logGroupArn, sid })),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private deliver(
    { recordFields }: CdnLogPlan,
    { distributionArn }: CdnLogArgs,
    to: { readonly logGroup: aws.cloudwatch.LogGroup; readonly policy: aws.cloudwatch.LogResourcePolicy },
  ): void {
    const source = new aws.cloudwatch.LogDeliverySource(
      this.childName("source"),
      {
        region: CLOUDFRONT_REGION,
        logType: "ACCESS_LOGS",
        resourceArn: distributionArn,
        tags: this.childTags("source"),
      },
      this.childOptions(),
    );
    const destination = new aws.cloudwatch.LogDeliveryDestination(
      this.childName("destination"),
      {
        region: CLOUDFRONT_REGION,
        outputFormat: "json",
        deliveryDestinationConfiguration: { destinationResourceArn: to.logGroup.arn },
        tags: this.childTags("destination"),
      },
      this.childOptions(),
    );
    new aws.cloudwatch.LogDelivery(
      this.childName("delivery"),
      {
        region: CLOUDFRONT_REGION,
        deliverySourceName: source.name,
        deliveryDestinationArn: destination.arn,
        recordFields: [...recordFields],
        tags: this.childTags("delivery"),
      },
      this.childOptions({ dependsOn: [to.policy] }),
    );
  }
}
