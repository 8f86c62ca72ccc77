import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { serviceTrust } from "../core/trust";

/** Arguments of {@link ApiAccount}. */
export interface ApiAccountArgs extends ComponentArgs {
  /**
   * Region whose APIs may log.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

/** The policy by which API Gateway creates and writes logs, as AWS keeps it up to date. */
const LOGGING_POLICY = "service-role/AmazonAPIGatewayPushToCloudWatchLogs";

/**
 * What lets API Gateway write logs of an account's APIs in one region: a setting of the account, so one per account and
 * region, however many APIs there are.
 *
 * Creates:
 * - the role that API Gateway takes, with AWS's policy for its logs
 * - the setting of the account that names the role
 *
 * Costs at defaults: 0 USD: a role and a setting are free (2026-11-26).
 *
 * Does not: create log groups, which belong to the APIs; restore, on deletion, the role that was set before.
 *
 * @example
 * new ApiAccount("api-account", { tags });
 */
export class ApiAccount extends Component {
  /** ARN of the role. */
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: ApiAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:api:ApiAccount", name, checkArgs(`API account "${name}"`, args, []), opts);
    const role = this.createRole();
    const partition = role.arn.apply((arn) => arn.split(":")[1] ?? "aws");
    const attachment = new aws.iam.RolePolicyAttachment(
      this.childName("logging"),
      { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${LOGGING_POLICY}` },
      this.childOptions(),
    );
    new aws.apigateway.Account(
      this.childName("setting"),
      { region: args.region, cloudwatchRoleArn: role.arn },
      this.childOptions({ dependsOn: [attachment] }),
    );

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }

  private createRole(): aws.iam.Role {
    return new aws.iam.Role(
      this.childName("role"),
      { assumeRolePolicy: serviceTrust("apigateway.amazonaws.com"), tags: this.childTags("role") },
      this.childOptions(),
    );
  }
}
