import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ROLE_LABEL } from "../../facts/labels";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { planAutoscaler } from "./autoscaler.plan";
import type { AutoscalerPlan, HpaPlan, HpaPlanArgs, KedaPlan, KedaPlanArgs } from "./autoscaler.plan";
import type { MetricsSourceNames, ScaleTargetNames } from "./autoscaler.plan";
import { autoscalerRefusals } from "./autoscaler.refusals";

/** The workload that is scaled. */
export interface ScaleTarget extends ScaleTargetNames {
  /**
   * What must exist before the autoscaler: the workload's Deployment and Service.
   *
   * @default - the workload is there already, deployed by another stack
   */
  readonly resources?: readonly pulumi.Resource[];
}

/** Where a cluster's business metrics come from. */
export interface MetricsSource extends MetricsSourceNames {
  /** Address of the Prometheus that answers the queries. */
  readonly prometheusUrl: pulumi.Input<string>;
  /**
   * What must exist before the autoscaler: the releases that own the metrics APIs.
   *
   * @default - they are there already, deployed by another stack
   */
  readonly resources?: readonly pulumi.Resource[];
}

/** What both kinds of autoscaler need beside their plan. */
interface Wiring {
  /** The workload to scale; its `scaleTarget`. */
  readonly target: ScaleTarget;
  /** Where the metrics come from; the `source` of the cluster's `MetricsApi`. */
  readonly source: MetricsSource;
}

/** Arguments of an {@link Autoscaler} that keeps at least one pod. */
export interface HpaAutoscalerArgs extends ComponentArgs, HpaPlanArgs, Wiring {
  /** The workload to scale; its `scaleTarget`. */
  readonly target: ScaleTarget;
  /** Where the metrics come from; the `source` of the cluster's `MetricsApi`. */
  readonly source: MetricsSource;
}

/** Arguments of an {@link Autoscaler} that goes down to zero. */
export interface KedaAutoscalerArgs extends ComponentArgs, KedaPlanArgs, Wiring {
  /** The workload to scale; its `scaleTarget`. */
  readonly target: ScaleTarget;
  /** Where the metrics come from; the `source` of the cluster's `MetricsApi`. */
  readonly source: MetricsSource;
}

/** Arguments of {@link Autoscaler}. */
export type AutoscalerArgs = HpaAutoscalerArgs | KedaAutoscalerArgs;

/**
 * The autoscaler of one workload, driven by business metrics.
 *
 * Creates one of:
 * - kind `hpa`: a horizontal pod autoscaler on `Object` metrics of the workload's Service, served by the Prometheus
 *   adapter at `custom.metrics.k8s.io`
 * - kind `keda`: a KEDA scaled object with Prometheus triggers, and a cron trigger for each campaign; KEDA makes the
 *   horizontal pod autoscaler itself
 *
 * Costs at defaults: nothing itself; the pods it starts cost what their nodes cost, up to `maxReplicas` of them.
 *
 * Does not: serve the metrics (the cluster's `MetricsApi` does); start nodes; set the replicas of a Deployment; scale
 * on CPU or memory.
 *
 * The Kubernetes provider is the caller's: `{ provider }` or `{ providers: [provider] }` in the options.
 *
 * @example
 * new Autoscaler("allocation", {
 *   kind: "hpa",
 *   target: allocation.scaleTarget,
 *   source: metricsApi.source,
 *   metrics: [{ kind: "total", name: "pending_orders", query: "sum(inventory_pending_orders)", targetPerPod: 50 }],
 *   minReplicas: 2,
 *   maxReplicas: 60,
 *   tags,
 * }, { providers: [cluster.provider] });
 */
export class Autoscaler extends Component {
  /** Name of the HorizontalPodAutoscaler or ScaledObject. */
  readonly objectName: pulumi.Output<string>;

  constructor(name: string, args: AutoscalerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:autoscaler:Autoscaler", name, checkArgs(`autoscaler "${name}"`, args, autoscalerRefusals), opts);
    const plan = planAutoscaler(args);
    const object = plan.kind === "hpa" ? this.createHpa(plan, args) : this.createScaledObject(plan, args);

    this.objectName = object.metadata.name;
    this.registerOutputs({ objectName: this.objectName });
  }

  private createHpa(plan: HpaPlan, wiring: Wiring): kubernetes.autoscaling.v2.HorizontalPodAutoscaler {
    return new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
      this.childName("hpa"),
      {
        metadata: this.scalerMetadata(plan),
        spec: {
          scaleTargetRef: plan.scaleTargetRef,
          minReplicas: plan.minReplicas,
          maxReplicas: plan.maxReplicas,
          metrics: [...plan.metrics],
          behavior: plan.behavior,
        },
      },
      this.scalerOptions(wiring),
    );
  }

  private createScaledObject(plan: KedaPlan, wiring: Wiring): kubernetes.apiextensions.CustomResource {
    const { prometheusUrl } = wiring.source;
    return new kubernetes.apiextensions.CustomResource(
      this.childName("scaled-object"),
      {
        apiVersion: "keda.sh/v1alpha1",
        kind: "ScaledObject",
        metadata: this.scalerMetadata(plan),
        spec: {
          scaleTargetRef: plan.scaleTargetRef,
          minReplicaCount: plan.minReplicas,
          maxReplicaCount: plan.maxReplicas,
          pollingInterval: plan.pollingInterval,
          cooldownPeriod: plan.cooldownPeriod,
          ...(plan.fallback === undefined ? {} : { fallback: plan.fallback }),
          advanced: { horizontalPodAutoscalerConfig: { behavior: plan.behavior } },
          triggers: [
            ...plan.triggers.map((trigger) => ({
              ...trigger,
              metadata: { serverAddress: prometheusUrl, ...trigger.metadata },
            })),
            ...plan.floors,
          ],
        },
      },
      this.scalerOptions(wiring),
    );
  }

  /** The role is on the autoscaler as well: policies judge it where the workload belongs to another stack. */
  private scalerMetadata({ namespace, role }: AutoscalerPlan): kubernetes.types.input.meta.v1.ObjectMeta {
    return { namespace, labels: { ...this.childLabels(), [ROLE_LABEL]: role } };
  }

  /** Two autoscalers on one Deployment fight, if only for the moment of a replacement: the old one goes first. */
  private scalerOptions({ target, source }: Wiring): pulumi.CustomResourceOptions {
    const resources = [...(target.resources ?? []), ...(source.resources ?? [])];
    return this.childOptions({ deleteBeforeReplace: true, dependsOn: resources });
  }
}
