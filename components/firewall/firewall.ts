import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { CLOUDFRONT_REGION, FIREWALL_DEFAULTS, LOGGED_ACTIONS, planWebFirewall } from "./firewall.plan";
import type { SecretHeader, WebFirewallPlan, WebFirewallPlanArgs } from "./firewall.plan";
import { webFirewallRefusals } from "./firewall.refusals";
import { logDeliveryPolicy } from "./log-delivery-policy";
import { ruleInput, seenAs } from "./rules";

/** The header by which a request shows that it came through the front door, with the secrets themselves. */
export interface SecretHeaderArgs extends SecretHeader {
  /** Values that are accepted: one, or two while a new one takes over from an old one. Kept secret. */
  readonly values: readonly pulumi.Input<string>[];
}

/** Arguments of {@link WebFirewall}. */
export interface WebFirewallArgs extends ComponentArgs, WebFirewallPlanArgs {
  /**
   * The header without which a request is blocked.
   *
   * @default - none: every request is judged by the other rules alone
   */
  readonly secretHeader?: SecretHeaderArgs;
  /** ARN of the customer key, in the firewall's region, that encrypts the log; it has to serve CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics, in the firewall's region, that the alarm notifies. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Region of the firewall, its log and its alarm.
   *
   * @default - the provider's region; us-east-1 where the firewall is CloudFront's
   */
  readonly region?: string;
  /**
   * Whether Pulumi keeps the log from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * A web ACL of AWS WAF for a regional endpoint or for CloudFront, with its log and an alarm.
 *
 * Creates:
 * - the web ACL: whoever sends too many requests is blocked, as is what the managed groups find; where it is asked for,
 *   a request without the secret header first of all; the rest is let through; no request is kept as a sample
 * - the log group `aws-waf-logs-<firewallName>`, encrypted by the customer key, with a retention, and the policy by
 *   which logs are delivered to this group
 * - the logging of blocked and counted requests alone, without credentials and query strings
 * - the alarm: 1,000 requests blocked within five minutes
 *
 * Costs at defaults: 10.00 USD a month. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json, wafv2_web_acl):
 * 5.00 USD for the web ACL, 1.00 USD for each of five rules; 0.60 USD per million requests. The log's volume comes on
 * top: 0.50 USD per GB (cloudwatch_log_group). The alarm is unpriced: there is no price row for it. The customer key
 * comes on top.
 *
 * Does not: attach itself; stop floods below HTTP; tell bots from people; see bodies beyond what WAF inspects; make the
 * secret or send it; hide the client's address and the path of a blocked request, which its log holds.
 *
 * @example
 * new WebFirewall("api-firewall", {
 *   firewallName: "prod-eu-central-1-api",
 *   accountId: "111122223333",
 *   scope: "REGIONAL",
 *   logKeyArn: key.arn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class WebFirewall extends Component {
  /** ARN of the web ACL, which an association, or a distribution, names. */
  readonly arn: pulumi.Output<string>;
  /** Value of the dimension `WebACL` in metrics. */
  readonly metricName: string;
  /** Name of the log group. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: WebFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`web firewall "${name}"`, args, webFirewallRefusals);
    super("inventory:firewall:WebFirewall", name, sealed(checked), opts);
    const plan = planWebFirewall(args);
    const region = args.scope === "CLOUDFRONT" ? CLOUDFRONT_REGION : args.region;
    const acl = this.createAcl(plan, args, region);
    const logGroup = this.createLogGroup(plan, args, region);
    const policy = this.allowDelivery(args, logGroup, region);
    this.log(plan, acl, { logGroup, policy, region });
    this.createAlarm(plan, acl, { args, region });

    this.arn = acl.arn;
    this.metricName = plan.metricName;
    this.logGroupName = logGroup.name;
    this.registerOutputs({ arn: this.arn, metricName: this.metricName, logGroupName: this.logGroupName });
  }

  private createAcl(plan: WebFirewallPlan, args: WebFirewallArgs, region: string | undefined): aws.wafv2.WebAcl {
    const secrets = sealed(args).secretHeader?.values ?? [];
    return new aws.wafv2.WebAcl(
      this.childName("acl"),
      {
        region,
        scope: plan.scope,
        defaultAction: { allow: {} },
        rules: plan.rules.map((rule) => ruleInput(rule, secrets)),
        visibilityConfig: seenAs(plan.metricName),
        tags: this.childTags("acl"),
      },
      this.childOptions(),
    );
  }

  private createLogGroup(
    plan: WebFirewallPlan,
    args: WebFirewallArgs,
    region: string | undefined,
  ): aws.cloudwatch.LogGroup {
    const kept = args.protect ?? FIREWALL_DEFAULTS.protect;
    return new aws.cloudwatch.LogGroup(
      this.childName("log"),
      {
        region,
        name: plan.logGroupName,
        retentionInDays: plan.logRetentionDays,
        kmsKeyId: args.logKeyArn,
        tags: this.childTags("log"),
      },
      this.childOptions({ deleteBeforeReplace: true, protect: kept, retainOnDelete: kept }),
    );
  }

  private allowDelivery(
    { accountId, firewallName }: WebFirewallArgs,
    logGroup: aws.cloudwatch.LogGroup,
    region: string | undefined,
  ): aws.cloudwatch.LogResourcePolicy {
    return new aws.cloudwatch.LogResourcePolicy(
      this.childName("log-policy"),
      {
        region,
        policyName: `firewall-log-${firewallName}`,
        policyDocument: logGroup.arn.apply((logGroupArn) => logDeliveryPolicy({ accountId, logGroupArn })),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private log(
    { redactedHeaders }: WebFirewallPlan,
    acl: aws.wafv2.WebAcl,
    to: {
      readonly logGroup: aws.cloudwatch.LogGroup;
      readonly policy: aws.cloudwatch.LogResourcePolicy;
      readonly region: string | undefined;
    },
  ): void {
    const conditions = LOGGED_ACTIONS.map((action) => ({ actionCondition: { action } }));
    new aws.wafv2.WebAclLoggingConfiguration(
      this.childName("logging"),
      {
        region: to.region,
        resourceArn: acl.arn,
        logDestinationConfigs: [to.logGroup.arn],
        redactedFields: [...redactedHeaders.map((name) => ({ singleHeader: { name } })), { queryString: {} }],
        loggingFilter: {
          defaultBehavior: "DROP",
          filters: [{ behavior: "KEEP", requirement: "MEETS_ANY", conditions }],
        },
      },
      this.childOptions({ dependsOn: [to.policy] }),
    );
  }

  private createAlarm(
    { alarm, metricName, scope }: WebFirewallPlan,
    acl: aws.wafv2.WebAcl,
    { args, region }: { readonly args: WebFirewallArgs; readonly region: string | undefined },
  ): void {
    const where = scope === "CLOUDFRONT" ? {} : { Region: region ?? acl.arn.apply(regionOf) };
    new aws.cloudwatch.MetricAlarm(
      this.childName("blocked"),
      {
        region,
        ...alarm,
        dimensions: { WebACL: metricName, Rule: "ALL", ...where },
        alarmActions: [...args.alarmTopicArns],
        okActions: [...args.alarmTopicArns],
        tags: this.childTags("blocked"),
      },
      this.childOptions(),
    );
  }
}

/** The arguments as the state may hold them: with each secret marked as one. */
function sealed(args: WebFirewallArgs): WebFirewallArgs {
  const { secretHeader } = args;
  return secretHeader === undefined ? args : { ...args, secretHeader: sealedHeader(secretHeader) };
}

/** A header whose values are marked as secrets, for whoever passes one on to a firewall. */
export function sealedHeader(header: SecretHeaderArgs): SecretHeaderArgs {
  return { ...header, values: header.values.map((each) => pulumi.secret(each)) };
}

/** The region that an ARN names. */
function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "";
}
