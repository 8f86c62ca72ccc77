import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PrivateBucket } from "../archive/private-bucket";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { canaryArchive } from "./canary-bundle";
import { CANARY_TRUST, canaryRights } from "./canary-rights";
import { planCanaries, type CanariesPlan, type CanariesPlanArgs, type PlannedCanary } from "./canaries.plan";
import { canariesRefusals } from "./canaries.refusals";

/** Arguments of {@link Canaries}. */
export interface CanariesArgs extends ComponentArgs, CanariesPlanArgs {
  /** ARN of the customer key, in the canaries' region, of their reports and logs: it serves `s3` and `logs`. */
  readonly keyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics, in the canaries' region, that the alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Name of the bucket, in the canaries' region, that gets the access logs of their own.
   *
   * @default - access is not logged
   */
  readonly accessLogBucketName?: pulumi.Input<string>;
}

/** What every canary shares. */
interface Shared {
  readonly args: CanariesArgs;
  readonly plan: CanariesPlan;
  readonly bucketName: pulumi.Output<string>;
  readonly role: aws.iam.Role;
  readonly rights: aws.iam.RolePolicy;
}

/**
 * Canaries of CloudWatch Synthetics that ask for public paths, as buyers do, and alarms for when the answer is wrong, late or
 * missing.
 *
 * Creates:
 * - a private bucket for the reports of runs, encrypted by the customer key, each report deleted after 30 days
 * - a role that leaves reports, and writes logs, metrics and traces
 * - per probe a canary, which runs every 5 minutes, its log group, and an alarm
 *
 * Costs at defaults: unpriced: there is no price row for runs of canaries. A probe makes 8,640 runs of 30 days, each a run
 * of Synthetics and of a Lambda function of 960 MiB, and has an alarm. The customer key comes on top.
 *
 * Does not: write, sign in or send a header of its own but its name; follow redirections; read what an answer says, only its
 * status; reach what is not public; run in a browser.
 *
 * @example
 * new Canaries("canaries", {
 *   namePrefix: "prod-eu-central-1",
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   probes: { storefront: { url: "https://shop.example.com/health" } },
 *   keyArn: key.keyArn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class Canaries extends Component {
  /** Names of the canaries, by probe. */
  readonly canaryNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARNs of the alarms, by probe. */
  readonly alarmArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Name of the bucket of the reports. */
  readonly bucketName: pulumi.Output<string>;

  constructor(name: string, args: CanariesArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`canaries "${name}"`, args, canariesRefusals);
    super("inventory:observability:Canaries", name, checked, opts);
    const plan = planCanaries(args);
    const bucket = this.createBucket(plan, args);
    const role = this.createRole();
    const rights = this.allow(role, { bucketArn: bucket.arn, plan, args });
    const shared = { args, plan, role, rights, bucketName: bucket.bucketName };
    const made = Object.entries(plan.canaries).map(([key, planned]) => {
      const canary = this.createCanary(key, planned, shared);
      this.createLogGroup(key, canary, shared);
      return [key, { canary, alarm: this.createAlarm(key, planned, { args, canary }) }] as const;
    });

    this.canaryNames = Object.fromEntries(made.map(([key, { canary }]) => [key, canary.name]));
    this.alarmArns = Object.fromEntries(made.map(([key, { alarm }]) => [key, alarm.arn]));
    this.bucketName = bucket.bucketName;
    const { canaryNames, alarmArns, bucketName } = this;
    this.registerOutputs({ canaryNames, alarmArns, bucketName });
  }

  private createBucket({ bucketName, reportDays }: CanariesPlan, args: CanariesArgs): PrivateBucket {
    const { accountId, region, keyArn, accessLogBucketName, tags } = args;
    return new PrivateBucket(
      this.childName("reports"),
      {
        ...{ bucketName, accountId, region, keyArn, tags },
        ...(accessLogBucketName === undefined ? {} : { accessLogBucketName }),
        lifecycle: {
          ...{ infrequentAccess: "never", instantRetrieval: "never", deepArchive: "never" },
          ...{ expiry: `${reportDays} days`, noncurrentExpiry: "1 day", abortUploads: "1 day" },
        },
        // Reports of runs are worth nothing once the canaries are gone.
        protect: false,
      },
      this.childOptions(),
    );
  }

  private createRole(): aws.iam.Role {
    return new aws.iam.Role(
      this.childName("role"),
      { assumeRolePolicy: CANARY_TRUST, tags: this.childTags("role") },
      this.childOptions(),
    );
  }

  private allow(
    role: aws.iam.Role,
    {
      bucketArn,
      plan,
      args,
    }: { readonly bucketArn: pulumi.Output<string>; readonly plan: CanariesPlan; readonly args: CanariesArgs },
  ): aws.iam.RolePolicy {
    const { region, keyArn } = args;
    const reportsArn = pulumi.interpolate`${bucketArn}/*`;
    const rights = canaryRights<pulumi.Input<string>>({
      ...{ bucketArn, reportsArn, keyArn, region },
      logGroupsArn: plan.logGroupsArn,
    });
    return new aws.iam.RolePolicy(
      this.childName("rights"),
      { role: role.name, policy: pulumi.jsonStringify(rights) },
      this.childOptions(),
    );
  }

  private createCanary(key: string, planned: PlannedCanary, shared: Shared): aws.synthetics.Canary {
    const { args, plan, bucketName, role, rights } = shared;
    const { timeoutInSeconds, memoryInMb, environmentVariables } = planned;
    return new aws.synthetics.Canary(
      this.childName(`canary-${key}`),
      {
        region: args.region,
        name: planned.name,
        runtimeVersion: planned.runtimeVersion,
        handler: planned.handler,
        zipFile: canaryArchive(),
        executionRoleArn: role.arn,
        schedule: { expression: planned.expression },
        runConfig: { activeTracing: true, timeoutInSeconds, memoryInMb, environmentVariables },
        artifactS3Location: pulumi.interpolate`s3://${bucketName}/${key}`,
        artifactConfig: { s3Encryption: { encryptionMode: "SSE_KMS", kmsKeyArn: args.keyArn } },
        successRetentionPeriod: plan.reportDays,
        failureRetentionPeriod: plan.reportDays,
        startCanary: true,
        deleteLambda: true,
        tags: this.childTags(`canary-${key}`),
      },
      this.childOptions({ deleteBeforeReplace: true, dependsOn: [rights] }),
    );
  }

  /** The group that the canary's function writes to; its name is known once Synthetics has made the function. */
  private createLogGroup(key: string, canary: aws.synthetics.Canary, { args, plan }: Shared): void {
    new aws.cloudwatch.LogGroup(
      this.childName(`log-${key}`),
      {
        region: args.region,
        name: canary.engineArn.apply(logGroupOf),
        retentionInDays: plan.logDays,
        kmsKeyId: args.keyArn,
        tags: this.childTags(`log-${key}`),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createAlarm(
    key: string,
    { alarm }: PlannedCanary,
    { args, canary }: { readonly args: CanariesArgs; readonly canary: aws.synthetics.Canary },
  ): aws.cloudwatch.MetricAlarm {
    return new aws.cloudwatch.MetricAlarm(
      this.childName(`failing-${key}`),
      {
        region: args.region,
        ...alarm,
        dimensions: { CanaryName: canary.name },
        alarmActions: [...args.alarmTopicArns],
        okActions: [...args.alarmTopicArns],
        tags: this.childTags(`failing-${key}`),
      },
      this.childOptions(),
    );
  }
}

/** Log group of a function, from its ARN, which ends in its name and a version. */
function logGroupOf(functionArn: string): string {
  const [, , , , , , functionName = ""] = functionArn.split(":");
  return `/aws/lambda/${functionName}`;
}
