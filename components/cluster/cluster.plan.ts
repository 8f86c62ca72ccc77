import { EKS_ADDONS, type ClusterVersion, type EksAddonName } from "../../facts/eks-addons";
import { toDays, toGiB, type Duration, type Size } from "../core/units";
import { partitionOf } from "./iam";

/** How `pulumi up` and operators reach the Kubernetes API. Nodes always use the private endpoint. */
export type ApiAccess<Id = unknown> =
  /** Over the internet, from these address ranges alone. */
  | { readonly kind: "public"; readonly cidrs: readonly string[] }
  /** Inside the VPC alone, from a runner that carries this security group. */
  | { readonly kind: "private"; readonly runnerSecurityGroupId: Id };

/** What EKS's own access policies allow. */
export type AccessPolicy =
  | "AmazonEKSClusterAdminPolicy"
  | "AmazonEKSAdminPolicy"
  | "AmazonEKSAdminViewPolicy"
  | "AmazonEKSEditPolicy"
  | "AmazonEKSViewPolicy";

/** What one IAM principal may do in the cluster. */
export interface AccessGrant<Arn = unknown> {
  /** ARN of the IAM role or user. */
  readonly principalArn: Arn;
  /** What it may do. */
  readonly policy: AccessPolicy;
  /**
   * Namespaces it may do it in.
   *
   * @default - the whole cluster
   */
  readonly namespaces?: readonly string[];
}

/** The part of a cluster's arguments that its plan is made from. */
export interface ClusterPlanArgs {
  /** Physical name of the cluster: kubeconfigs, node pools and other stacks find it by this name. */
  readonly clusterName: string;
  /** AWS region of the cluster. */
  readonly region: string;
  /** Private subnets for nodes and for the control plane's interfaces, by zone; two zones at least. */
  readonly subnetIds: Readonly<Record<string, unknown>>;
  /** How `pulumi up` and operators reach the Kubernetes API. */
  readonly apiAccess: ApiAccess;
  /** Who may do what in the cluster, by a name of your choice; at least one cluster-wide administrator. */
  readonly access: Readonly<Record<string, AccessGrant>>;
  /**
   * Kubernetes minor version.
   *
   * @default "1.35"
   */
  readonly kubernetesVersion?: ClusterVersion;
  /**
   * Address range of Kubernetes services; must not overlap the VPC or a network that is peered with it.
   *
   * @default "172.20.0.0/16"
   */
  readonly serviceCidr?: string;
  /**
   * How long the control plane's logs are kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /**
   * Graviton instance types of the system nodes, most wanted first.
   *
   * @default ["m7g.large"]
   */
  readonly systemInstanceTypes?: readonly string[];
  /**
   * Number of system nodes, spread over the subnets' zones.
   *
   * @default 3
   */
  readonly systemNodeCount?: number;
  /**
   * Disk of a system node.
   *
   * @default "50 GiB"
   */
  readonly systemVolumeSize?: Size;
  /**
   * Whether the cluster and its logs are guarded against deletion, by EKS and by Pulumi.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** Kubernetes version of a cluster that does not name one. */
export const DEFAULT_KUBERNETES_VERSION: ClusterVersion = "1.35";
/** Service range of a cluster that does not name one. */
export const DEFAULT_SERVICE_CIDR = "172.20.0.0/16";
/** How long control-plane logs are kept unless said otherwise. */
export const DEFAULT_LOG_RETENTION: Duration = "365 days";
/** Instance types of the system nodes unless said otherwise. */
export const DEFAULT_SYSTEM_INSTANCE_TYPES: readonly string[] = ["m7g.large"];
/** Number of system nodes unless said otherwise: one in each of three zones. */
export const DEFAULT_SYSTEM_NODE_COUNT = 3;
/** Disk of a system node unless said otherwise. */
export const DEFAULT_SYSTEM_VOLUME_SIZE: Size = "50 GiB";
/** Whether a cluster is guarded against deletion unless said otherwise. */
export const DEFAULT_PROTECT = true;
/** Every kind of log the control plane writes. */
export const CONTROL_PLANE_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;
/** Key of the taint that keeps ordinary pods off the system nodes. */
export const SYSTEM_TAINT = "CriticalAddonsOnly";

/** AWS permissions that an add-on gets through EKS Pod Identity. */
export interface AddonIdentity {
  /** Role of the add-on in child names. */
  readonly role: "network" | "storage";
  /** Kubernetes service account that gets the permissions. */
  readonly serviceAccount: string;
  /** AWS-managed policy that holds them. */
  readonly managedPolicy: string;
  /** Whether it encrypts volumes with the cluster's volume key. */
  readonly usesVolumeKey: boolean;
}

/** One EKS add-on. */
export interface AddonPlan {
  /** Name EKS gives it. */
  readonly name: EksAddonName;
  /** Pinned version. */
  readonly version: string;
  /** Whether nodes need it to become ready, so that it is installed before the first node. */
  readonly beforeNodes: boolean;
  /**
   * Settings, as the add-on's schema has them.
   *
   * @default - the add-on's own
   */
  readonly settings?: Readonly<Record<string, unknown>>;
  /**
   * Its AWS permissions.
   *
   * @default - none: it does not call AWS
   */
  readonly identity?: AddonIdentity;
}

const toleratesSystemTaint = { tolerations: [{ key: SYSTEM_TAINT, operator: "Exists" }] };

const ADDONS: readonly Omit<AddonPlan, "version">[] = [
  {
    name: "vpc-cni",
    beforeNodes: true,
    // Without it network policies are accepted and not enforced.
    settings: { enableNetworkPolicy: "true" },
    identity: {
      role: "network",
      serviceAccount: "aws-node",
      managedPolicy: "AmazonEKS_CNI_Policy",
      usesVolumeKey: false,
    },
  },
  { name: "kube-proxy", beforeNodes: true },
  { name: "eks-pod-identity-agent", beforeNodes: true },
  { name: "coredns", beforeNodes: false },
  {
    name: "aws-ebs-csi-driver",
    beforeNodes: false,
    // Version 2 of the policy reaches only volumes that carry the driver's tag.
    identity: {
      role: "storage",
      serviceAccount: "ebs-csi-controller-sa",
      managedPolicy: "AmazonEBSCSIDriverPolicyV2",
      usesVolumeKey: true,
    },
  },
  { name: "metrics-server", beforeNodes: false, settings: toleratesSystemTaint },
];

/** One entry in the cluster's list of who may do what. */
export interface GrantPlan<Arn = unknown> {
  /** Key in the arguments. */
  readonly key: string;
  /** Who. */
  readonly principalArn: Arn;
  /** ARN of EKS's access policy. */
  readonly policyArn: string;
  /** Where it holds. */
  readonly scope: { readonly type: "cluster" } | { readonly type: "namespace"; readonly namespaces: string[] };
}

/** What grants are decided from. */
export interface GrantsArgs<Arn> {
  /** AWS region of the cluster. */
  readonly region: string;
  /** The grants, by name. */
  readonly access: Readonly<Record<string, AccessGrant<Arn>>>;
}

/** A cluster, decided. */
export interface ClusterPlan {
  readonly version: ClusterVersion;
  readonly logGroupName: string;
  readonly logRetentionDays: number;
  readonly endpoint: { readonly publicAccess: boolean; readonly publicCidrs?: string[] };
  readonly serviceCidr: string;
  readonly addons: readonly AddonPlan[];
  readonly system: { readonly instanceTypes: string[]; readonly nodeCount: number; readonly volumeSizeGiB: number };
  readonly protect: boolean;
}

/** Decides a cluster: defaults applied, add-ons pinned to the Kubernetes version. */
export function planCluster(args: ClusterPlanArgs): ClusterPlan {
  const version = args.kubernetesVersion ?? DEFAULT_KUBERNETES_VERSION;
  return {
    version,
    // The name EKS writes to; the group exists first, so that EKS does not create one without retention and key.
    logGroupName: `/aws/eks/${args.clusterName}/cluster`,
    logRetentionDays: toDays(args.logRetention ?? DEFAULT_LOG_RETENTION),
    endpoint: planEndpoint(args.apiAccess),
    serviceCidr: args.serviceCidr ?? DEFAULT_SERVICE_CIDR,
    addons: ADDONS.map((addon) => ({ ...addon, version: EKS_ADDONS[version][addon.name] })),
    system: {
      instanceTypes: [...(args.systemInstanceTypes ?? DEFAULT_SYSTEM_INSTANCE_TYPES)],
      nodeCount: args.systemNodeCount ?? DEFAULT_SYSTEM_NODE_COUNT,
      volumeSizeGiB: toGiB(args.systemVolumeSize ?? DEFAULT_SYSTEM_VOLUME_SIZE),
    },
    protect: args.protect ?? DEFAULT_PROTECT,
  };
}

function planEndpoint(access: ApiAccess): ClusterPlan["endpoint"] {
  switch (access.kind) {
    case "public":
      return { publicAccess: true, publicCidrs: [...access.cidrs] };
    case "private":
      return { publicAccess: false };
  }
}

/** Decides who may do what: EKS's policy in the region's AWS partition, and the scope it holds in. */
export function planGrants<Arn>({ region, access }: GrantsArgs<Arn>): GrantPlan<Arn>[] {
  return Object.entries(access).map(([key, { principalArn, policy, namespaces }]) => ({
    key,
    principalArn,
    policyArn: `arn:${partitionOf(region)}:eks::aws:cluster-access-policy/${policy}`,
    scope: namespaces === undefined ? { type: "cluster" } : { type: "namespace", namespaces: [...namespaces] },
  }));
}
