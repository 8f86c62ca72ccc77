import type { DataInput, DataPath } from "../../facts/data-paths";

const EGRESS: DataPath = {
  rule: "kubernetes-address",
  verdict: "path",
  kind: "egress",
  names: "document",
  reason: "addresses are handed to a program in it",
};
const ADDRESS: DataPath = {
  ...EGRESS,
  names: "address",
  reason: "what is sent to the service ends at the address named",
};
const METADATA = "kubernetes.Metadata";
const SHAPES: Readonly<Record<string, ReadonlyMap<string, DataInput>>> = {
  [METADATA]: new Map([["annotations", { ...EGRESS, reason: "controllers are told addresses in it" }]]),
  "kubernetes.Endpoint": new Map([
    ["addresses", ADDRESS],
    ["hostname", ADDRESS],
  ]),
  "kubernetes.EndpointSubset": new Map([["addresses", { shape: "kubernetes.EndpointAddress" }]]),
  "kubernetes.EndpointAddress": new Map([
    ["ip", ADDRESS],
    ["hostname", ADDRESS],
  ]),
};

/** Objects whose text is handed to programs that run, or to a controller which sends data or reads them from elsewhere. */
const HANDED_ON: Readonly<Record<string, Readonly<Record<string, DataInput>>>> = {
  "kubernetes:apps/v1:Deployment": { spec: EGRESS },
  "kubernetes:apps/v1:ReplicaSet": { spec: EGRESS },
  "kubernetes:apps/v1:StatefulSet": { spec: EGRESS },
  "kubernetes:apps/v1:DaemonSet": { spec: EGRESS },
  "kubernetes:batch/v1:Job": { spec: EGRESS },
  "kubernetes:batch/v1:CronJob": { spec: EGRESS },
  "kubernetes:core/v1:Pod": { spec: EGRESS },
  "kubernetes:core/v1:PodTemplate": { template: EGRESS },
  "kubernetes:core/v1:ReplicationController": { spec: EGRESS },
  "kubernetes:core/v1:ConfigMap": { data: EGRESS, binaryData: EGRESS },
  "kubernetes:core/v1:Secret": { data: EGRESS, stringData: EGRESS },
  "kubernetes:core/v1:Service": { spec: EGRESS },
  "kubernetes:core/v1:Endpoints": { subsets: { shape: "kubernetes.EndpointSubset" } },
  "kubernetes:core/v1:PersistentVolume": { spec: EGRESS },
  "kubernetes:discovery.k8s.io/v1:EndpointSlice": { endpoints: { shape: "kubernetes.Endpoint" } },
  "kubernetes:storage.k8s.io/v1:StorageClass": { parameters: EGRESS },
  "kubernetes:admissionregistration.k8s.io/v1:MutatingWebhookConfiguration": { webhooks: EGRESS },
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration": { webhooks: EGRESS },
  "kubernetes:helm.sh/v3:Release": { values: EGRESS },
};

/** Groups of Kubernetes itself: one word, or a name under `k8s.io`. All others are of operators, who act by the `spec`. */
const OWN_GROUP = /^kubernetes:([a-z0-9]+|[a-z0-9.]+\.k8s\.io|helm\.sh)\/[^:]+:/;
const OF_OPERATOR: Readonly<Record<string, DataInput>> = { spec: EGRESS };

/** What is known of the inputs of a kind of Kubernetes object; a patch of an object is as the object. */
export function kubernetesInputs(type: string): ReadonlyMap<string, DataInput> {
  const kind = type.replace(/Patch$/, "");
  const inputs = Object.hasOwn(HANDED_ON, kind) ? HANDED_ON[kind] : OWN_GROUP.test(type) ? {} : OF_OPERATOR;
  return new Map<string, DataInput>([["metadata", { shape: METADATA }], ...Object.entries(inputs ?? {})]);
}

/** Members by which one object refers to another kind: the group of an interface looks like a host. */
const GROUP = /^(group|apiGroup|apiVersion)$/;

/** Whether a member of what is handed on names a group of interfaces, and no address. */
export function isGroup(known: DataInput, member: string): boolean {
  return "rule" in known && known.rule === EGRESS.rule && GROUP.test(member);
}

/** What is known of the members of a part of a Kubernetes object; nothing where the shape is none of these. */
export function kubernetesShape(shape: string): ReadonlyMap<string, DataInput> | undefined {
  return Object.hasOwn(SHAPES, shape) ? SHAPES[shape] : undefined;
}
