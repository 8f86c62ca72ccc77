import type { NodeGroupArgs } from "@pulumi/aws/eks";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { ofType } from "../../core/rule";
import { EXPECTED_TAINT, hasBatchTaint } from "../../core/spot";

/** A managed node group on spot keeps away what cannot be interrupted. */
export const nodeGroupForbidUntaintedSpot: ResourceValidationPolicy = {
  name: "node-group-forbid-untainted-spot",
  description: "Spot nodes run only what tolerates interruption.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["cost", "reliability", "spot"],
  remediationSteps:
    "Set capacityType to ON_DEMAND, or taint the group with `inventory-platform/batch` and let only batch work tolerate it.",
  url: "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html#managed-node-group-capacity-types",
  validateResource: ofType<NodeGroupArgs>("aws:eks/nodeGroup:NodeGroup", (group, _args, report) => {
    if (group.capacityType === "SPOT" && !hasBatchTaint(group.taints)) {
      report(`capacityType is "SPOT" and taints lack it, expected ON_DEMAND or ${EXPECTED_TAINT}`);
    }
  }),
};
