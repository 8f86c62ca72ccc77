import * as kubernetes from "@pulumi/kubernetes";
import { Autoscaler, FALLBACK_FAILURES, KEDA_DEFAULTS, type AutoscalerArgs } from "../../../components/autoscaler";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource } from "../../../planner/plan";
import { HPA, KEDA, LABELS, LATENCY, PENDING, SOURCE } from "./fixture";

function planOf(args: AutoscalerArgs): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "dev",
    program: () => {
      const provider = new kubernetes.Provider("cluster", { kubeconfig: "{}" });
      const release = new kubernetes.core.v1.Namespace("release", {}, { provider });
      const deployment = new kubernetes.core.v1.Namespace("deployment", {}, { provider });
      const target = { ...args.target, resources: [deployment] };
      const source = { ...args.source, resources: [release] };
      const { objectName } = new Autoscaler("allocation", { ...args, target, source }, { providers: [provider] });
      return { objectName };
    },
  });
}

/** The children of the autoscaler. */
function children(plan: Plan): PlannedResource[] {
  const component = plan.resources.find(({ type }) => type === "inventory:autoscaler:Autoscaler");
  return plan.resources.filter(({ parent }) => parent === component?.urn);
}

function onlyChild(plan: Plan): PlannedResource {
  const [child, ...others] = children(plan);
  if (child === undefined || others.length > 0) {
    throw new Error(`expected one child, got ${others.length + (child === undefined ? 0 : 1)}`);
  }
  return child;
}

const BEHAVIOR = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: "Max",
    policies: [
      { type: "Percent", value: 200, periodSeconds: 15 },
      { type: "Pods", value: 10, periodSeconds: 15 },
    ],
  },
  scaleDown: {
    stabilizationWindowSeconds: 600,
    selectPolicy: "Max",
    policies: [{ type: "Percent", value: 20, periodSeconds: 60 }],
  },
};
const METADATA = { namespace: "allocation", labels: { ...LABELS, "inventory-platform/role": "server" } };
const SCALE_TARGET = { apiVersion: "apps/v1", kind: "Deployment", name: "allocation" };
const SERVICE = { apiVersion: "v1", kind: "Service", name: "allocation" };

describe("Autoscaler of kind hpa", () => {
  it("creates a horizontal pod autoscaler alone, at defaults", async () => {
    const plan = await planOf(HPA);
    const hpa = onlyChild(plan);
    expect([hpa.type, hpa.name]).toStrictEqual(["kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "allocation-hpa"]);
    expect(hpa.inputs["metadata"]).toStrictEqual(METADATA);
    expect(hpa.inputs["spec"]).toStrictEqual({
      scaleTargetRef: SCALE_TARGET,
      minReplicas: 2,
      maxReplicas: 60,
      metrics: [
        {
          type: "Object",
          object: {
            describedObject: SERVICE,
            metric: { name: "pending_orders" },
            target: { type: "AverageValue", averageValue: "50" },
          },
        },
      ],
      behavior: BEHAVIOR,
    });
    expect(plan.outputs["objectName"]).toBe((hpa.outputs["metadata"] as { name: string }).name);
  });

  it("compares a gauge as it is", async () => {
    const hpa = onlyChild(await planOf({ ...HPA, metrics: [LATENCY] }));
    expect(hpa.inputs["spec"]).toMatchObject({
      metrics: [
        {
          object: {
            describedObject: SERVICE,
            metric: { name: "allocation_latency_p95" },
            target: { type: "Value", value: "0.25" },
          },
        },
      ],
    });
  });

  it("takes several metrics, in the order they are given, and another behaviour", async () => {
    const rules = {
      stabilization: "1 minute",
      select: "Min",
      policies: [{ type: "Pods", value: 1, period: "1 minute" }],
    } as const;
    const hpa = onlyChild(
      await planOf({ ...HPA, metrics: [LATENCY, PENDING], behavior: { scaleUp: rules, scaleDown: rules } }),
    );
    const planned = {
      stabilizationWindowSeconds: 60,
      selectPolicy: "Min",
      policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
    };
    expect(hpa.inputs["spec"]).toMatchObject({
      metrics: [
        { object: { metric: { name: "allocation_latency_p95" } } },
        { object: { metric: { name: "pending_orders" } } },
      ],
      behavior: { scaleUp: planned, scaleDown: planned },
    });
  });

  it("waits for workload and metrics, uses the caller's provider, and goes before another comes", async () => {
    const plan = await planOf(HPA);
    const hpa = onlyChild(plan);
    const urnOf = (name: string): string | undefined => plan.resources.find((resource) => resource.name === name)?.urn;
    expect(hpa.dependencies).toEqual(expect.arrayContaining([urnOf("deployment"), urnOf("release")]));
    expect(hpa.provider?.split("::")[3]).toBe("cluster");
    expect(hpa.options.deleteBeforeReplace).toBe(true);
  });
});

describe("Autoscaler of kind keda", () => {
  it("has these defaults", () => {
    expect(KEDA_DEFAULTS).toStrictEqual({
      minReplicas: 0,
      activationThreshold: 0,
      fallbackShare: 0.5,
      pollingInterval: "15 seconds",
      cooldown: "10 minutes",
    });
    expect(FALLBACK_FAILURES).toBe(3);
  });

  it("creates a scaled object alone, at defaults, and no autoscaler beside it", async () => {
    const plan = await planOf(KEDA);
    const scaledObject = onlyChild(plan);
    expect([scaledObject.type, scaledObject.name]).toStrictEqual([
      "kubernetes:keda.sh/v1alpha1:ScaledObject",
      "allocation-scaled-object",
    ]);
    expect(scaledObject.inputs).toStrictEqual({
      apiVersion: "keda.sh/v1alpha1",
      kind: "ScaledObject",
      metadata: METADATA,
      spec: {
        scaleTargetRef: SCALE_TARGET,
        minReplicaCount: 0,
        maxReplicaCount: 41,
        pollingInterval: 15,
        cooldownPeriod: 600,
        fallback: { failureThreshold: 3, replicas: 21, behavior: "currentReplicasIfHigher" },
        advanced: { horizontalPodAutoscalerConfig: { behavior: BEHAVIOR } },
        triggers: [
          {
            type: "prometheus",
            name: "pending_orders",
            metricType: "AverageValue",
            metadata: {
              serverAddress: "http://prometheus-server.metrics.svc:80",
              query: "sum(inventory_pending_orders)",
              threshold: "50",
              activationThreshold: "0",
              ignoreNullValues: "false",
            },
          },
        ],
      },
    });
    expect(scaledObject.options.deleteBeforeReplace).toBe(true);
    expect(plan.resources.filter(({ type }) => type.includes("HorizontalPodAutoscaler"))).toStrictEqual([]);
  });

  it("takes every choice", async () => {
    const scaledObject = onlyChild(
      await planOf({
        ...KEDA,
        minReplicas: 1,
        activationThreshold: 5,
        fallbackReplicas: 3,
        pollingInterval: "30 seconds",
        cooldown: "1 minute",
      }),
    );
    expect(scaledObject.inputs["spec"]).toMatchObject({
      minReplicaCount: 1,
      pollingInterval: 30,
      cooldownPeriod: 60,
      fallback: { replicas: 3 },
      triggers: [{ metadata: { activationThreshold: "5" } }],
    });
  });

  it("asks for the pods of a campaign while it lasts, beside what the metrics ask for", async () => {
    const campaigns = {
      "singles-day": { start: "0 17 10 11 *", end: "0 1 12 11 *", timeZone: "Asia/Shanghai", replicas: 40 },
      "black-friday": { start: "30 17 27 11 *", end: "0 2 28 11 *", timeZone: "Europe/Berlin", replicas: 30 },
    };
    const scaledObject = onlyChild(await planOf({ ...KEDA, campaigns }));
    const floor = (name: string, timezone: string, [start, end, desiredReplicas]: readonly string[]): object => ({
      type: "cron",
      name,
      metricType: "AverageValue",
      metadata: { timezone, start, end, desiredReplicas },
    });
    expect(scaledObject.inputs["spec"]).toMatchObject({
      fallback: { replicas: 21 },
      triggers: [
        { type: "prometheus", name: "pending_orders" },
        floor("black-friday", "Europe/Berlin", ["30 17 27 11 *", "0 2 28 11 *", "30"]),
        floor("singles-day", "Asia/Shanghai", ["0 17 10 11 *", "0 1 12 11 *", "40"]),
      ],
    });
  });

  it("asks Prometheus itself, so the metric need not be served", async () => {
    const scaledObject = onlyChild(await planOf({ ...KEDA, source: { ...SOURCE, served: [] } }));
    expect(scaledObject.inputs["spec"]).toMatchObject({ triggers: [{ name: "pending_orders" }] });
  });

  it("compares a gauge as it is, and has no fallback then", async () => {
    const scaledObject = onlyChild(await planOf({ ...KEDA, minReplicas: 1, metrics: [PENDING, LATENCY] }));
    expect(scaledObject.inputs["spec"]).not.toHaveProperty("fallback");
    expect(scaledObject.inputs["spec"]).toMatchObject({
      triggers: [
        { name: "pending_orders", metricType: "AverageValue", metadata: { threshold: "50" } },
        { name: "allocation_latency_p95", metricType: "Value", metadata: { threshold: "0.25" } },
      ],
    });
  });
});
