import type { Properties } from "../../../planner/plan";
import { scenarioSchema, scenarioFaults } from "../../../planner/simulate/scenario";
import { simulate, simulateWithCosts } from "../../../planner/simulate/simulate";
import { planOf, type Sketch } from "../cost/plans";

const STACK = "test-us-east-1";
const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"];

const SUBNETS: readonly Sketch[] = ZONES.map((availabilityZone) => ({
  type: "aws:ec2/subnet:Subnet",
  name: availabilityZone,
  inputs: { availabilityZone },
}));

function pool(...capacityTypes: readonly string[]): Sketch {
  return {
    type: "kubernetes:karpenter.sh/v1:NodePool",
    region: null,
    inputs: {
      metadata: { name: "main" },
      spec: {
        limits: { cpu: "1000", memory: "4000Gi" },
        disruption: { consolidateAfter: "1m" },
        template: {
          spec: { requirements: [{ key: "karpenter.sh/capacity-type", operator: "In", values: [...capacityTypes] }] },
        },
      },
    },
  };
}

function deployment(pod: Properties = {}, annotations: Properties = {}): Sketch {
  const containers = [{ resources: { requests: { cpu: "500m", memory: "512Mi" } } }];
  return {
    type: "kubernetes:apps/v1:Deployment",
    region: null,
    inputs: {
      metadata: { name: "orders", namespace: "shop" },
      spec: { template: { metadata: { annotations }, spec: { containers, ...pod } } },
    },
  };
}

const AUTOSCALER: Sketch = {
  type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  region: null,
  inputs: {
    metadata: { namespace: "shop" },
    spec: {
      minReplicas: 6,
      maxReplicas: 60,
      scaleTargetRef: { kind: "Deployment", name: "orders" },
      metrics: [{ type: "Object", object: { target: { type: "AverageValue", averageValue: "50" } } }],
      behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
    },
  },
};

const DATABASE: readonly Sketch[] = [
  { type: "aws:rds/cluster:Cluster", inputs: { clusterIdentifier: `${STACK}-inventory` } },
  ...["us-east-1a", "us-east-1b"].map((availabilityZone, index) => ({
    type: "aws:rds/clusterInstance:ClusterInstance",
    name: availabilityZone,
    inputs: {
      clusterIdentifier: `${STACK}-inventory`,
      instanceClass: "db.r7g.large",
      availabilityZone,
      promotionTier: index,
    },
  })),
];

function run(
  sketches: readonly Sketch[],
  events: readonly Properties[],
  { seconds = 1_200, campaigns = [], times = 2, ...load }: Readonly<Record<string, unknown>> = {},
) {
  const scenario = scenarioSchema.parse({
    stack: STACK,
    seconds,
    peak: { times, fromSecond: 300, rampSeconds: 60, holdSeconds: 300 },
    campaigns,
    events,
    workloads: [
      {
        name: "orders",
        because: "a test",
        perSecond: 50,
        podPerSecond: 10,
        longestWaitSeconds: 300,
        drainedWithinSeconds: 300,
        ...load,
      },
    ],
  });
  expect(scenarioFaults(scenario)).toEqual([]);
  const [only] = simulate(planOf(sketches, STACK), scenario);
  if (only === undefined) {
    throw new Error("one workload was asked for");
  }
  return only;
}

const at = (moments: ReturnType<typeof run>["moments"], second: number) =>
  moments.find((moment) => moment.second === second);

describe("a spot reclaim", () => {
  const reclaim = { kind: "spot-reclaim", fromSecond: 100, forSeconds: 300, percent: 50 };
  const spot = [pool("spot", "on-demand"), AUTOSCALER, ...SUBNETS];

  it("takes pods, which come back on demand, and no work that a pod has the time to end", () => {
    const { moments, verdict } = run([deployment(), ...spot], [reclaim]);

    expect([at(moments, 99)?.readyPods, at(moments, 100)?.readyPods, at(moments, 180)?.readyPods]).toEqual([6, 3, 6]);
    expect(verdict).toMatchObject({ lost: 0, redone: 0, failures: [] });
  });

  it("leaves pods alone that are on demand", () => {
    const { moments } = run([deployment(), pool("on-demand"), AUTOSCALER, ...SUBNETS], [reclaim]);

    expect(at(moments, 100)?.readyPods).toBe(6);
  });

  it.each([
    [
      deployment(),
      { serviceSeconds: 40 },
      "a thing takes 40 s and a pod is given 30 s; raise terminationGracePeriodSeconds",
    ],
    [
      deployment({ terminationGracePeriodSeconds: 600 }),
      { serviceSeconds: 200 },
      "a thing takes 200 s and spot gives 120 s notice; cut it smaller, or have it redone",
    ],
    [
      deployment({ terminationGracePeriodSeconds: 60 }, { "karpenter.sh/do-not-disrupt": "true" }),
      { serviceSeconds: 1 },
      "karpenter.sh/do-not-disrupt takes the notice away; remove the annotation",
    ],
  ])("loses work for which there is no time, and says what to change", (pods, load, advice) => {
    const { verdict } = run([pods, ...spot], [reclaim], { ...load, metricMost: 1 });

    expect(verdict.lost).toBeGreaterThan(0);
    expect(verdict.failures.at(-1)).toMatch(/^loses \d+ things with their pods: /);
    expect(verdict.failures.at(-1)).toContain(advice);
  });

  it("loses no work that is done again", () => {
    const { verdict } = run([deployment(), ...spot], [reclaim], {
      serviceSeconds: 40,
      metricMost: 1,
      interrupted: "redone",
    });

    expect([verdict.lost, Math.round(verdict.redone)]).toEqual([0, 1_000]);
  });
});

describe("the loss of a zone", () => {
  const loss = { kind: "zone-loss", fromSecond: 100, forSeconds: 300, zone: "us-east-1a", failoverSeconds: 60 };
  const stack = [deployment(), pool("on-demand"), AUTOSCALER, ...SUBNETS, ...DATABASE];
  const stored = { through: { database: "inventory" }, unitPerSecond: 100, interrupted: "redone" };

  it("takes a third of the pods, and those that come instead lie elsewhere", () => {
    const { moments } = run(stack, [loss, { ...loss, fromSecond: 250, zone: "us-east-1b" }], { perSecond: 30 });

    expect([at(moments, 100)?.readyPods, at(moments, 200)?.readyPods, at(moments, 250)?.readyPods]).toEqual([4, 6, 3]);
  });

  it("leaves the database without a writer until it has failed over", () => {
    const { moments, verdict } = run(stack, [loss], stored);

    expect([at(moments, 99)?.done, at(moments, 100)?.done, at(moments, 159)?.done]).toEqual([50, 0, 0]);
    expect(at(moments, 160)?.done).toBeGreaterThan(0);
    expect(verdict.bottleneck).toEqual({
      limit: "database",
      second: 100,
      resource: "inventory",
      input: "instanceClass",
      setting: "tier",
    });
  });

  it("leaves the database without a writer for as long as it lasts where no reader lies elsewhere", () => {
    const { moments } = run(stack.slice(0, -1), [loss], stored);

    expect([at(moments, 399)?.done, (at(moments, 400)?.done ?? 0) > 0]).toEqual([0, true]);
  });

  it("says that a zone gives no notice", () => {
    const { verdict } = run(stack, [loss]);

    expect(verdict.failures).toEqual([
      "loses 1 things with their pods: a zone gives no notice; have what is lost redone, by a queue or by whoever asked",
    ]);
  });

  it("is refused for a zone that the stack has not", () => {
    expect(() => run(stack, [{ ...loss, zone: "us-east-1f" }])).toThrow(
      'zone "us-east-1f" is none of the stack\'s: us-east-1a, us-east-1b, us-east-1c',
    );
  });
});

it("carries out less while a provider answers late, and says so", () => {
  const delay = { kind: "provider-delay", fromSecond: 100, forSeconds: 600, workloads: ["orders"], addsSeconds: 2 };
  const { moments, verdict } = run([deployment(), pool("on-demand"), AUTOSCALER], [delay], {
    serviceSeconds: 0.5,
    longestWaitSeconds: 60,
  });

  expect([at(moments, 99)?.done, at(moments, 100)?.done]).toEqual([50, 12]);
  expect(at(moments, 100)?.latencySeconds).toBe(2.5);
  expect(verdict.failures[0]).toMatch(/: each thing takes 2 s longer, as its provider answers late; /);
});

it("takes the load of a lost region over, after its database has been promoted", () => {
  const failover = { kind: "region-failover", fromSecond: 100, takeoverSeconds: 60, addsTimes: 1.5 };
  const { moments } = run([deployment(), pool("on-demand"), AUTOSCALER, ...DATABASE], [failover], {
    through: { database: "inventory" },
    unitPerSecond: 100,
  });

  expect(
    [99, 100, 159, 160].map((second) => [at(moments, second)?.arriving, (at(moments, second)?.done ?? 0) > 0]),
  ).toEqual([
    [50, true],
    [50, false],
    [50, false],
    [125, true],
  ]);
});

it("has a peak for each campaign, and the higher one where two meet", () => {
  const campaigns = [
    { name: "lunch", times: 3, fromSecond: 500, rampSeconds: 0, holdSeconds: 300 },
    { name: "evening", times: 4, fromSecond: 900, rampSeconds: 0, holdSeconds: 100 },
  ];
  const { moments, verdict } = run([deployment(), pool("on-demand"), AUTOSCALER], [], { campaigns });

  expect([0, 400, 520, 700, 850, 950, 1_100].map((second) => at(moments, second)?.arriving)).toEqual([
    50, 100, 150, 150, 50, 200, 50,
  ]);
  expect(verdict.failures).toEqual([]);
});

describe("a database", () => {
  const stack = [deployment(), pool("on-demand"), AUTOSCALER, ...DATABASE];

  it("limits what is carried out, with the input that says so", () => {
    const { verdict } = run(stack, [], {
      through: { database: "inventory" },
      unitPerSecond: 40,
      longestWaitSeconds: 30,
    });

    expect(verdict.failures[0]).toMatch(
      /^waits \d+ s, expected at most 30 s: at second \d+ database inventory with 2 vCPUs carries out no more, or has no writer; raise its instanceClass$/,
    );
  });

  it("limits who connects", () => {
    // 16 GiB of memory are 1,802 connections.
    const { verdict } = run(stack, [], { through: { database: "inventory" }, unitPerSecond: 1_000, connections: 400 });

    expect(verdict.bottleneck).toMatchObject({ limit: "connections", resource: "inventory", second: 0 });
  });

  it("takes fewer connections through a proxy", () => {
    const proxy: readonly Sketch[] = [
      {
        type: "aws:rds/proxyTarget:ProxyTarget",
        inputs: { dbProxyName: "p", dbClusterIdentifier: `${STACK}-inventory` },
      },
      {
        type: "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
        inputs: { dbProxyName: "p", connectionPoolConfig: { maxConnectionsPercent: 10 } },
      },
    ];
    const load = { through: { database: "inventory" }, unitPerSecond: 1_000, connections: 100, longestWaitSeconds: 1 };
    const { verdict } = run([...stack, ...proxy], [], load);

    expect(verdict.failures[0]).toMatch(
      /database inventory takes 180 connections, and orders holds 100 for each of it; hold fewer, or raise its instanceClass$/,
    );
  });
});

it("lets no more pods read a topic than it has partitions", () => {
  const topic = { type: "aws:msk/topic:Topic", inputs: { name: "events", partitionCount: 7 } };
  const { verdict } = run([deployment(), pool("on-demand"), AUTOSCALER, topic], [], {
    through: { stream: "events" },
    longestWaitSeconds: 60,
    times: 4,
  });

  expect(verdict.failures[0]).toMatch(
    /: at second \d+ stream events has 7 parts, and no more read it; raise streams\.events\.partitions$/,
  );
});

describe("a function", () => {
  const FUNCTION: Sketch = {
    type: "aws:lambda/function:Function",
    inputs: { name: `${STACK}-orders`, reservedConcurrentExecutions: 8, memorySize: 512, architectures: ["arm64"] },
  };
  const STAGE: readonly Sketch[] = [
    { type: "aws:apigateway/stage:Stage", inputs: { stageName: "edge" } },
    {
      type: "aws:apigateway/methodSettings:MethodSettings",
      inputs: {
        stageName: "edge",
        methodPath: "*/*",
        settings: { throttlingRateLimit: 70, throttlingBurstLimit: 140 },
      },
    },
  ];

  it("turns away what it cannot take where it is asked, and names its concurrency", () => {
    const { verdict } = run([FUNCTION], [], { mostRejectedPercent: 1 });

    expect(verdict.longestWaitSeconds).toBe(0);
    expect(verdict.failures).toEqual([
      expect.stringMatching(
        /^turns \d+ things away, \d+\.\d % of what arrives, expected at most 1 %: at second \d+ all 8 calls of function orders are taken; raise functions\.orders\.concurrency$/,
      ),
    ]);
  });

  it("is asked no more than the stage of its API lets through", () => {
    const { verdict } = run([FUNCTION, ...STAGE], [], { through: { api: "edge" } });

    expect(verdict.bottleneck).toMatchObject({
      limit: "api",
      input: "settings.throttlingRateLimit",
      setting: "api.throttle",
    });
    expect(verdict.failures[0]).toMatch(/stage edge lets 70 a second through, and 140 at once; raise api\.throttle$/);
  });

  it("lets things wait where it reads a stream, one call for each shard", () => {
    const stream: readonly Sketch[] = [
      { type: "aws:kinesis/stream:Stream", inputs: { name: `${STACK}-events`, shardCount: 6 } },
      {
        type: "aws:lambda/eventSourceMapping:EventSourceMapping",
        inputs: { functionName: `arn:aws:lambda:us-east-1:111111111111:function:${STACK}-orders:live` },
      },
    ];
    const { moments, verdict } = run([FUNCTION, ...stream], [], { through: { stream: "events" } });

    expect([moments[0]?.readyPods, verdict.rejected]).toEqual([6, 0]);
    expect(verdict.bottleneck).toMatchObject({
      limit: "stream",
      resource: "events",
      setting: "streams.events.partitions",
    });
  });

  it("costs by the call", () => {
    const scenario = scenarioSchema.parse({
      stack: STACK,
      seconds: 60,
      peak: { times: 1, fromSecond: 0, rampSeconds: 0, holdSeconds: 1 },
      workloads: [
        {
          name: "orders",
          because: "a test",
          perSecond: 10,
          podPerSecond: 20,
          longestWaitSeconds: 1,
          drainedWithinSeconds: 1,
        },
      ],
    });
    const { costs } = simulateWithCosts(planOf([FUNCTION], STACK), scenario, {
      node: () => undefined,
      call: ({ memoryMib, isArm, seconds }) => (isArm ? memoryMib * seconds : undefined),
    });

    expect([Math.round(costs.usd), costs.isIncomplete]).toEqual([10 * 60 * 512 * 0.05, false]);
  });
});

it("calls a limit that is never to be reached by its name, although nothing waits too long", () => {
  const { verdict } = run([deployment(), pool("on-demand"), AUTOSCALER], [], {
    neverReaches: ["maxReplicas"],
    times: 20,
    longestWaitSeconds: 1_000,
    drainedWithinSeconds: 1_000,
  });

  expect(verdict.failures).toEqual([
    expect.stringMatching(
      /^reaches maxReplicas, expected never: it takes 100 pods and may have 60; raise maxReplicas$/,
    ),
  ]);
});

it.each([
  [{ api: "front" }, 'stage "front" is none of the stack\'s: it has none'],
  [{ stream: "events" }, 'stream "events" is none of the stack\'s: it has none'],
  [{ database: "stock" }, 'database "stock" is none of the stack\'s: inventory'],
])("refuses a scenario through %j", (through, message) => {
  expect(() =>
    run([deployment(), pool("on-demand"), AUTOSCALER, ...DATABASE], [], { through, unitPerSecond: 1 }),
  ).toThrow(message);
});
