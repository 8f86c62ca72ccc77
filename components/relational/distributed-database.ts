import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import {
  DISTRIBUTED_DATABASE_DEFAULTS,
  distributedDatabaseRefusals,
  endpointOf,
  planDistributedDatabase,
  type DistributedDatabasePlan,
  type DistributedDatabasePlanArgs,
} from "./distributed-database.plan";

type ByRegion<T> = Readonly<Record<string, T>>;

/** Arguments of {@link DistributedDatabase}. */
export interface DistributedDatabaseArgs extends ComponentArgs, DistributedDatabasePlanArgs {
  /** ARN of the customer key per region of the residency partition; nothing lies in a region without one. */
  readonly keyArns: ByRegion<pulumi.Input<string>>;
  /**
   * Whether the clusters are kept from deletion: by Pulumi, and by Aurora DSQL.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * An Aurora DSQL database inside one residency partition: of one region, or of two that both write, with a witness.
 *
 * Creates:
 * - a cluster in each region, encrypted by the customer key of that region, kept from deletion
 * - for two regions, the peering of each cluster with the other, and the same witness for both
 *
 * Costs at defaults: unpriced: there is no price row for Aurora DSQL, which bills by work done and by GB-month, in each
 * region. The customer keys come on top.
 *
 * Does not: put anything outside the regions it has keys for; know roles, for both regions write; offer what Aurora
 * PostgreSQL does beyond its own part of the language (no foreign keys, sequences or triggers); keep passwords, for
 * IAM alone lets in; limit the network; back up; raise alarms.
 *
 * @example
 * new DistributedDatabase("reservations", {
 *   regions: ["us-east-1", "us-east-2"],
 *   witnessRegion: "us-west-2",
 *   keyArns: { "us-east-1": virginiaKey.arn, "us-east-2": ohioKey.arn, "us-west-2": oregonKey.arn },
 *   tags,
 * });
 */
export class DistributedDatabase extends Component {
  /** ARN of the cluster per region. */
  readonly arns: ByRegion<pulumi.Output<string>>;
  /** Host per region. */
  readonly endpoints: ByRegion<pulumi.Output<string>>;
  /** Service name per region by which a VPC endpoint reaches the cluster. */
  readonly vpcEndpointServiceNames: ByRegion<pulumi.Output<string>>;

  constructor(name: string, args: DistributedDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`distributed-database "${name}"`, args, distributedDatabaseRefusals);
    super("inventory:relational:DistributedDatabase", name, checked, opts);
    const plan = planDistributedDatabase(args);
    const clusters = this.createClusters(plan, args);
    this.createPeerings(plan, clusters);

    this.arns = byRegion(clusters, ({ arn }) => arn);
    this.endpoints = byRegion(clusters, ({ identifier }, region) => identifier.apply((id) => endpointOf(id, region)));
    this.vpcEndpointServiceNames = byRegion(clusters, ({ vpcEndpointServiceName }) => vpcEndpointServiceName);
    this.registerOutputs({
      arns: this.arns,
      endpoints: this.endpoints,
      vpcEndpointServiceNames: this.vpcEndpointServiceNames,
    });
  }

  private createClusters(plan: DistributedDatabasePlan, args: DistributedDatabaseArgs): ByRegion<aws.dsql.Cluster> {
    const protect = args.protect ?? DISTRIBUTED_DATABASE_DEFAULTS.protect;
    const { witnessRegion } = plan;
    return Object.fromEntries(
      plan.regions.map((region) => [
        region,
        new aws.dsql.Cluster(
          this.childName(`cluster-${region}`),
          {
            region,
            kmsEncryptionKey: keyIn(args, region),
            deletionProtectionEnabled: protect,
            ...(witnessRegion === undefined ? {} : { multiRegionProperties: { witnessRegion } }),
            tags: this.childTags(`cluster-${region}`),
          },
          this.childOptions({ protect, retainOnDelete: protect }),
        ),
      ]),
    );
  }

  private createPeerings({ witnessRegion }: DistributedDatabasePlan, clusters: ByRegion<aws.dsql.Cluster>): void {
    if (witnessRegion === undefined) {
      return;
    }
    for (const [region, cluster] of Object.entries(clusters)) {
      const others = Object.entries(clusters).filter(([other]) => other !== region);
      new aws.dsql.ClusterPeering(
        this.childName(`peering-${region}`),
        {
          region,
          identifier: cluster.identifier,
          clusters: others.map(([, { arn }]) => arn),
          witnessRegion,
        },
        this.childOptions(),
      );
    }
  }
}

function byRegion<T>(
  clusters: ByRegion<aws.dsql.Cluster>,
  of: (cluster: aws.dsql.Cluster, region: string) => T,
): ByRegion<T> {
  return Object.fromEntries(Object.entries(clusters).map(([region, cluster]) => [region, of(cluster, region)]));
}

function keyIn({ keyArns }: DistributedDatabaseArgs, region: string): pulumi.Input<string> {
  const key = keyArns[region];
  if (key === undefined) {
    throw new Error(`no customer key for ${region}: the refusals of distributed-database let it pass`);
  }
  return key;
}
