import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { environment, restrictedContainer, restrictedPod, type EnvironmentInputs } from "../workload/restricted-pod";
import { CHECKPOINT_OF_SHARD, CHECKPOINT_VARIABLE, type BatchJobPlan } from "./batch-job.plan";

/** What a run takes that is known only when it is deployed. */
export interface JobInputs extends EnvironmentInputs {
  /** Repository of the image. */
  readonly repository: pulumi.Input<string>;
  /** Account that the pods run as. */
  readonly serviceAccountName: pulumi.Input<string>;
  /** Class of the pods' priority. */
  readonly priorityClassName: pulumi.Input<string>;
  /** Labels of runs and pods. */
  readonly labels: Readonly<Record<string, string>>;
  /**
   * Where the job saves: `s3://<bucket>/<prefix>`.
   *
   * @default - nowhere
   */
  readonly checkpointUri?: pulumi.Input<string> | undefined;
}

/** The runs of a batch job: an indexed Job, of which a lost node costs a shard the time since its last checkpoint. */
export function jobTemplate(plan: BatchJobPlan, inputs: JobInputs): kubernetes.types.input.batch.v1.JobTemplateSpec {
  return {
    metadata: { labels: inputs.labels },
    spec: {
      completionMode: "Indexed",
      completions: plan.completions,
      parallelism: plan.parallelism,
      backoffLimitPerIndex: plan.retries,
      maxFailedIndexes: plan.maxFailedIndexes,
      podFailurePolicy: { rules: plan.failurePolicy.map((rule) => ({ ...rule })) },
      // Two pods of one shard would save over one another: the second waits until the first is gone.
      podReplacementPolicy: "Failed",
      activeDeadlineSeconds: plan.activeDeadlineSeconds,
      ttlSecondsAfterFinished: plan.ttlSecondsAfterFinished,
      template: podTemplate(plan, inputs),
    },
  };
}

function podTemplate(plan: BatchJobPlan, inputs: JobInputs): kubernetes.types.input.core.v1.PodTemplateSpec {
  return {
    metadata: { labels: inputs.labels, annotations: plan.podAnnotations },
    spec: {
      ...restrictedPod(plan.userId, inputs.serviceAccountName),
      restartPolicy: "Never",
      priorityClassName: inputs.priorityClassName,
      terminationGracePeriodSeconds: plan.shutdownSeconds,
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: plan.selector },
          matchLabelKeys: ["batch.kubernetes.io/job-name"],
        },
      ],
      ...plan.placement,
      containers: [container(plan, inputs)],
    },
  };
}

function container(plan: BatchJobPlan, inputs: JobInputs): kubernetes.types.input.core.v1.Container {
  return {
    name: plan.name,
    image: pulumi.interpolate`${inputs.repository}${plan.imageSuffix}`,
    ...(plan.command.length === 0 ? {} : { command: [...plan.command] }),
    env: [...plan.variables, ...checkpointVariable(inputs), ...environment(inputs)],
    resources: plan.resources,
    ...restrictedContainer(),
  };
}

/** Comes after the variables it refers to: Kubernetes fills in only what is defined before. */
function checkpointVariable({ checkpointUri }: JobInputs): kubernetes.types.input.core.v1.EnvVar[] {
  return checkpointUri === undefined
    ? []
    : [{ name: CHECKPOINT_VARIABLE, value: pulumi.interpolate`${checkpointUri}/${CHECKPOINT_OF_SHARD}` }];
}
