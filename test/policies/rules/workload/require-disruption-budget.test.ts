import { workloadRequireDisruptionBudget } from "../../../../policies/rules/workload/require-disruption-budget";
import { judgeStack, secret, UNKNOWN, urnOf, type Props, type Sent } from "../../harness";

const LABELS = { app: "api", tier: "web" };
const deployment = (labels: unknown = LABELS, metadata: Props = { namespace: "shop" }): Sent => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "api",
  props: { metadata, spec: { template: { metadata: { labels } } } },
});
const selecting = (selector: unknown, metadata: Props = { namespace: "shop" }): Sent => ({
  type: "kubernetes:policy/v1:PodDisruptionBudget",
  props: { metadata, spec: { selector } },
});
const judge = (...stack: Sent[]) => judgeStack(workloadRequireDisruptionBudget, stack);
const refused = [
  {
    level: "mandatory",
    message:
      "a disruption budget is missing, expected kubernetes:policy/v1:PodDisruptionBudget whose selector matches its pods",
    urn: urnOf(deployment()),
  },
];

describe("workload-require-disruption-budget", () => {
  test.each([
    ["labels that are matched", [deployment(), selecting({ matchLabels: { app: "api" } })]],
    ["labels that are secret", [deployment(secret(LABELS)), selecting({ matchLabels: { app: "api" } })]],
    ["a selector of everything", [deployment(), selecting({})]],
    ...[
      { key: "app", operator: "In", values: ["api"] },
      { key: "app", operator: "NotIn", values: ["web"] },
      { key: "app", operator: "Exists" },
      { key: "role", operator: "DoesNotExist" },
    ].map((expression): [string, Sent[]] => [
      `an expression by ${expression.operator} that matches`,
      [deployment(), selecting({ matchExpressions: [expression] })],
    ]),
    ["the namespace of who says none", [deployment(LABELS, {}), selecting({}, { namespace: "default" })]],
    ["a namespace that is not known yet", [deployment(LABELS, { namespace: UNKNOWN }), selecting({})]],
    ["a stack without workloads", [selecting({})]],
    [
      "a workload of which nothing is known",
      [{ ...deployment(), props: {} }, selecting({ matchLabels: { app: "web" } })],
    ],
    ["a budget of which nothing is known", [deployment(), { ...selecting({}), props: {} }]],
  ])("accepts %s", async (_what, stack) => {
    expect(await judge(...stack)).toEqual([]);
  });

  test.each([
    ["a workload alone", [deployment()]],
    ["labels that are not matched", [deployment(), selecting({ matchLabels: { app: "web" } })]],
    ["another namespace", [deployment(), selecting({}, { namespace: "other" })]],
    ["no selector", [deployment(), selecting(undefined)]],
    ...[
      { key: "app", operator: "In", values: ["web"] },
      { key: "app", operator: "NotIn", values: ["api"] },
      { key: "role", operator: "Exists" },
      { key: "app", operator: "DoesNotExist" },
      { key: "app", operator: "Gt", values: ["1"] },
    ].map((expression): [string, Sent[]] => [
      `an expression by ${expression.operator} that does not match`,
      [deployment(), selecting({ matchExpressions: [expression] })],
    ]),
  ])("refuses %s", async (_what, stack) => {
    expect(await judge(...stack)).toEqual(refused);
  });

  test("cannot be judged while the labels are unknown", async () => {
    const found = await judge(deployment(UNKNOWN), selecting({ matchLabels: { app: "api" } }));
    expect(found.map(({ level }) => level)).toEqual(["advisory"]);
    expect(found[0]?.message).toContain("string value at .spec.template.metadata.labels can't be known during preview");
  });
});
