import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { LogBucket } from "./log-bucket";
import { regionGuardsRefusals } from "./partition.refusals";
import { planRegionGuards, type RegionGuardsPlan, type RegionGuardsPlanArgs } from "./region-guards.plan";

/** Arguments of {@link RegionGuards}. */
export interface RegionGuardsArgs extends ComponentArgs, RegionGuardsPlanArgs {
  /** ARN of the customer key, in the region, that encrypts what AWS Config delivers; it has to serve AWS Config. */
  readonly keyArn: pulumi.Input<string>;
  /** ARN of the role by which AWS Config reads the account. */
  readonly configRoleArn: pulumi.Input<string>;
  /**
   * ARN of the customer key, in the region, that encrypts volumes of which nobody says how.
   *
   * @default - AWS's own key
   */
  readonly volumeKeyArn?: pulumi.Input<string>;
  /**
   * Whether Pulumi keeps the bucket from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * What guards an account in one region; an account has each of these once per region, whatever runs in it.
 *
 * Creates:
 * - AWS Config: recorder of everything, its {@link LogBucket} and delivery channel, switched on
 * - an IAM Access Analyzer that finds what the account shares with others
 * - a GuardDuty detector, with every feature switched on or off by name
 * - encryption of new volumes by default
 *
 * Costs at defaults: 0 USD until something changes. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json,
 * config_configuration_recorder): 0.003 USD per recorded change. GuardDuty is unpriced: no price row. The analyzer of
 * external access is free.
 *
 * Does not: judge what it records: that is the policy pack's part; notify; aggregate regions, as that would copy
 * configuration between them.
 *
 * @example
 * new RegionGuards("guards", {
 *   guardsName: "prod-eu",
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   keyArn: audit.keyArn,
 *   configRoleArn: configRole.arn,
 *   tags,
 * });
 */
export class RegionGuards extends Component {
  /** Id of the GuardDuty detector. */
  readonly detectorId: pulumi.Output<string>;
  /** ARN of the analyzer. */
  readonly analyzerArn: pulumi.Output<string>;
  /** Name of the bucket that AWS Config delivers to. */
  readonly configBucketName: pulumi.Output<string>;

  constructor(name: string, args: RegionGuardsArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`region guards "${name}"`, args, regionGuardsRefusals);
    super("inventory:partition:RegionGuards", name, checked, opts);
    const plan = planRegionGuards(args);
    const bucket = this.createBucket(plan, args);
    this.recordConfiguration(plan, args, bucket);
    const analyzer = this.createAnalyzer(plan);
    const detector = this.createDetector(plan);
    this.encryptVolumes(plan, args);

    this.detectorId = detector.id;
    this.analyzerArn = analyzer.arn;
    this.configBucketName = bucket.bucketName;
    this.registerOutputs({
      detectorId: this.detectorId,
      analyzerArn: this.analyzerArn,
      configBucketName: this.configBucketName,
    });
  }

  private createBucket(plan: RegionGuardsPlan, { keyArn, tags, protect }: RegionGuardsArgs): LogBucket {
    return new LogBucket(
      this.childName("config"),
      { ...plan.bucket, keyArn, tags, ...(protect === undefined ? {} : { protect }) },
      this.childOptions(),
    );
  }

  private recordConfiguration(plan: RegionGuardsPlan, args: RegionGuardsArgs, bucket: LogBucket): void {
    const { region } = plan;
    const recorder = new aws.cfg.Recorder(
      this.childName("recorder"),
      {
        region,
        roleArn: args.configRoleArn,
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: plan.recordsGlobalResources },
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    const channel = new aws.cfg.DeliveryChannel(
      this.childName("channel"),
      {
        region,
        s3BucketName: bucket.bucketName,
        s3KmsKeyArn: args.keyArn,
        snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      },
      this.childOptions({ dependsOn: [recorder, bucket], deleteBeforeReplace: true }),
    );
    new aws.cfg.RecorderStatus(
      this.childName("recorder-status"),
      { region, name: recorder.name, isEnabled: true },
      this.childOptions({ dependsOn: [channel], deleteBeforeReplace: true }),
    );
  }

  private createAnalyzer({ region, analyzerName }: RegionGuardsPlan): aws.accessanalyzer.Analyzer {
    return new aws.accessanalyzer.Analyzer(
      this.childName("analyzer"),
      { region, analyzerName, type: "ACCOUNT", tags: this.childTags("analyzer") },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createDetector({ region, features }: RegionGuardsPlan): aws.guardduty.Detector {
    const detector = new aws.guardduty.Detector(
      this.childName("detector"),
      {
        region,
        enable: true,
        findingPublishingFrequency: "FIFTEEN_MINUTES",
        tags: this.childTags("detector"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    for (const [role, { name, status }] of Object.entries(features)) {
      new aws.guardduty.DetectorFeature(
        this.childName(`detector-${role}`),
        { region, detectorId: detector.id, name, status },
        this.childOptions({ deleteBeforeReplace: true }),
      );
    }
    return detector;
  }

  private encryptVolumes({ region }: RegionGuardsPlan, { volumeKeyArn }: RegionGuardsArgs): void {
    new aws.ebs.EncryptionByDefault(this.childName("volumes"), { region, enabled: true }, this.childOptions());
    if (volumeKeyArn === undefined) {
      return;
    }
    new aws.ebs.DefaultKmsKey(
      this.childName("volume-key"),
      { region, keyArn: volumeKeyArn },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }
}
