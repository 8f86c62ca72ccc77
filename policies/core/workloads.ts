/** Path of the pod template of each Kubernetes workload. */
const WORKLOAD_TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  "kubernetes:apps/v1:DaemonSet": ["spec", "template"],
  "kubernetes:apps/v1:Deployment": ["spec", "template"],
  "kubernetes:apps/v1:StatefulSet": ["spec", "template"],
  "kubernetes:batch/v1:CronJob": ["spec", "jobTemplate", "spec", "template"],
  "kubernetes:batch/v1:Job": ["spec", "template"],
};

/** Types of Kubernetes that run pods from a template. */
export const WORKLOADS: readonly string[] = Object.keys(WORKLOAD_TEMPLATES);

/** Path of what describes a pod in each type that runs some; empty for a pod, which describes itself. */
export const POD_TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  ...WORKLOAD_TEMPLATES,
  "kubernetes:apps/v1:ReplicaSet": ["spec", "template"],
  "kubernetes:core/v1:Pod": [],
  "kubernetes:core/v1:ReplicationController": ["spec", "template"],
};

/** Path of a workload's pod template, `undefined` where the type is no workload. */
export function podTemplatePath(type: string): readonly string[] | undefined {
  return Object.hasOwn(WORKLOAD_TEMPLATES, type) ? WORKLOAD_TEMPLATES[type] : undefined;
}
