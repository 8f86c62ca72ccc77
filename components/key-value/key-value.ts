import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import type { PlannedScaling } from "./capacity.plan";
import { KEY_VALUE_DEFAULTS, planKeyValue, STREAM_VIEW_TYPE } from "./key-value.plan";
import type { KeyValuePlan, KeyValuePlanArgs, PlannedIndex } from "./key-value.plan";
import { keyValueRefusals } from "./key-value.refusals";
import { replicaArn, replicaStreamArns } from "./replicas";
import { tablePolicy } from "./table-policy";

/** Arguments of {@link KeyValue}. */
export interface KeyValueArgs extends ComponentArgs, KeyValuePlanArgs {
  /** ARN of the customer key per region of the residency partition; nothing lies in a region without one. */
  readonly keyArns: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Whether the table is kept from deletion: by Pulumi, and by DynamoDB in every region.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * A DynamoDB table inside one residency partition, with a writable copy in each region it is asked for.
 *
 * Creates:
 * - the table, on demand unless told otherwise, in the partition's initial primary region, its replicas declared on it
 * - encryption by the customer key of each region
 * - point-in-time recovery (35 days), deletion protection, and a stream of new and old images, in every region
 * - a table policy per region that denies calls without TLS, and calls from other accounts where the account is given
 * - where it is provisioned, autoscaling of reads and writes, of the table and of each index, in every region
 *
 * Costs at defaults: 0 USD at rest while empty. us-east-1, prices of 2024-11-15 (infracost's example dynamodb_table):
 * 0.63 USD per million writes, in each region that holds a copy, 0.125 USD per million reads,
 * 0.25 USD per GB-month of items and 0.20 USD per GB-month of point-in-time recovery, again in each region.
 * Traffic between the regions and the customer keys come on top. Provisioned, 0.4745 USD a month per unit of write
 * capacity and 0.095 USD per unit of read capacity take the place of the prices of requests, for each index again.
 *
 * Does not: put anything outside the regions it has keys for; follow the primary role, which no part of it depends
 * on; grant access; create a provisioned table with replicas in one go, which AWS does not offer; back up to a vault;
 * raise alarms.
 *
 * @example
 * new KeyValue("availability", {
 *   tableName: "prod-eu-availability",
 *   homeRegion: "eu-central-1",
 *   replicaRegions: ["eu-west-1"],
 *   keyArns: { "eu-central-1": frankfurtKey.arn, "eu-west-1": dublinKey.arn },
 *   attributes: { sku: "string", warehouse: "string" },
 *   hashKey: "sku",
 *   rangeKey: "warehouse",
 *   tags,
 * });
 */
export class KeyValue extends Component {
  /** Name of the table, the same in every region. */
  readonly name: pulumi.Output<string>;
  /** ARN of the table in its home region. */
  readonly arn: pulumi.Output<string>;
  /** ARN of the change stream in the home region. */
  readonly streamArn: pulumi.Output<string>;
  /** Regions that hold the table: the home region first, then the replicas', sorted. */
  readonly regions: readonly string[];
  /** ARN of the table per region. */
  readonly arns: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARN of the change stream per replica region; a region is absent until AWS has reported its stream. */
  readonly replicaStreamArns: pulumi.Output<Readonly<Record<string, string>>>;

  constructor(name: string, args: KeyValueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:key-value:KeyValue", name, checkArgs(`key-value "${name}"`, args, keyValueRefusals), opts);
    const plan = planKeyValue(args);
    const table = this.createTable(plan, args);
    const arns = regionalArns(plan, table);
    this.createPolicies(plan, arns);
    plan.capacity.scaling.forEach((scaling) => this.createScaling(scaling, table));

    this.name = table.name;
    this.arn = table.arn;
    this.streamArn = table.streamArn;
    this.regions = plan.regions;
    this.arns = arns;
    this.replicaStreamArns = table.replicas.apply(replicaStreamArns);
    this.registerOutputs({
      name: this.name,
      arn: this.arn,
      streamArn: this.streamArn,
      regions: this.regions,
      arns: this.arns,
      replicaStreamArns: this.replicaStreamArns,
    });
  }

  private createTable(plan: KeyValuePlan, args: KeyValueArgs): aws.dynamodb.Table {
    const protect = isProtected(args);
    return new aws.dynamodb.Table(
      this.childName("table"),
      {
        name: plan.tableName,
        region: plan.homeRegion,
        billingMode: plan.capacity.billingMode,
        ...plan.capacity.throughput,
        attributes: [...plan.attributes],
        ...keysOf(plan),
        ...(plan.indexes.length === 0 ? {} : { globalSecondaryIndexes: indexInputs(plan) }),
        ...(plan.ttlAttribute === undefined ? {} : { ttl: { enabled: true, attributeName: plan.ttlAttribute } }),
        streamEnabled: true,
        streamViewType: STREAM_VIEW_TYPE,
        pointInTimeRecovery: { enabled: true },
        deletionProtectionEnabled: protect,
        serverSideEncryption: { enabled: true, kmsKeyArn: keyIn(args, plan.homeRegion) },
        ...(plan.replicaRegions.length === 0 ? {} : { replicas: replicaInputs(plan, args) }),
        ...(plan.witnessRegion === undefined ? {} : { globalTableWitness: { regionName: plan.witnessRegion } }),
        tags: this.childTags("table"),
      },
      this.childOptions({ protect, retainOnDelete: protect, deleteBeforeReplace: true, ...ignoredBy(plan) }),
    );
  }

  private createPolicies(plan: KeyValuePlan, arns: KeyValue["arns"]): void {
    for (const [region, arn] of Object.entries(arns)) {
      new aws.dynamodb.ResourcePolicy(
        this.childName(`policy-${region}`),
        {
          region,
          resourceArn: arn,
          policy: arn.apply((tableArn) => JSON.stringify(tablePolicy(tableArn, plan.accountId))),
        },
        this.childOptions(),
      );
    }
  }

  private createScaling(scaling: PlannedScaling, table: aws.dynamodb.Table): void {
    const { role, region, part, dimension, metric } = scaling;
    const resourceId = pulumi.interpolate`table/${table.name}${part}`;
    const scaled = { region, resourceId, serviceNamespace: "dynamodb", scalableDimension: dimension };
    const target = new aws.appautoscaling.Target(
      this.childName(role),
      { ...scaled, minCapacity: scaling.minUnits, maxCapacity: scaling.maxUnits, tags: this.childTags(role) },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    new aws.appautoscaling.Policy(
      this.childName(`${role}-policy`),
      {
        ...scaled,
        name: pulumi.interpolate`${metric}:${resourceId}`,
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: metric },
          targetValue: scaling.targetPercent,
        },
      },
      this.childOptions({ dependsOn: [target], deleteBeforeReplace: true }),
    );
  }
}

function regionalArns(plan: KeyValuePlan, table: aws.dynamodb.Table): KeyValue["arns"] {
  const replicas = plan.replicaRegions.map((region) => [region, table.arn.apply((arn) => replicaArn(arn, region))]);
  return Object.fromEntries([[plan.homeRegion, table.arn], ...replicas]);
}

function keysOf({ hashKey, rangeKey }: KeyValuePlan): { hashKey: string; rangeKey?: string } {
  return rangeKey === undefined ? { hashKey } : { hashKey, rangeKey };
}

function keyIn({ keyArns }: KeyValueArgs, region: string): pulumi.Input<string> {
  const key = keyArns[region];
  if (key === undefined) {
    throw new Error(`no customer key for ${region}: the refusals of key-value let a region without one pass`);
  }
  return key;
}

function isProtected({ protect }: KeyValueArgs): boolean {
  return protect ?? KEY_VALUE_DEFAULTS.protect;
}

function replicaInputs(plan: KeyValuePlan, args: KeyValueArgs): aws.types.input.dynamodb.TableReplica[] {
  return plan.replicaRegions.map((regionName) => ({
    regionName,
    kmsKeyArn: keyIn(args, regionName),
    consistencyMode: plan.consistencyMode,
    pointInTimeRecovery: true,
    deletionProtectionEnabled: isProtected(args),
    propagateTags: true,
  }));
}

function ignoredBy({ capacity: { ignoreChanges } }: KeyValuePlan): pulumi.CustomResourceOptions {
  return ignoreChanges.length === 0 ? {} : { ignoreChanges: [...ignoreChanges] };
}

function indexInputs({ indexes, capacity }: KeyValuePlan): aws.types.input.dynamodb.TableGlobalSecondaryIndex[] {
  return indexes.map((index) => ({
    name: index.name,
    keySchemas: keySchemasOf(index),
    projectionType: index.projectionType,
    ...(index.nonKeyAttributes === undefined ? {} : { nonKeyAttributes: [...index.nonKeyAttributes] }),
    ...capacity.throughput,
  }));
}

function keySchemasOf({
  hashKey,
  rangeKey,
}: PlannedIndex): aws.types.input.dynamodb.TableGlobalSecondaryIndexKeySchema[] {
  const hash = { attributeName: hashKey, keyType: "HASH" };
  return rangeKey === undefined ? [hash] : [hash, { attributeName: rangeKey, keyType: "RANGE" }];
}
