/** Path of the pod template of each Kubernetes workload; empty for a pod, which is its own template. */
const POD_TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  "kubernetes:apps/v1:DaemonSet": ["spec", "template"],
  "kubernetes:apps/v1:Deployment": ["spec", "template"],
  "kubernetes:apps/v1:StatefulSet": ["spec", "template"],
  "kubernetes:batch/v1:CronJob": ["spec", "jobTemplate", "spec", "template"],
  "kubernetes:batch/v1:Job": ["spec", "template"],
};

/** Types of Kubernetes that run pods from a template. */
export const WORKLOADS: readonly string[] = Object.keys(POD_TEMPLATES);

/** Path of a workload's pod template, `undefined` where the type is no workload. */
export function podTemplatePath(type: string): readonly string[] | undefined {
  return Object.hasOwn(POD_TEMPLATES, type) ? POD_TEMPLATES[type] : undefined;
}
