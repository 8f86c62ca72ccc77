import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { planFlags, type FlagsPlan, type FlagsPlanArgs } from "./flags.plan";
import { flagsRefusals } from "./flags.refusals";
import { serviceTrust } from "../core/trust";

/** Arguments of {@link Flags}. */
export interface FlagsArgs extends ComponentArgs, FlagsPlanArgs {
  /** ARNs of the alarms, in the flags' region, of which any takes a change back while it is released. */
  readonly rollbackAlarmArns: readonly pulumi.Input<string>[];
  /** ARN of the customer key, in the flags' region, that encrypts the documents. */
  readonly keyArn: pulumi.Input<string>;
  /**
   * Region of the flags.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

/** What a release of flags is made of. */
interface Release {
  readonly application: aws.appconfig.Application;
  readonly environment: aws.appconfig.Environment;
  readonly profile: aws.appconfig.ConfigurationProfile;
}

/**
 * Feature flags of one service, released step by step, checked by a schema, and taken back when an alarm rings.
 *
 * Creates:
 * - an AppConfig application, and its environment, with the alarms that take a change back
 * - the role by which AppConfig reads the state of alarms
 * - a profile, encrypted by the customer key, whose schema admits these flags with their variants, and nothing else
 * - the document of the flags, in the format of flagd, as a version that is kept when the next one comes
 * - a strategy (20 percent at a time over 10 minutes, then watched for 30), and the release of the document by it
 *
 * Costs at defaults: unpriced: there is no price row for AppConfig, which bills requests and documents received. The
 * customer key comes on top.
 *
 * Does not: evaluate flags (a provider of OpenFeature for flagd does, in process); release while another release is under
 * way, which AppConfig refuses; give anybody the right to read (attach `readPolicy`); delete old versions.
 *
 * @example
 * new Flags("allocation-flags", {
 *   flags: {
 *     "allocation-algorithm": {
 *       description: "how an order is split over locations",
 *       variants: { nearest: "nearest", fewest: "fewest-parcels" },
 *       defaultVariant: "nearest",
 *     },
 *   },
 *   rollbackAlarmArns: [oversold.arn],
 *   keyArn: key.keyArn,
 *   tags,
 * });
 */
export class Flags extends Component {
  /** Id of the application. */
  readonly applicationId: pulumi.Output<string>;
  /** Id of the environment. */
  readonly environmentId: pulumi.Output<string>;
  /** Id of the profile. */
  readonly profileId: pulumi.Output<string>;
  /** Policy document that lets a service read these flags, and nothing else. */
  readonly readPolicy: pulumi.Output<string>;

  constructor(name: string, args: FlagsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:flags:Flags", name, checkArgs(`flags "${name}"`, args, flagsRefusals), opts);
    const plan = planFlags(args);
    const application = this.createApplication(args);
    const environment = this.createEnvironment(args, application, this.createRole());
    const profile = this.createProfile(plan, args, application);
    this.release(plan, args, { application, environment, profile });

    this.applicationId = application.id;
    this.environmentId = environment.environmentId;
    this.profileId = profile.configurationProfileId;
    this.readPolicy = pulumi
      .all([application.arn, this.environmentId, this.profileId])
      .apply(([arn, environmentId, profileId]) =>
        readPolicyOf(`${arn}/environment/${environmentId}/configuration/${profileId}`),
      );
    this.registerOutputs({
      applicationId: this.applicationId,
      environmentId: this.environmentId,
      profileId: this.profileId,
      readPolicy: this.readPolicy,
    });
  }

  private createApplication({ region }: FlagsArgs): aws.appconfig.Application {
    return new aws.appconfig.Application(
      this.childName("application"),
      { description: "Feature flags", region, tags: this.childTags("application") },
      this.childOptions(),
    );
  }

  /** The role by which AppConfig reads alarms; the action takes composite alarms only without a resource. */
  private createRole(): aws.iam.Role {
    const role = new aws.iam.Role(
      this.childName("rollback-role"),
      { assumeRolePolicy: serviceTrust("appconfig.amazonaws.com"), tags: this.childTags("rollback-role") },
      this.childOptions(),
    );
    new aws.iam.RolePolicy(
      this.childName("rollback-role-alarms"),
      {
        role: role.name,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Sid: "ReadAlarms", Effect: "Allow", Action: "cloudwatch:DescribeAlarms", Resource: "*" }],
        }),
      },
      this.childOptions(),
    );
    return role;
  }

  private createEnvironment(
    { region, rollbackAlarmArns }: FlagsArgs,
    application: aws.appconfig.Application,
    role: aws.iam.Role,
  ): aws.appconfig.Environment {
    return new aws.appconfig.Environment(
      this.childName("environment"),
      {
        applicationId: application.id,
        monitors: rollbackAlarmArns.map((alarmArn) => ({ alarmArn, alarmRoleArn: role.arn })),
        region,
        tags: this.childTags("environment"),
      },
      this.childOptions(),
    );
  }

  private createProfile(
    { schema }: FlagsPlan,
    { region, keyArn }: FlagsArgs,
    application: aws.appconfig.Application,
  ): aws.appconfig.ConfigurationProfile {
    return new aws.appconfig.ConfigurationProfile(
      this.childName("profile"),
      {
        applicationId: application.id,
        locationUri: "hosted",
        type: "AWS.Freeform",
        validators: [{ type: "JSON_SCHEMA", content: schema }],
        kmsKeyIdentifier: keyArn,
        region,
        tags: this.childTags("profile"),
      },
      this.childOptions(),
    );
  }

  private release(plan: FlagsPlan, { region }: FlagsArgs, { application, environment, profile }: Release): void {
    const version = new aws.appconfig.HostedConfigurationVersion(
      this.childName("version"),
      {
        applicationId: application.id,
        configurationProfileId: profile.configurationProfileId,
        content: plan.document,
        contentType: "application/json",
        region,
      },
      // What an alarm takes back to has to be there still.
      this.childOptions({ retainOnDelete: true }),
    );
    const strategy = new aws.appconfig.DeploymentStrategy(
      this.childName("strategy"),
      {
        deploymentDurationInMinutes: plan.rolloutMinutes,
        growthFactor: plan.stepPercent,
        growthType: "LINEAR",
        finalBakeTimeInMinutes: plan.bakeMinutes,
        replicateTo: "NONE",
        region,
        tags: this.childTags("strategy"),
      },
      this.childOptions(),
    );
    new aws.appconfig.Deployment(
      this.childName("deployment"),
      {
        applicationId: application.id,
        environmentId: environment.environmentId,
        configurationProfileId: profile.configurationProfileId,
        configurationVersion: version.versionNumber.apply(String),
        deploymentStrategyId: strategy.id,
        region,
        tags: this.childTags("deployment"),
      },
      this.childOptions(),
    );
  }
}

function readPolicyOf(configurationArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadFlags",
        Effect: "Allow",
        Action: ["appconfig:GetLatestConfiguration", "appconfig:StartConfigurationSession"],
        Resource: configurationArn,
      },
    ],
  });
}
