import type { Properties } from "../../../planner/plan";
import { scenarioSchema } from "../../../planner/simulate/scenario";
import { simulate } from "../../../planner/simulate/simulate";
import { planOf, type Sketch } from "../cost/plans";

const STACK = "test-us-east-1";

const POOL = (cpu: string, name = "main", weight = 10): Sketch => ({
  type: "kubernetes:karpenter.sh/v1:NodePool",
  name,
  region: null,
  inputs: {
    metadata: { name },
    spec: { weight, limits: { cpu, memory: "1000Gi" }, template: { spec: { requirements: [] } } },
  },
});

const DEPLOYMENT: Sketch = {
  type: "kubernetes:apps/v1:Deployment",
  region: null,
  inputs: {
    metadata: { name: "orders", namespace: "shop" },
    spec: { template: { spec: { containers: [{ resources: { requests: { cpu: "500m", memory: "512Mi" } } }] } } },
  },
};

const TARGET = {
  waiting: { type: "AverageValue", averageValue: "50" },
  latencySeconds: { type: "Value", value: "100m" },
};
type Measure = keyof typeof TARGET;

function autoscaler(target: Properties, inputs: Properties = {}): Sketch {
  return {
    type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
    region: null,
    inputs: {
      metadata: { namespace: "shop" },
      spec: {
        minReplicas: 4,
        maxReplicas: 100,
        scaleTargetRef: { kind: "Deployment", name: "orders" },
        metrics: [{ type: "Object", object: { target } }],
        behavior: {
          scaleUp: { policies: [{ type: "Percent", value: 200, periodSeconds: 15 }] },
          scaleDown: { stabilizationWindowSeconds: 600, policies: [{ type: "Percent", value: 20, periodSeconds: 60 }] },
        },
        ...inputs,
      },
    },
  };
}

function run(
  sketches: readonly Sketch[],
  measures: Measure = "waiting",
  { peak = {}, ...load }: Readonly<Record<string, unknown>> = {},
) {
  const scenario = scenarioSchema.parse({
    stack: STACK,
    seconds: 2_400,
    peak: { times: 20, fromSecond: 300, rampSeconds: 60, holdSeconds: 600, ...Object(peak) },
    workloads: [
      {
        name: "orders",
        because: "a test",
        measures,
        perSecond: 40,
        podPerSecond: 10,
        longestWaitSeconds: 120,
        drainedWithinSeconds: 60,
        ...load,
      },
    ],
  });
  const [only] = simulate(planOf([DEPLOYMENT, ...sketches], STACK), scenario);
  if (only === undefined) {
    throw new Error("one workload was asked for");
  }
  return only;
}

describe.each(["waiting", "latencySeconds"] as const)("a flash sale of twenty times, by a metric of %s", (measures) => {
  const good = autoscaler(TARGET[measures]);
  const other = autoscaler(
    measures === "waiting" ? { type: "Value", value: "50" } : { type: "AverageValue", averageValue: "100m" },
  );

  it("is carried out where the target fits the metric", () => {
    const { verdict } = run([POOL("1000"), good], measures);

    expect(verdict).toMatchObject({ failures: [], drainedAfterSeconds: 0, turns: 1, mostPods: expect.any(Number) });
    expect(verdict.mostPods).toBeGreaterThanOrEqual(80);
  });

  it("fails or flaps where the target is swapped", () => {
    const { verdict } = run([POOL("1000"), other], measures, { longestWaitSeconds: 95 });

    expect(verdict.failures.length + verdict.turns).toBeGreaterThan(1);
  });
});

it("names the pool where its limits forbid the pods that are wanted", () => {
  // 80 pods of half a processor are needed; the pool has room for 40.
  const { verdict } = run([POOL("20"), autoscaler(TARGET.waiting)]);

  expect(verdict.mostPods).toBe(40);
  expect(verdict.failures).toEqual([
    expect.stringMatching(
      /^waits \d+ s, expected at most 120 s: at second \d+ \d+ pods are wanted and 40 have room; raise spec\.limits of pool main$/,
    ),
    expect.stringMatching(
      /^is (not drained at the end|drained \d+ s after the peak), expected within 60 s: at second \d+ \d+ pods are wanted and 40 have room; raise spec\.limits of pool main$/,
    ),
  ]);
});

it("goes to the next pool where the first is full", () => {
  const { verdict } = run([POOL("20"), POOL("60", "second", 1), autoscaler(TARGET.waiting)]);

  expect(verdict.failures).toEqual([]);
  expect(verdict.mostPods).toBeGreaterThanOrEqual(80);
});

it("names maxReplicas where it is below what the load takes", () => {
  const { verdict } = run([POOL("1000"), autoscaler(TARGET.waiting, { maxReplicas: 30 })]);

  expect(verdict.failures[0]).toMatch(/: it takes 80 pods and may have 30; raise maxReplicas$/);
});

it("names the swap where a gauge is held against an average", () => {
  const { verdict } = run([POOL("1000"), autoscaler({ type: "AverageValue", averageValue: "10" })], "latencySeconds");

  expect(verdict.failures[0]).toMatch(
    /: it takes 80 pods and \d+ are wanted at second \d+; its metric measures a gauge and is held against AverageValue: set Value$/,
  );
});

it("names the pods that come too late where all are there but not yet ready", () => {
  const { verdict } = run([POOL("1000"), autoscaler(TARGET.waiting)], "waiting", { longestWaitSeconds: 30 });

  expect(verdict.failures[0]).toMatch(
    /: at second \d+ \d+ of \d+ pods are ready; raise minReplicas before the peak, as a campaign does$/,
  );
});

it("calls a fleet that grows and shrinks again and again flapping", () => {
  const hasty = {
    scaleUp: { policies: [{ type: "Percent", value: 200, periodSeconds: 15 }] },
    scaleDown: { stabilizationWindowSeconds: 0, policies: [{ type: "Percent", value: 90, periodSeconds: 15 }] },
  };
  const { verdict } = run([POOL("1000"), autoscaler(TARGET.latencySeconds, { behavior: hasty })], "latencySeconds");

  expect(verdict.turns).toBeGreaterThan(1);
  expect(verdict.failures.at(-1)).toMatch(
    /^flaps: the wanted pods turn \d+ times; lengthen scaleDown\.stabilizationWindowSeconds$/,
  );
});

describe("a workload that KEDA scales", () => {
  const keda: Sketch = {
    type: "kubernetes:keda.sh/v1alpha1:ScaledObject",
    region: null,
    inputs: {
      metadata: { namespace: "shop" },
      spec: {
        minReplicaCount: 0,
        maxReplicaCount: 100,
        cooldownPeriod: 300,
        scaleTargetRef: { name: "orders" },
        triggers: [{ metricType: "AverageValue", metadata: { threshold: "50", activationThreshold: "0" } }],
      },
    },
  };

  it("grows for the peak, and rests when nothing has come for its cooldown", () => {
    const { moments, verdict } = run([POOL("1000"), keda], "waiting", {
      perSecond: 0.001,
      longestWaitSeconds: 600,
      peak: { times: 400_000 },
    });

    expect(verdict.mostPods).toBeGreaterThan(30);
    expect(moments.at(-1)?.pods).toBeLessThan(verdict.mostPods);
  });
});

it.each<readonly [string, readonly Sketch[], string]>([
  ["has no autoscaler", [POOL("10")], 'workload "orders" has no autoscaler'],
  [
    "is scaled by processors",
    [autoscaler({}, { metrics: [{ type: "Resource" }] })],
    '`spec.metrics.0.type` is "Resource", expected Object or External',
  ],
])("cannot simulate a workload that %s", (_, sketches, message) => {
  expect(() => run(sketches)).toThrow(message);
});

it("comes to the same twice", () => {
  const once = run([POOL("1000"), autoscaler(TARGET.waiting)]);

  expect(run([POOL("1000"), autoscaler(TARGET.waiting)])).toEqual(once);
});
