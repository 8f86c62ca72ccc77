import { targetOf, type BusinessMetric } from "../../../components/autoscaler";
import { LATENCY, PENDING } from "./fixture";

/** Whether the compiler takes a value for a business metric. */
type IsMetric<Value> = Value extends BusinessMetric ? true : false;
type Named = { readonly name: string; readonly query: string };

describe("BusinessMetric", () => {
  it("pairs a total with a target per pod and a gauge with a target, and nothing else compiles", () => {
    const total: IsMetric<Named & { readonly kind: "total"; readonly targetPerPod: number }> = true;
    const gauge: IsMetric<Named & { readonly kind: "gauge"; readonly target: number }> = true;
    const totalWithTarget: IsMetric<Named & { readonly kind: "total"; readonly target: number }> = false;
    const gaugePerPod: IsMetric<Named & { readonly kind: "gauge"; readonly targetPerPod: number }> = false;
    expect([total, gauge, totalWithTarget, gaugePerPod]).toStrictEqual([true, true, false, false]);
  });

  it("divides a total by the pods, and compares a gauge as it is", () => {
    expect(targetOf(PENDING)).toStrictEqual({ metricType: "AverageValue", threshold: 50 });
    expect(targetOf(LATENCY)).toStrictEqual({ metricType: "Value", threshold: 0.25 });
  });
});
