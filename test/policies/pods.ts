import type { Props, Sent } from "./harness";

/** A container that keeps to the restricted profile of the Pod Security Standards. */
export const CONTAINER: Props = {
  name: "api",
  image: "api:1",
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    privileged: false,
    runAsNonRoot: true,
  },
};

/** The spec of a pod that keeps to the restricted profile. */
export const POD: Props = {
  containers: [CONTAINER],
  securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
};

/** The types that run pods, each with a pod of this spec, by the path at which it stands. */
export function podsOf(spec: unknown): Readonly<Record<string, Sent>> {
  const template = { spec: { template: { spec } } };
  const templated = ["apps/v1:DaemonSet", "apps/v1:ReplicaSet", "apps/v1:StatefulSet", "batch/v1:Job"];
  return {
    ...Object.fromEntries(
      templated.map((type) => [`a ${type.split(":")[1]}`, { type: `kubernetes:${type}`, props: template }]),
    ),
    "a ReplicationController": { type: "kubernetes:core/v1:ReplicationController", props: template },
  };
}

/** A CronJob with a pod of this spec. */
export const cronJob = (spec: unknown): Sent => ({
  type: "kubernetes:batch/v1:CronJob",
  props: { spec: { jobTemplate: { spec: { template: { spec } } } } },
});

/** A pod alone. */
export const podAlone = (spec: unknown): Sent => ({ type: "kubernetes:core/v1:Pod", props: { spec } });
