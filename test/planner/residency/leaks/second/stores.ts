import { aws, bucket, type Leak, type Planted } from "../program";
import { EU, FAR, IN, IN_EU, IN_INDIA, lets, ORDERS, pair, PAYMENTS, policy, US } from "./pair";

/** Replicates every object of one bucket of the Union into another. */
function replicates(name: string, from: string, to: string): Planted {
  const destination = { bucket: `arn:aws:s3:::${to}` };
  return aws(`eu s3/bucketReplicationConfig:BucketReplicationConfig ${name}`, {
    bucket: from,
    rules: [{ status: "Enabled", destination }],
  });
}

/** What the lifecycle manager does with the snapshots of a night. */
function nightly(rule: Readonly<Record<string, string | { readonly targetAccounts: string[] }>>): Planted {
  const schedule = { name: "nightly", createRule: { interval: 24 }, retainRule: { count: 7 } };
  const also = typeof rule["target"] === "string" ? { crossRegionCopyRules: [{ target: rule["target"] }] } : {};
  const shared = typeof rule["shareRule"] === "object" ? { shareRule: rule["shareRule"] } : {};
  return aws("eu dlm/lifecyclePolicy:LifecyclePolicy nightly", {
    policyDetails: { resourceTypes: ["VOLUME"], schedules: [{ ...schedule, ...also, ...shared }] },
  });
}

/** Copies, shares and members of stores. */
export const STORES: readonly Leak[] = [
  {
    title: "personal files are replicated into a bucket that says it is internal, and from there to Virginia",
    leak: [
      ORDERS,
      bucket("eu", "relay", { holds: "internal" }),
      FAR,
      replicates("in", "eu-orders", "relay"),
      replicates("out", "relay", "us-files"),
    ],
    twin: [
      bucket("eu", "eu-orders", { holds: "internal" }),
      bucket("eu", "relay", { holds: "internal" }),
      FAR,
      replicates("in", "eu-orders", "relay"),
      replicates("out", "relay", "us-files"),
    ],
    at: "out rules[0].destination.bucket",
  },
  pair({
    title: "a replica stays in Dublin, and another account owns it",
    leak: [
      ORDERS,
      bucket("eu", "copy", { region: "eu-west-1" }),
      aws("eu s3/bucketReplicationConfig:BucketReplicationConfig r", {
        bucket: "eu-orders",
        rules: [
          {
            status: "Enabled",
            destination: {
              bucket: "arn:aws:s3:::copy",
              account: US,
              accessControlTranslation: { owner: "Destination" },
            },
          },
        ],
      }),
    ],
    swaps: [[US, EU]],
    at: "r rules[0].destination.account",
  }),
  pair({
    title: "an access point of personal files lets another account read by its own policy",
    leak: [
      ORDERS,
      aws("eu s3/accessPoint:AccessPoint a", {
        bucket: "eu-orders",
        policy: policy(lets(US, "s3:GetObject")),
      }),
    ],
    swaps: [['"Allow"', '"Deny"']],
    at: "a policy",
  }),
  pair({
    title: "an image of a payment server is copied to Virginia by its own region",
    leak: [
      aws(
        "in ec2/amiCopy:AmiCopy i",
        { name: "payments", sourceAmiRegion: "ap-south-1", sourceAmiId: "ami-1" },
        { holds: "payment", region: "us-east-1" },
      ),
    ],
    swaps: [["us-east-1", "ap-south-2"]],
    at: "i region",
  }),
  {
    title: "an image with its disks may be launched by the group of all accounts",
    leak: [aws("eu ec2/amiLaunchPermission:AmiLaunchPermission p", { imageId: "ami-1", group: "all" })],
    twin: [aws("eu ec2/amiLaunchPermission:AmiLaunchPermission p", { imageId: "ami-1", accountId: EU })],
    at: "p group",
  },
  pair({
    title: "another account may make a volume of a payment snapshot",
    leak: [
      aws("in ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission p", {
        snapshotId: "snap-1",
        accountId: US,
      }),
    ],
    swaps: [[US, IN]],
    at: "p accountId",
  }),
  pair({
    title: "the lifecycle manager copies every snapshot to a region that an input called target names",
    leak: [nightly({ target: "us-west-2" })],
    swaps: [["us-west-2", "eu-west-1"]],
    at: "nightly policyDetails.schedules[0].crossRegionCopyRules[0].target",
  }),
  pair({
    title: "the lifecycle manager shares every snapshot with another account",
    leak: [nightly({ shareRule: { targetAccounts: [US] } })],
    swaps: [[US, EU]],
    at: "nightly policyDetails.schedules[0].shareRule.targetAccounts[0]",
  }),
  pair({
    title: "a snapshot of payments is exported as files to a bucket that only its name tells",
    leak: [
      PAYMENTS,
      FAR,
      aws("in rds/exportTask:ExportTask e", {
        exportTaskIdentifier: "e",
        sourceArn: `arn:aws:rds:ap-south-1:${IN}:cluster-snapshot:payments`,
        s3BucketName: "us-files",
      }),
    ],
    swaps: [IN_INDIA],
    at: "e s3BucketName",
  }),
  pair({
    title: "a backup stays in the region, in the vault of another account",
    leak: [
      aws("eu backup/vault:Vault vault", { name: "vault" }),
      aws("eu backup/plan:Plan daily", {
        rules: [
          {
            ruleName: "daily",
            targetVaultName: "vault",
            copyActions: [{ destinationVaultArn: `arn:aws:backup:eu-central-1:${US}:backup-vault:vault` }],
          },
        ],
      }),
    ],
    swaps: [[US, EU]],
    at: "daily rules[0].copyActions[0].destinationVaultArn",
  }),
  pair({
    title: "a file system writes back to a bucket of another partition what changes in it",
    leak: [
      ORDERS,
      FAR,
      aws("eu fsx/dataRepositoryAssociation:DataRepositoryAssociation d", {
        fileSystemId: "fs-1",
        fileSystemPath: "/orders",
        dataRepositoryPath: "s3://us-files/out",
        s3: { autoExportPolicy: { events: ["NEW", "CHANGED"] } },
      }),
    ],
    swaps: [IN_EU],
    at: "d dataRepositoryPath",
  }),
  {
    title: "a cluster abroad that says it is internal joins the global cluster of personal documents",
    leak: [
      aws("eu docdb/globalCluster:GlobalCluster g", { globalClusterIdentifier: "g", engine: "docdb" }),
      aws("eu docdb/cluster:Cluster near", { clusterIdentifier: "near", globalClusterIdentifier: "g" }),
      aws(
        "us docdb/cluster:Cluster far",
        { clusterIdentifier: "far", globalClusterIdentifier: "g" },
        { holds: "internal" },
      ),
    ],
    twin: [
      aws("eu docdb/globalCluster:GlobalCluster g", { globalClusterIdentifier: "g", engine: "docdb" }),
      aws("eu docdb/cluster:Cluster near", { clusterIdentifier: "near", globalClusterIdentifier: "g" }),
      aws(
        "eu docdb/cluster:Cluster far",
        { clusterIdentifier: "far", globalClusterIdentifier: "g" },
        { holds: "internal", region: "eu-west-1" },
      ),
    ],
    at: "far globalClusterIdentifier",
  },
  pair({
    title: "two peered clusters keep their log with a witness in Seoul",
    leak: [
      aws("jp dsql/clusterPeering:ClusterPeering p", {
        identifier: "orders",
        witnessRegion: "ap-northeast-2",
        clusters: ["arn:aws:dsql:ap-northeast-3:121212121212:cluster/orders"],
      }),
    ],
    swaps: [["ap-northeast-2", "ap-northeast-3"]],
    at: "p witnessRegion",
  }),
];
