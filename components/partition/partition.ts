import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { AuditLog } from "./audit-log";
import { PARTITION_DEFAULTS, planPartition, type PartitionPlan, type PartitionPlanArgs } from "./partition.plan";
import { partitionRefusals } from "./partition.refusals";
import { RegionGuards } from "./region-guards";

/** Arguments of {@link Partition}. */
export interface PartitionArgs extends ComponentArgs, PartitionPlanArgs {
  /**
   * ARN of the customer key, by region, that encrypts volumes of which nobody says how.
   *
   * @default - AWS's own key
   */
  readonly volumeKeyArns?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Whether Pulumi keeps keys, buckets, log groups and the tenant map from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

type ByRegion<Value> = Readonly<Record<string, Value>>;

/**
 * What guards a residency partition: who did what, what is shared, what looks like an attack, and whose data belongs
 * here, each region for itself.
 *
 * Creates:
 * - an {@link AuditLog} per region: a trail of that region alone, into a bucket there that locks what arrives
 * - {@link RegionGuards} per owned region: AWS Config, Access Analyzer, GuardDuty, encryption of volumes by default
 * - the tenant map, in Parameter Store of each region
 * - where the account's settings are owned: the block of public buckets, the role of AWS Config
 *
 * Costs at defaults: 1.00 USD a month per region, for the key. us-east-1, prices of 2024-07-01
 * (service-prices-us-east-1.json): the rest by use, see {@link AuditLog} and {@link RegionGuards}; a tenant map of
 * more than 4 KB is an advanced parameter, unpriced: no price row.
 *
 * Does not: restrict regions by itself, see {@link OrganizationPolicies}; make keys of stores; gather logs of several
 * regions in one; record IAM and STS outside the one region that sees them.
 *
 * @example
 * new Partition("partition", {
 *   partition: "eu",
 *   regime: "eu-gdpr",
 *   accountId: "111122223333",
 *   regions: ["eu-central-1", "eu-west-1"],
 *   tenantMap: { de: "eu", fr: "eu", us: "us" },
 *   tags,
 * });
 */
export class Partition extends Component {
  /** ARN of the trail, by region. */
  readonly trailArns: ByRegion<pulumi.Output<string>>;
  /** Name of the bucket that the trail delivers to, by region. */
  readonly trailBucketNames: ByRegion<pulumi.Output<string>>;
  /** ARN of the key of audit logs, by region. */
  readonly auditKeyArns: ByRegion<pulumi.Output<string>>;
  /** Id of the GuardDuty detector, by owned region. */
  readonly detectorIds: ByRegion<pulumi.Output<string>>;
  /** ARN of the analyzer, by owned region. */
  readonly analyzerArns: ByRegion<pulumi.Output<string>>;
  /** ARN of the tenant map's parameter, by region. */
  readonly tenantMapArns: ByRegion<pulumi.Output<string>>;
  /** Name of the tenant map's parameter, the same in every region. */
  readonly tenantMapName: string;

  constructor(name: string, args: PartitionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:partition:Partition", name, checkArgs(`partition "${name}"`, args, partitionRefusals), opts);
    const plan = planPartition(args, args.tags.environment);
    const audits = this.createAuditLogs(plan, args);
    const configRoleArn = this.createAccountSettings(plan, args);
    const guards = this.createGuards(plan, args, { audits, configRoleArn });
    const tenantMaps = this.createTenantMaps(plan, args);

    this.trailArns = mapValues(audits, ({ trailArn }) => trailArn);
    this.trailBucketNames = mapValues(audits, ({ bucketName }) => bucketName);
    this.auditKeyArns = mapValues(audits, ({ keyArn }) => keyArn);
    this.detectorIds = mapValues(guards, ({ detectorId }) => detectorId);
    this.analyzerArns = mapValues(guards, ({ analyzerArn }) => analyzerArn);
    this.tenantMapArns = mapValues(tenantMaps, ({ arn }) => arn);
    this.tenantMapName = plan.tenantMap.name;
    this.registerOutputs({
      trailArns: this.trailArns,
      trailBucketNames: this.trailBucketNames,
      auditKeyArns: this.auditKeyArns,
      detectorIds: this.detectorIds,
      analyzerArns: this.analyzerArns,
      tenantMapArns: this.tenantMapArns,
      tenantMapName: this.tenantMapName,
    });
  }

  private createAuditLogs(plan: PartitionPlan, args: PartitionArgs): ByRegion<AuditLog> {
    return byRegion(
      plan.auditLogs,
      (audit) =>
        new AuditLog(this.childName(`audit-${audit.region}`), { ...audit, ...shared(args) }, this.childOptions()),
    );
  }

  private createAccountSettings(plan: PartitionPlan, { accountId }: PartitionArgs): pulumi.Input<string> {
    if (!plan.ownsAccountSettings) {
      return plan.configRoleArn;
    }
    new aws.s3.AccountPublicAccessBlock(
      this.childName("public-access"),
      {
        accountId,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      this.childOptions(),
    );
    const role = new aws.iam.ServiceLinkedRole(
      this.childName("config-role"),
      { awsServiceName: "config.amazonaws.com", tags: this.childTags("config-role") },
      this.childOptions(),
    );
    return role.arn;
  }

  private createGuards(plan: PartitionPlan, args: PartitionArgs, from: GuardSources): ByRegion<RegionGuards> {
    return byRegion(plan.guards, (guard) => {
      const volumeKeyArn = args.volumeKeyArns?.[guard.region];
      return new RegionGuards(
        this.childName(`guards-${guard.region}`),
        {
          ...guard,
          ...shared(args),
          keyArn: auditIn(from.audits, guard.region).keyArn,
          configRoleArn: from.configRoleArn,
          ...(volumeKeyArn === undefined ? {} : { volumeKeyArn }),
        },
        this.childOptions(),
      );
    });
  }

  private createTenantMaps(plan: PartitionPlan, args: PartitionArgs): ByRegion<aws.ssm.Parameter> {
    const protect = args.protect ?? PARTITION_DEFAULTS.protect;
    return byRegion(
      plan.auditLogs,
      ({ region }) =>
        new aws.ssm.Parameter(
          this.childName(`tenant-map-${region}`),
          {
            region,
            name: plan.tenantMap.name,
            description: "Residency partition of each tenant or market",
            type: "String",
            tier: plan.tenantMap.tier,
            insecureValue: plan.tenantMap.value,
            tags: this.childTags(`tenant-map-${region}`),
          },
          this.childOptions({ protect, retainOnDelete: protect, deleteBeforeReplace: true }),
        ),
    );
  }
}

interface GuardSources {
  readonly audits: ByRegion<AuditLog>;
  readonly configRoleArn: pulumi.Input<string>;
}

/** What the regions' components take over from the partition. */
function shared({ tags, protect }: PartitionArgs): Pick<PartitionArgs, "tags"> & { readonly protect?: boolean } {
  return { tags, ...(protect === undefined ? {} : { protect }) };
}

function auditIn(audits: ByRegion<AuditLog>, region: string): AuditLog {
  const audit = audits[region];
  if (audit === undefined) {
    throw new Error(`no audit log for ${region}: the refusals of partition let an owned region outside it pass`);
  }
  return audit;
}

function byRegion<Planned extends { readonly region: string }, Value>(
  planned: readonly Planned[],
  create: (each: Planned) => Value,
): ByRegion<Value> {
  return Object.fromEntries(planned.map((each) => [each.region, create(each)]));
}

function mapValues<From, To>(from: ByRegion<From>, value: (each: From) => To): ByRegion<To> {
  return Object.fromEntries(Object.entries(from).map(([region, each]) => [region, value(each)]));
}
