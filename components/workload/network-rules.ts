/** The pods of one workload of this kit. */
export interface WorkloadPeer {
  readonly kind: "workload";
  /** Namespace of the workload. */
  readonly namespace: string;
  /** Name of the workload. */
  readonly name: string;
}

/** All pods of a namespace. */
export interface NamespacePeer {
  readonly kind: "namespace";
  /** Name of the namespace. */
  readonly namespace: string;
}

/** Addresses outside the cluster: a VPC's, a database's subnets, a load balancer's. */
export interface CidrPeer {
  readonly kind: "cidr";
  /** The addresses: `10.20.0.0/16`. */
  readonly cidr: string;
}

/** Whom a workload talks with. */
export type NetworkPeer = WorkloadPeer | NamespacePeer | CidrPeer;

/** A way out of a workload. */
export interface NetworkDestination {
  /** Who is reached. */
  readonly peer: NetworkPeer;
  /** TCP ports that are reached. */
  readonly ports: readonly number[];
}

/** A peer as a network policy takes it. */
export interface PlannedPeer {
  readonly ipBlock?: { readonly cidr: string };
  readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
}

/** A port as a network policy takes it. */
export interface PlannedPort {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

/** A rule that lets traffic in. */
export interface PlannedIngress {
  readonly from: PlannedPeer[];
  readonly ports: PlannedPort[];
}

/** A rule that lets traffic out. */
export interface PlannedEgress {
  readonly to: PlannedPeer[];
  readonly ports: PlannedPort[];
}

/** Label that carries a workload's name on its pods. */
export const NAME_LABEL = "app.kubernetes.io/name";
/** Label that Kubernetes itself puts on every namespace. */
const NAMESPACE_LABEL = "kubernetes.io/metadata.name";

/** The cluster's name service, which every pod may ask. */
export const DNS_EGRESS: PlannedEgress = {
  to: [
    {
      namespaceSelector: { matchLabels: { [NAMESPACE_LABEL]: "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    },
  ],
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};

/**
 * The EKS Pod Identity agent of the node, from which a pod with a role takes its credentials.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
 */
export const POD_IDENTITY_EGRESS: PlannedEgress = {
  to: [{ ipBlock: { cidr: "169.254.170.23/32" } }],
  ports: [{ protocol: "TCP", port: 80 }],
};

/** Plans whom a rule concerns. */
export function planPeer(peer: NetworkPeer): PlannedPeer {
  switch (peer.kind) {
    case "workload":
      return { ...inNamespace(peer.namespace), podSelector: { matchLabels: { [NAME_LABEL]: peer.name } } };
    case "namespace":
      return inNamespace(peer.namespace);
    case "cidr":
      return { ipBlock: { cidr: peer.cidr } };
  }
}

/** Plans a way out. */
export function planDestination({ peer, ports }: NetworkDestination): PlannedEgress {
  return { to: [planPeer(peer)], ports: ports.map((port) => ({ protocol: "TCP", port })) };
}

const CIDR = /^(\d{1,3}\.){3}\d{1,3}\/(\d|[12]\d|3[0-2])$/;

/** Whether a peer's addresses are not a CIDR block. */
export function isMalformed(peer: NetworkPeer): boolean {
  return peer.kind === "cidr" && !CIDR.test(peer.cidr);
}

function inNamespace(namespace: string): PlannedPeer {
  return { namespaceSelector: { matchLabels: { [NAMESPACE_LABEL]: namespace } } };
}
