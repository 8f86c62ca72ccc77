import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PORT_NAME, type WorkloadPlan } from "./workload.plan";

/** A key of a Kubernetes Secret. */
export interface SecretReference {
  /** Name of the Secret, in the workload's namespace. */
  readonly secretName: pulumi.Input<string>;
  /** Key in it. */
  readonly key: string;
}

/** What a pod takes that is known only when it is deployed. */
export interface PodInputs {
  /** Repository of the image. */
  readonly repository: pulumi.Input<string>;
  /** Account that the pod runs as. */
  readonly serviceAccountName: pulumi.Input<string>;
  /** Labels of the pod. */
  readonly labels: Readonly<Record<string, string>>;
  /** Plain environment variables. */
  readonly env: Readonly<Record<string, pulumi.Input<string>>>;
  /** Environment variables from Secrets. */
  readonly secrets: Readonly<Record<string, SecretReference>>;
}

/** Space for temporary files: the rest of the filesystem cannot be written. */
export const TEMPORARY_SPACE = "256Mi";
const TEMPORARY_VOLUME = "tmp";

/** The pods of a workload: restricted in every respect that pod security knows, spread over zones and nodes. */
export function podTemplate(plan: WorkloadPlan, inputs: PodInputs): kubernetes.types.input.core.v1.PodTemplateSpec {
  return {
    metadata: { labels: inputs.labels, annotations: plan.podAnnotations },
    spec: {
      serviceAccountName: inputs.serviceAccountName,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: plan.shutdownSeconds,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: plan.userId,
        runAsGroup: plan.userId,
        fsGroup: plan.userId,
        seccompProfile: { type: "RuntimeDefault" },
      },
      topologySpreadConstraints: spreadConstraints(plan),
      ...plan.placement,
      containers: [container(plan, inputs)],
      volumes: [{ name: TEMPORARY_VOLUME, emptyDir: { sizeLimit: TEMPORARY_SPACE } }],
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
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [{ name: TEMPORARY_VOLUME, mountPath: "/tmp" }],
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

function environment({ env, secrets }: PodInputs): kubernetes.types.input.core.v1.EnvVar[] {
  const plain = Object.entries(env).map(([name, value]) => ({ name, value }));
  const referenced = Object.entries(secrets).map(([name, { secretName, key }]) => ({
    name,
    valueFrom: { secretKeyRef: { name: secretName, key } },
  }));
  return [...plain, ...referenced].toSorted((left, right) => (left.name < right.name ? -1 : 1));
}
