import { nodePoolForbidUntaintedSpot } from "../../../../policies/rules/node-pool/forbid-untainted-spot";
import { describeRule, type Props } from "../../harness";

const type = "kubernetes:karpenter.sh/v1:NodePool";
const capacity = (operator: string, ...values: string[]) => ({ key: "karpenter.sh/capacity-type", operator, values });
const ARCH = { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] };
const TAINT = { key: "inventory-platform/batch", value: "true", effect: "NoSchedule" };
const pool = (spec: Props) => ({ type, props: { spec: { template: { spec } } } });
const message =
  "spec.template.spec allows spot and its taints lack it, expected on-demand only or a taint inventory-platform/batch that repels what does not tolerate it";
const requirements = "spec.template.spec.requirements";
const taints = "spec.template.spec.taints";

describeRule(nodePoolForbidUntaintedSpot, {
  good: pool({ requirements: [capacity("In", "spot", "on-demand"), ARCH], taints: [TAINT] }),
  alsoGood: {
    "an on-demand pool": pool({ requirements: [capacity("In", "on-demand"), ARCH] }),
    "a pool that excludes spot": pool({ requirements: [capacity("NotIn", "spot")] }),
    "a pool that says nothing of capacity": pool({ requirements: [ARCH] }),
    "a pool without requirements": pool({}),
  },
  broken: [
    { path: taints, to: undefined, message },
    { path: `${taints}[0].key`, to: "dedicated", message },
    { path: `${taints}[0].effect`, to: "PreferNoSchedule", message },
    { path: "spec.template.spec", to: { requirements: [capacity("In", "spot")] }, message },
    { path: "spec.template.spec", to: { requirements: [capacity("NotIn", "on-demand")] }, message },
    {
      path: "spec.template.spec",
      to: { requirements: [{ key: "karpenter.sh/capacity-type", operator: "Exists" }] },
      message,
    },
  ],
  unknown: [requirements, `${requirements}[0].values`, taints],
  secret: [requirements, taints],
});
