import { workloadForbidFixedReplicas } from "../../../../policies/rules/workload/forbid-fixed-replicas";
import { judgeStack, secret, UNKNOWN, urnOf, type Props, type Sent } from "../../harness";

const deployment = (spec: Props, metadata: Props = { name: "api" }): Sent => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "api",
  props: { metadata, spec },
});
const hpa = (type = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler"): Sent => ({
  type,
  name: "api-hpa",
  props: { metadata: {}, spec: { scaleTargetRef: { kind: "Deployment", name: "api" } } },
});
const judge = (...resources: Sent[]) => judgeStack(workloadForbidFixedReplicas, resources);

describe("workload-forbid-fixed-replicas", () => {
  test.each([
    ["a scaled workload without replicas", [deployment({}), hpa()]],
    ["a fixed workload that nothing scales", [deployment({ replicas: 3 })]],
    ["a fixed workload beside another's autoscaler", [deployment({ replicas: 3 }, { name: "web" }), hpa()]],
  ])("accepts %s", async (_what, resources) => {
    expect(await judge(...resources)).toEqual([]);
  });

  test.each([[3], [0]])("refuses %d replicas beside an autoscaler", async (replicas) => {
    const bad = deployment({ replicas });
    expect(await judge(bad, hpa())).toEqual([
      {
        level: "mandatory",
        message: `spec.replicas is ${replicas}, expected none beside autoscaler "api-hpa"`,
        urn: urnOf(bad),
      },
    ]);
  });

  test("refuses replicas beside a scaled object, secret or not", async () => {
    const bad = deployment({ replicas: secret(2) });
    expect(await judge(bad, hpa("kubernetes:keda.sh/v1alpha1:ScaledObject"))).toEqual([
      { level: "mandatory", message: 'spec.replicas is 2, expected none beside autoscaler "api-hpa"', urn: urnOf(bad) },
    ]);
  });

  test("cannot be judged while the replicas are unknown", async () => {
    const found = await judge(deployment({ replicas: UNKNOWN }), hpa());
    expect(found.map(({ level }) => level)).toEqual(["advisory"]);
    expect(found[0]?.message).toContain("string value at .spec.replicas can't be known during preview");
  });
});
