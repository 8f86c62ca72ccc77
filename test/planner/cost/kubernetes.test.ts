import { quantityOf } from "../../../planner/resource/pods";
import type { Properties } from "../../../planner/plan";
import { costsOf, usageOf, type Sketch } from "./plans";

const PRICES = {
  "ec2:c7g.large": { unit: "hour", usd: 0.07 },
  "ec2:c7g.xlarge": { unit: "hour", usd: 0.145 },
  "ec2:m7g.large": { unit: "hour", usd: 0.08 },
};

function pool(
  name: string,
  spec: { weight?: number; labels?: Properties; taints?: Properties[]; capacity?: string[]; families?: string[] } = {},
): Sketch {
  const { weight = 10, labels = {}, taints = [], capacity = ["on-demand"], families = ["c7g", "m7g"] } = spec;
  return {
    type: "kubernetes:karpenter.sh/v1:NodePool",
    name,
    region: null,
    inputs: {
      spec: {
        weight,
        template: {
          metadata: { labels },
          spec: {
            taints,
            requirements: [
              { key: "karpenter.sh/capacity-type", operator: "In", values: capacity },
              { key: "karpenter.k8s.aws/instance-family", operator: "In", values: families },
              { key: "karpenter.k8s.aws/instance-size", operator: "In", values: ["large", "xlarge"] },
            ],
          },
        },
      },
    },
  };
}

function pods(name: string, requests: Properties, spec: Properties = {}): Sketch {
  return {
    type: "kubernetes:apps/v1:Deployment",
    name,
    region: null,
    inputs: {
      metadata: { name, namespace: "shop" },
      spec: { replicas: 2, template: { spec: { containers: [{ resources: { requests } }], ...spec } } },
    },
  };
}

const CLUSTER: Sketch = { type: "aws:eks/cluster:Cluster" };

function linesOf(sketches: readonly Sketch[], options: Parameters<typeof costsOf>[1] = {}) {
  return costsOf([CLUSTER, ...sketches], { prices: PRICES, ...options })
    .filter(({ resource }) => resource.type.endsWith(":NodePool"))
    .map(({ resource, lines, unpriced }) => [
      resource.name,
      ...(unpriced === undefined ? lines.map(({ name }) => name) : [unpriced]),
    ]);
}

describe("a pool of nodes", () => {
  it("has room for what its pods ask for, at the number of one type that costs least", () => {
    // 3 vCPU and 4 GiB: two of c7g.large cost 0.14, one of c7g.xlarge 0.145, two of m7g.large 0.16.
    expect(linesOf([pool("main"), pods("a", { cpu: "1500m", memory: "2Gi" })])).toEqual([["main", "2 × c7g.large"]]);
  });

  it("is chosen by memory where that is what lacks", () => {
    expect(linesOf([pool("main"), pods("a", { cpu: "500m", memory: "4Gi" })])).toEqual([["main", "1 × m7g.large"]]);
  });

  it("of the greatest weight takes pods that any would take; taints keep out who does not tolerate them", () => {
    const pools = [
      pool("light", { weight: 1 }),
      pool("heavy", { weight: 50 }),
      pool("batch", { weight: 90, taints: [{ key: "batch" }] }),
    ];

    expect(linesOf([...pools, pods("a", { cpu: "1" })])).toEqual([
      ["light", "nodes at the price of c7g.large"],
      ["heavy", "1 × c7g.large"],
      ["batch", "nodes at the price of c7g.large"],
    ]);
    expect(
      linesOf([...pools, pods("a", { cpu: "1" }, { tolerations: [{ key: "batch", operator: "Exists" }] })])[2],
    ).toEqual(["batch", "1 × c7g.large"]);
  });

  it("takes only pods whose selector its labels meet", () => {
    const pools = [pool("x", { labels: { team: "x" } }), pool("y", { labels: { team: "y" }, weight: 1 })];

    expect(linesOf([...pools, pods("a", { cpu: "1" }, { nodeSelector: { team: "y" } })])[1]).toEqual([
      "y",
      "1 × c7g.large",
    ]);
  });

  it("counts the pods that the scaler keeps at least, and what is stated before that", () => {
    const scaler: Sketch = {
      type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
      region: null,
      inputs: { metadata: { namespace: "shop" }, spec: { minReplicas: 6, scaleTargetRef: { name: "a" } } },
    };
    const sketches = [pool("main", { families: ["c7g"] }), pods("a", { cpu: "2" }), scaler];

    expect(linesOf(sketches)).toEqual([["main", "6 × c7g.large"]]);
    expect(linesOf(sketches, { usage: usageOf({ "kubernetes:apps/v1:Deployment": { averageReplicas: 9 } }) })).toEqual([
      ["main", "9 × c7g.large"],
    ]);
  });

  it("pays the share that spot leaves, for the hours that jobs take", () => {
    const [cost] = costsOf([CLUSTER, pool("batch", { capacity: ["spot", "on-demand"] })], {
      prices: PRICES,
      savings: { "c7g.large": 60, "m7g.large": 70 },
      usage: usageOf({ "kubernetes:karpenter.sh/v1:NodePool": { nodeHours: 100 } }),
    }).filter(({ resource }) => resource.type.endsWith(":NodePool"));

    expect(cost?.lines).toMatchObject([
      { name: "nodes at the price of m7g.large on spot", quantity: 100, meter: "ec2:m7g.large" },
    ]);
    expect(cost?.lines[0]?.usd).toBeCloseTo(100 * 0.08 * 0.3, 10);
  });

  it("has no price where none of its types has one", () => {
    expect(linesOf([pool("main", { families: ["c9x"] })])).toEqual([
      ["main", "none of c9x.large, c9x.xlarge has a price in us-east-1"],
    ]);
  });
});

it.each([
  ["500m", 0.5],
  ["2", 2],
  [2, 2],
  ["1Gi", 1_073_741_824],
  ["128Mi", 134_217_728],
  ["1G", 1e9],
  [undefined, 0],
])("reads %p as %p", (text, number) => {
  expect(quantityOf(text)).toBe(number);
});

it("prices a group with a base on demand and the rest on spot", () => {
  const group: Sketch = {
    type: "aws:autoscaling/group:Group",
    inputs: {
      minSize: 5,
      mixedInstancesPolicy: {
        instancesDistribution: { onDemandBaseCapacity: 1, onDemandPercentageAboveBaseCapacity: 25 },
        launchTemplate: { overrides: [{ instanceType: "c7g.large" }, { instanceType: "m7g.large" }] },
      },
    },
  };
  const [cost] = costsOf([group], { prices: PRICES, savings: { "c7g.large": 50 } });

  expect(cost?.lines.map(({ name, quantity, share }) => [name, quantity, share])).toEqual([
    ["2 × c7g.large", 1_460, undefined],
    ["3 × c7g.large on spot", 2_190, 0.5],
  ]);
});
