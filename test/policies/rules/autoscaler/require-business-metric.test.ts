import { autoscalerRequireBusinessMetric } from "../../../../policies/rules/autoscaler/require-business-metric";
import { judgeStack, secret, UNKNOWN, urnOf, type Props, type Sent } from "../../harness";

const ROLE = { "inventory-platform/role": "worker" };
const CPU = { type: "Resource", resource: { name: "cpu" } };
const MEMORY = { type: "ContainerResource", containerResource: { name: "memory" } };
const QUEUE = { type: "Object", object: { metric: { name: "queue_depth" } } };
const MESSAGE = 'it scales "relay" on processor or memory alone, expected a metric of its backlog beside or instead';

const deployment = (labels: Props = ROLE, podLabels: Props = {}): Sent => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "relay",
  props: {
    metadata: { name: "relay", namespace: "events", labels },
    spec: { template: { metadata: { labels: podLabels } } },
  },
});
const hpa = (spec: Props, metadata: Props = { namespace: "events" }): Sent => ({
  type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  name: "relay-hpa",
  props: { metadata, spec: { scaleTargetRef: { kind: "Deployment", name: "relay" }, ...spec } },
});
const scaledObject = (triggers: Props[]): Sent => ({
  ...hpa({ triggers }),
  type: "kubernetes:keda.sh/v1alpha1:ScaledObject",
});
const judge = (...resources: Sent[]) => judgeStack(autoscalerRequireBusinessMetric, resources);
const violation = (sent: Sent, message = MESSAGE) => [{ level: "mandatory", message, urn: urnOf(sent) }];

describe("autoscaler-require-business-metric", () => {
  test.each([
    ["a worker on its backlog", [deployment(), hpa({ metrics: [QUEUE] })]],
    ["a worker on its backlog and the processor", [deployment(), hpa({ metrics: [CPU, QUEUE] })]],
    ["what is no worker on the processor", [deployment({}), hpa({ metrics: [CPU] })]],
    ["a scaled object with a queue trigger", [deployment(), scaledObject([{ type: "cpu" }, { type: "prometheus" }])]],
    ["a worker of the same name in another namespace", [deployment(), hpa({ metrics: [CPU] }, { namespace: "web" })]],
    ["a stack without autoscalers", [deployment()]],
  ])("accepts %s", async (_what, resources) => {
    expect(await judge(...resources)).toEqual([]);
  });

  test.each([
    ["processor", [CPU]],
    ["processor and memory", [CPU, MEMORY]],
    ["no metric, which means the processor", []],
    ["metrics left out", undefined],
  ])("refuses a worker on %s", async (_what, metrics) => {
    const bad = hpa(metrics === undefined ? {} : { metrics });
    expect(await judge(deployment(), bad)).toEqual(violation(bad));
  });

  test("refuses the first version of the autoscaler, which knows nothing but the processor", async () => {
    const bad = {
      ...hpa({ targetCPUUtilizationPercentage: 70 }),
      type: "kubernetes:autoscaling/v1:HorizontalPodAutoscaler",
    };
    expect(await judge(deployment(), bad)).toEqual(violation(bad));
  });

  test("refuses a scaled object with nothing but processor and memory", async () => {
    const bad = scaledObject([{ type: "cpu" }, { type: "memory" }]);
    expect(await judge(deployment(), bad)).toEqual(violation(bad));
  });

  test("knows a worker by the label of its pods", async () => {
    const bad = hpa({ metrics: [CPU] });
    expect(await judge(deployment({}, ROLE), bad)).toEqual(violation(bad));
  });

  test("knows a worker by the label of its autoscaler, also where the workload is elsewhere", async () => {
    const bad = hpa({ metrics: [CPU] }, { labels: ROLE });
    expect(await judge(bad)).toEqual(violation(bad, MESSAGE.replace("relay", "relay-hpa")));
  });

  test("follows a reference whose name is not known yet by what it depends on", async () => {
    const worker = deployment();
    const bad = { ...hpa({ scaleTargetRef: { name: UNKNOWN }, metrics: [CPU] }), dependsOn: [urnOf(worker)] };
    expect(await judge(worker, bad)).toEqual(violation(bad));
  });

  test("cannot be judged while the metrics are unknown, and still judges the others", async () => {
    const bad = { ...hpa({ metrics: [CPU] }), name: "second" };
    const found = await judge(deployment(), hpa({ metrics: UNKNOWN }), bad);
    expect(found.map(({ level, urn }) => [level, urn])).toEqual([
      ["mandatory", urnOf(bad)],
      ["advisory", ""],
    ]);
    expect(found[1]?.message).toContain("string value at .spec.metrics can't be known during preview");
  });

  test("judges secret metrics alike", async () => {
    const bad = hpa({ metrics: secret([CPU]) });
    expect(await judge(deployment(), bad)).toEqual(violation(bad));
    expect(await judge(deployment(), hpa({ metrics: secret([QUEUE]) }))).toEqual([]);
  });
});
