import { isTarget, quantityOf } from "../resource/pods";
import { Undecided, type ResourceReader } from "../resource/reader";
import type { HpaSpec, MetricTarget, ScalingRules } from "./hpa";

/** What scales a workload. */
export interface Scaler {
  readonly urn: string;
  readonly spec: HpaSpec;
  /** What KEDA adds: from nothing to one, and back to nothing. Absent for an autoscaler by itself. */
  readonly activation?: Activation;
}

/** When KEDA starts a workload, and when it puts it to rest. */
export interface Activation {
  readonly above: number;
  readonly cooldownSeconds: number;
  readonly pollingSeconds: number;
  /** Pods at rest. */
  readonly least: number;
}

/** What Kubernetes does where an autoscaler's manifest says nothing. */
const DEFAULTS = {
  scaleUp: { window: 0, policies: [["Percent", 100, 15] as const, ["Pods", 4, 15] as const] },
  scaleDown: { window: 300, policies: [["Percent", 100, 15] as const] },
} as const;

const HPA = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";

/** What scales a workload, of the resources of its stack; `undefined` where nothing does. */
export function scalerOf(
  workload: ResourceReader,
  ofType: (type: string) => readonly ResourceReader[],
): Scaler | undefined {
  const its = (type: string): ResourceReader | undefined => ofType(type).find((scaler) => isTarget(scaler, workload));
  const hpa = its(HPA);
  const keda = its("kubernetes:keda.sh/v1alpha1:ScaledObject");
  if (hpa !== undefined) {
    return { urn: hpa.resource.urn, spec: hpaSpec(hpa) };
  }
  return keda === undefined ? undefined : { urn: keda.resource.urn, ...kedaScaler(keda) };
}

/** An autoscaler by its manifest; the controller has a window of its own for shrinking where the manifest has none. */
export function hpaSpec(hpa: ResourceReader, downscaleSeconds: number = DEFAULTS.scaleDown.window): HpaSpec {
  return {
    minReplicas: hpa.number("spec.minReplicas", 1),
    maxReplicas: hpa.number("spec.maxReplicas"),
    targets: hpa.list("spec.metrics").map((_, index) => targetOf(hpa, `spec.metrics.${index}.`)),
    scaleUp: rulesOf(hpa, "spec.behavior.scaleUp.", DEFAULTS.scaleUp),
    scaleDown: rulesOf(hpa, "spec.behavior.scaleDown.", { ...DEFAULTS.scaleDown, window: downscaleSeconds }),
    isWithoutBehavior: !hpa.has("spec.behavior"),
  };
}

function targetOf(hpa: ResourceReader, under: string): MetricTarget {
  const kind = hpa.text(`${under}type`).toLowerCase();
  if (kind !== "object" && kind !== "external") {
    throw new Undecided(`\`${under}type\` is "${hpa.text(`${under}type`)}", expected Object or External`);
  }
  return targetAt(hpa, `${under}${kind}.target.`);
}

function targetAt(hpa: ResourceReader, under: string): MetricTarget {
  const type = hpa.text(`${under}type`);
  if (type !== "AverageValue" && type !== "Value") {
    throw new Undecided(`\`${under}type\` is "${type}", expected AverageValue or Value`);
  }
  return { type, value: quantityOf(hpa.read(`${under}${type === "Value" ? "value" : "averageValue"}`)) };
}

function kedaScaler(keda: ResourceReader): Pick<Scaler, "spec" | "activation"> {
  const least = keda.number("spec.minReplicaCount", 0);
  const behavior = "spec.advanced.horizontalPodAutoscalerConfig.behavior";
  const type = keda.text("spec.triggers.0.metricType", "AverageValue");
  if (type !== "AverageValue" && type !== "Value") {
    throw new Undecided(`\`spec.triggers.0.metricType\` is "${type}", expected AverageValue or Value`);
  }
  return {
    spec: {
      minReplicas: Math.max(least, 1),
      maxReplicas: keda.number("spec.maxReplicaCount", 100),
      targets: [{ type, value: keda.number("spec.triggers.0.metadata.threshold") }],
      scaleUp: rulesOf(keda, `${behavior}.scaleUp.`, DEFAULTS.scaleUp),
      scaleDown: rulesOf(keda, `${behavior}.scaleDown.`, DEFAULTS.scaleDown),
      isWithoutBehavior: !keda.has(behavior),
    },
    activation: {
      above: keda.number("spec.triggers.0.metadata.activationThreshold", 0),
      cooldownSeconds: keda.number("spec.cooldownPeriod", 300),
      pollingSeconds: keda.number("spec.pollingInterval", 30),
      least,
    },
  };
}

interface DefaultRules {
  readonly window: number;
  readonly policies: readonly (readonly ["Pods" | "Percent", number, number])[];
}

function rulesOf(scaler: ResourceReader, at: string, { window, policies }: DefaultRules): ScalingRules {
  const named = scaler.list(`${at}policies`).map((_, index) => ({
    type: policyType(scaler.text(`${at}policies.${index}.type`)),
    value: scaler.number(`${at}policies.${index}.value`),
    periodSeconds: scaler.number(`${at}policies.${index}.periodSeconds`),
  }));
  return {
    stabilizationWindowSeconds: scaler.number(`${at}stabilizationWindowSeconds`, window),
    selectPolicy: selection(scaler.text(`${at}selectPolicy`, "Max")),
    policies:
      named.length > 0 ? named : policies.map(([type, value, periodSeconds]) => ({ type, value, periodSeconds })),
    ...(scaler.has(`${at}tolerance`) && { tolerance: quantityOf(scaler.read(`${at}tolerance`)) }),
  };
}

function policyType(text: string): "Pods" | "Percent" {
  return text === "Pods" ? "Pods" : "Percent";
}

function selection(text: string): ScalingRules["selectPolicy"] {
  return text === "Min" || text === "Disabled" ? text : "Max";
}
