import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { keyPolicy } from "./key-policy";
import { KEY_DEFAULTS, planEncryptionKey } from "./keys.plan";
import type { EncryptionKeyPlan, EncryptionKeyPlanArgs, PartitionKeysPlanArgs } from "./keys.plan";
import { encryptionKeyRefusals, keyRefusals, partitionKeysRefusals } from "./keys.refusals";

/** Arguments that every key takes beside its shape. */
export interface KeyAccessArgs extends ComponentArgs {
  /**
   * ARNs of roles that may use the key directly, without a service in between.
   *
   * @default - none
   */
  readonly principals?: readonly pulumi.Input<string>[];
  /**
   * Whether Pulumi keeps the key from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** Arguments of {@link EncryptionKey}. */
export interface EncryptionKeyArgs extends KeyAccessArgs, EncryptionKeyPlanArgs {}

/** Arguments of {@link PartitionKeys}. */
export interface PartitionKeysArgs extends KeyAccessArgs, PartitionKeysPlanArgs {}

/**
 * A customer key that stays in its region and serves named services and principals only.
 *
 * Creates:
 * - the key: symmetric, rotated every year, never multi-region, 30 days to bring it back after deletion
 * - its policy: the account administers it but cannot use it; the given services use it on behalf of the account's
 *   principals; the given principals use it directly; use through a service in any other region is denied
 * - its alias, `alias/<environment>-<purpose>`
 *
 * Costs at defaults: 1.00 USD a month. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json, kms_key):
 * 1.00 USD per key, 0.03 USD per 10,000 requests. The first two rotations each add the price of a key.
 *
 * Does not: replicate; sign or verify; let other accounts in, unless their principals are named; import key material.
 *
 * @example
 * new EncryptionKey("logs", {
 *   purpose: "logs",
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   services: ["logs"],
 *   tags,
 * });
 */
export class EncryptionKey extends Component {
  /** Id of the key. */
  readonly keyId: pulumi.Output<string>;
  /** ARN of the key, which resources name. */
  readonly keyArn: pulumi.Output<string>;
  /** Name of the alias, `alias/` included. */
  readonly aliasName: pulumi.Output<string>;
  /** Region of the key. */
  readonly region: string;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    const rules = [...keyRefusals, ...encryptionKeyRefusals];
    super("inventory:keys:EncryptionKey", name, checkArgs(`encryption key "${name}"`, args, rules), opts);
    const plan = planEncryptionKey(args, args.tags.environment);
    const key = this.createKey(plan, args);
    const alias = this.createAlias(plan, key);

    this.keyId = key.keyId;
    this.keyArn = key.arn;
    this.aliasName = alias.name;
    this.region = plan.region;
    this.registerOutputs({
      keyId: this.keyId,
      keyArn: this.keyArn,
      aliasName: this.aliasName,
      region: this.region,
    });
  }

  private createKey(plan: EncryptionKeyPlan, args: EncryptionKeyArgs): aws.kms.Key {
    const protect = args.protect ?? KEY_DEFAULTS.protect;
    return new aws.kms.Key(
      this.childName("key"),
      {
        region: plan.region,
        description: plan.description,
        multiRegion: false,
        enableKeyRotation: true,
        rotationPeriodInDays: plan.rotationPeriodDays,
        deletionWindowInDays: plan.deletionWindowDays,
        policy: pulumi.jsonStringify(keyPolicy(plan, args.principals ?? [])),
        tags: this.childTags("key"),
      },
      this.childOptions({ protect, retainOnDelete: protect }),
    );
  }

  private createAlias(plan: EncryptionKeyPlan, key: aws.kms.Key): aws.kms.Alias {
    return new aws.kms.Alias(
      this.childName("alias"),
      { region: plan.region, name: plan.aliasName, targetKeyId: key.keyId },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }
}

/**
 * One customer key in each region of a residency partition, for stores that span its regions.
 *
 * Creates:
 * - an {@link EncryptionKey} per region, all under the same alias; services of every region of the partition may use
 *   it, as a global table is changed from one region for all; services outside the partition may not
 *
 * Costs at defaults: 1.00 USD a month per region. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json,
 * kms_key).
 *
 * Does not: make one key that exists in several regions; a key of one region never opens another region's data.
 *
 * @example
 * new PartitionKeys("orders", {
 *   purpose: "orders",
 *   accountId: "111122223333",
 *   regions: ["eu-central-1", "eu-west-1"],
 *   services: ["dynamodb"],
 *   tags,
 * });
 */
export class PartitionKeys extends Component {
  /** ARN of the key, by region. */
  readonly keyArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: PartitionKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    const rules = [...keyRefusals, ...partitionKeysRefusals];
    super("inventory:keys:PartitionKeys", name, checkArgs(`partition keys "${name}"`, args, rules), opts);
    const keys = this.createKeys(args);

    this.keyArns = Object.fromEntries(keys.map(({ region, keyArn }) => [region, keyArn]));
    this.registerOutputs({ keyArns: this.keyArns });
  }

  private createKeys({ regions, ...args }: PartitionKeysArgs): readonly EncryptionKey[] {
    return regions
      .toSorted()
      .map(
        (region) =>
          new EncryptionKey(this.childName(region), { ...args, region, callerRegions: regions }, this.childOptions()),
      );
  }
}
