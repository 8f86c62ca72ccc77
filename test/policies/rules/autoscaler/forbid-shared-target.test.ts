import { autoscalerForbidSharedTarget } from "../../../../policies/rules/autoscaler/forbid-shared-target";
import { judgeStack, secret, UNKNOWN, urnOf, type Props, type Sent } from "../../harness";

const HPA_V1 = "kubernetes:autoscaling/v1:HorizontalPodAutoscaler";
const HPA_V2 = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const SCALED_OBJECT = "kubernetes:keda.sh/v1alpha1:ScaledObject";

const deployment = (name: Props[string] = "relay"): Sent => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "relay",
  props: { metadata: { name, namespace: "events" }, spec: {} },
});
const scaler = (name: string, target: Props = {}, type = HPA_V2): Sent => ({
  type,
  name,
  props: {
    metadata: { namespace: "events" },
    spec: { scaleTargetRef: { kind: "Deployment", name: "relay", ...target } },
  },
});
const elsewhere = (sent: Sent): Sent => ({ ...sent, props: { ...sent.props, metadata: { namespace: "web" } } });
const judge = (...resources: Sent[]) => judgeStack(autoscalerForbidSharedTarget, resources);
const violation = (sent: Sent, owner = "first") => ({
  level: "mandatory",
  message: `it scales what autoscaler "${owner}" scales, expected one autoscaler for a workload`,
  urn: urnOf(sent),
});

describe("autoscaler-forbid-shared-target", () => {
  test.each([
    ["one autoscaler", [deployment(), scaler("first")]],
    ["autoscalers of two workloads", [scaler("first"), scaler("second", { name: "catalog" })]],
    ["workloads of one name in two namespaces", [scaler("first"), elsewhere(scaler("second"))]],
    ["workloads of one name and two kinds", [scaler("first"), scaler("second", { kind: "StatefulSet" })]],
    ["a stack without autoscalers", [deployment()]],
  ])("accepts %s", async (_what, resources) => {
    expect(await judge(...resources)).toEqual([]);
  });

  test.each([
    ["two pod autoscalers", HPA_V2],
    ["a pod autoscaler of the first version", HPA_V1],
    ["a pod autoscaler beside a scaled object, which has one already", SCALED_OBJECT],
  ])("refuses %s on a workload that another stack deploys", async (_what, type) => {
    const bad = scaler("second", {}, type);
    expect(await judge(scaler("first"), bad)).toEqual([violation(bad)]);
  });

  test("takes a target without a kind for a Deployment, as KEDA does", async () => {
    const first = scaler("first", { kind: undefined }, SCALED_OBJECT);
    const bad = scaler("second");
    expect(await judge(first, bad)).toEqual([violation(bad)]);
  });

  test("names the first of three", async () => {
    const [second, third] = [scaler("second"), scaler("third")];
    expect(await judge(scaler("first"), second, third)).toEqual([violation(second), violation(third)]);
  });

  test("reads a name that is secret", async () => {
    const bad = scaler("second", { name: secret("relay") });
    expect(await judge(scaler("first"), bad)).toEqual([violation(bad)]);
  });

  test("follows a name that is not known yet to the workload it depends on", async () => {
    const workload = deployment(UNKNOWN);
    const dependsOn = [urnOf(workload)];
    const first = { ...scaler("first", { name: UNKNOWN }), dependsOn };
    const bad = { ...scaler("second", { name: UNKNOWN }), dependsOn };
    expect(await judge(workload, first, bad)).toEqual([violation(bad)]);
  });

  test("takes two names that are not known yet, and lead nowhere, for two workloads", async () => {
    expect(await judge(scaler("first", { name: UNKNOWN }), scaler("second", { name: UNKNOWN }))).toEqual([]);
  });
});
