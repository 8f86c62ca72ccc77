import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { environment, restrictedContainer, restrictedPod, type EnvironmentInputs } from "./restricted-pod";
import { PORT_NAME, type WorkloadPlan } from "./workload.plan";

/** What a pod takes that is known only when it is deployed. */
export interface PodInputs extends EnvironmentInputs {
  /** Repository of the image. */
  readonly repository: pulumi.Input<string>;
  /** Account that the pod runs as. */
  readonly serviceAccountName: pulumi.Input<string>;
  /** Labels of the pod. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The pods of a workload: restricted in every respect that pod security knows, spread over zones and nodes. */
export function podTemplate(plan: WorkloadPlan, inputs: PodInputs): kubernetes.types.input.core.v1.PodTemplateSpec {
  return {
    metadata: { labels: inputs.labels, annotations: plan.podAnnotations },
    spec: {
      ...restrictedPod(plan.userId, inputs.serviceAccountName),
      terminationGracePeriodSeconds: plan.shutdownSeconds,
      topologySpreadConstraints: spreadConstraints(plan),
      ...plan.placement,
      containers: [container(plan, inputs)],
    },
  };
}

function container(plan: WorkloadPlan, inputs: PodInputs): kubernetes.types.input.core.v1.Container {
  return {
    name: plan.name,
    image: pulumi.interpolate`${inputs.repository}${plan.imageSuffix}`,
    ports: [{ name: PORT_NAME, containerPort: plan.port, protocol: "TCP" }],
    env: environment(inputs),
    resources: plan.resources,
    ...plan.probes,
    lifecycle: { preStop: { sleep: { seconds: plan.drainSeconds } } },
    ...restrictedContainer(),
  };
}

/** Old and new pods of a rollout are spread each on their own; nodes that the pods cannot use do not count. */
function spreadConstraints(plan: WorkloadPlan): kubernetes.types.input.core.v1.TopologySpreadConstraint[] {
  const common = {
    maxSkew: 1,
    labelSelector: { matchLabels: plan.selector },
    matchLabelKeys: ["pod-template-hash"],
    nodeTaintsPolicy: "Honor",
  };
  return [
    { ...common, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: plan.zoneWhenUnsatisfiable },
    { ...common, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" },
  ];
}
