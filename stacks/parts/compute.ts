import type * as pulumi from "@pulumi/pulumi";
import { type AccessGrant, Cluster } from "../../components/cluster";
import type { EncryptionKey } from "../../components/keys";
import type { Network } from "../../components/network";
import { NodePools } from "../../components/node-pools";
import { kubernetesProvider } from "../providers";
import { CRITICAL_POOL, SPOT_POOL } from "../services";
import type { PlannedCluster, RegionStack } from "../topology";
import { buildKey, type Site } from "./site";

/** What a cluster is built on. */
export interface ClusterFoundations {
  /** The region's network. */
  readonly network: Network;
  /** Key of the region's logs. */
  readonly logs: EncryptionKey;
}

/** A cluster that workloads can be put on. */
export interface Compute {
  /** The cluster. */
  readonly cluster: Cluster;
  /** Options of what runs in it. */
  readonly inCluster: pulumi.ComponentResourceOptions;
}

/** Keys of a cluster. */
interface ClusterKeys {
  readonly secrets: EncryptionKey;
  readonly volumes: EncryptionKey;
}

/**
 * Builds the cluster of a region and its node pools.
 * @returns nothing where the pattern runs nothing on Kubernetes
 */
export function buildCompute(site: Site, foundations: ClusterFoundations): Compute | undefined {
  const { stack, opts } = site;
  if (stack.cluster === undefined) {
    return undefined;
  }
  const keys = { secrets: buildKey(site, "secrets"), volumes: buildKey(site, "volumes") };
  const cluster = buildCluster({ ...site, planned: stack.cluster, keys }, foundations);
  const kubernetes = kubernetesProvider(stack, cluster.kubeconfig);
  const inCluster = { providers: [...providersOf(opts), kubernetes] };
  const pools = buildPools({ stack, opts: inCluster }, { cluster, keys, network: foundations.network });
  return { cluster, inCluster: { ...inCluster, dependsOn: [pools] } };
}

function providersOf({ providers }: Site["opts"]) {
  return Array.isArray(providers) ? providers : Object.values(providers ?? {});
}

function buildCluster(
  { stack, opts, planned, keys }: Site & { readonly planned: PlannedCluster; readonly keys: ClusterKeys },
  { network, logs }: ClusterFoundations,
): Cluster {
  const { kubernetesVersion } = planned;
  return new Cluster(
    "cluster",
    {
      clusterName: stack.name,
      region: stack.region,
      subnetIds: network.privateSubnetIds,
      apiAccess: planned.apiAccess,
      access: administratorsOf(planned),
      ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
      systemInstanceTypes: stack.sizes.systemInstanceTypes,
      systemNodeCount: stack.sizes.systemNodeCount,
      secretsKeyArn: keys.secrets.keyArn,
      logsKeyArn: logs.keyArn,
      volumesKeyArn: keys.volumes.keyArn,
      kubeconfigRoleArn: stack.deployRoleArn,
      protect: stack.protect,
      tags: stack.tags,
    },
    opts,
  );
}

function administratorsOf({ administrators }: PlannedCluster): Readonly<Record<string, AccessGrant<string>>> {
  const grants = Object.entries(administrators).map(
    ([name, principalArn]) => [name, { principalArn, policy: "AmazonEKSClusterAdminPolicy" }] as const,
  );
  return Object.fromEntries(grants);
}

function buildPools(
  { stack, opts }: Site,
  { cluster, keys, network }: { readonly cluster: Cluster; readonly keys: ClusterKeys; readonly network: Network },
): NodePools {
  const { region, sizes, tags }: RegionStack = stack;
  return new NodePools(
    "pools",
    {
      region,
      subnetIds: network.privateSubnetIds,
      pools: {
        [CRITICAL_POOL]: { kind: "critical", ...sizes.critical },
        [SPOT_POOL]: { kind: "batch", ...sizes.batch },
      },
      volumesKeyArn: keys.volumes.keyArn,
      cluster,
      tags,
    },
    opts,
  );
}
