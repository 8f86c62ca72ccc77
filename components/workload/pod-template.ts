import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { environment, restrictedContainer, restrictedPod, type EnvironmentInputs } from "./restricted-pod";
import type { MountedFiles, WorkloadPlan } from "./workload.plan";

/** Owner and group of a mounted file may read it, and nobody else; the pod's group is its owner's. */
const READ_ONLY_MODE = 0o440;

/** What a pod takes that is known only when it is deployed. */
export interface PodInputs extends EnvironmentInputs {
  /** Repository of the image. */
  readonly repository: pulumi.Input<string>;
  /** Account that the pod runs as. */
  readonly serviceAccountName: pulumi.Input<string>;
  /** Labels of the pod. */
  readonly labels: Readonly<Record<string, string>>;
  /** Secrets and ConfigMaps as files, by folder. */
  readonly files: Readonly<Record<string, MountedFiles<pulumi.Input<string>>>>;
}

/** The pods of a workload: restricted in every respect that pod security knows, spread over zones and nodes. */
export function podTemplate(plan: WorkloadPlan, inputs: PodInputs): kubernetes.types.input.core.v1.PodTemplateSpec {
  const pod = restrictedPod(plan.userId, inputs.serviceAccountName);
  const mounted = mountedFiles(inputs);
  return {
    metadata: { labels: inputs.labels, annotations: plan.podAnnotations },
    spec: {
      ...pod,
      volumes: [...pod.volumes, ...mounted.map(({ volume }) => volume)],
      terminationGracePeriodSeconds: plan.shutdownSeconds,
      topologySpreadConstraints: spreadConstraints(plan),
      ...plan.placement,
      containers: [
        container(
          plan,
          inputs,
          mounted.map(({ mount }) => mount),
        ),
      ],
    },
  };
}

/** Each folder with its volume. */
function mountedFiles({ files }: PodInputs): readonly {
  readonly volume: kubernetes.types.input.core.v1.Volume;
  readonly mount: kubernetes.types.input.core.v1.VolumeMount;
}[] {
  const folders = Object.entries(files).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return folders.map(([mountPath, { kind, name }], index) => {
    const volumeName = `files-${index + 1}`;
    const source =
      kind === "secret"
        ? { secret: { secretName: name, defaultMode: READ_ONLY_MODE } }
        : { configMap: { name, defaultMode: READ_ONLY_MODE } };
    return { volume: { name: volumeName, ...source }, mount: { name: volumeName, mountPath, readOnly: true } };
  });
}

function container(
  plan: WorkloadPlan,
  inputs: PodInputs,
  mounts: readonly kubernetes.types.input.core.v1.VolumeMount[],
): kubernetes.types.input.core.v1.Container {
  const restricted = restrictedContainer();
  return {
    name: plan.name,
    image: pulumi.interpolate`${inputs.repository}${plan.imageSuffix}`,
    ports: [...plan.containerPorts],
    env: environment(inputs),
    resources: plan.resources,
    ...plan.probes,
    lifecycle: { preStop: { sleep: { seconds: plan.drainSeconds } } },
    ...restricted,
    volumeMounts: [...restricted.volumeMounts, ...mounts],
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
