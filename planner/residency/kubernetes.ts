import type { DataInput } from "../../facts/data-paths";

const REASON = "addresses are handed to a program in it";
const EGRESS: DataInput = {
  rule: "kubernetes-address",
  verdict: "path",
  kind: "egress",
  names: "document",
  reason: REASON,
};
const NOTHING: ReadonlyMap<string, DataInput> = new Map();

/** Objects whose text is handed to programs that run, or to a controller which sends data. */
const HANDED_ON: Readonly<Record<string, readonly string[]>> = {
  "kubernetes:apps/v1:Deployment": ["spec"],
  "kubernetes:apps/v1:StatefulSet": ["spec"],
  "kubernetes:apps/v1:DaemonSet": ["spec"],
  "kubernetes:batch/v1:Job": ["spec"],
  "kubernetes:batch/v1:CronJob": ["spec"],
  "kubernetes:core/v1:Pod": ["spec"],
  "kubernetes:core/v1:ConfigMap": ["data"],
  "kubernetes:core/v1:Secret": ["stringData"],
  "kubernetes:core/v1:Service": ["spec"],
  "kubernetes:helm.sh/v3:Release": ["values"],
};

/** What is known of the inputs of a kind of Kubernetes object. */
export function kubernetesInputs(type: string): ReadonlyMap<string, DataInput> {
  const inputs = Object.hasOwn(HANDED_ON, type) ? HANDED_ON[type] : undefined;
  return inputs === undefined ? NOTHING : new Map(inputs.map((input) => [input, EGRESS]));
}
