import type { GroupArgs } from "@pulumi/aws/autoscaling";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { BATCH_KEY } from "../../../facts/labels";
import { describeValue } from "../../core/message";
import { ofType } from "../../core/rule";
import { EXPECTED_TAG } from "../../core/spot";
import { readTag } from "../../core/tags";

const ALL_ON_DEMAND = 100;

/** An Auto Scaling group that buys spot says that its work tolerates interruption. */
export const autoScalingGroupForbidUntaggedSpot: ResourceValidationPolicy = {
  name: "auto-scaling-group-forbid-untagged-spot",
  description: "Spot machines run only what tolerates interruption.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["cost", "reliability", "spot"],
  remediationSteps:
    "Set onDemandPercentageAboveBaseCapacity to 100, or tag a group whose work survives interruption with " +
    "`inventory-platform/batch` = `true`.",
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html",
  validateResource: ofType<GroupArgs>("aws:autoscaling/group:Group", (group, args, report) => {
    const share =
      group.mixedInstancesPolicy?.instancesDistribution?.onDemandPercentageAboveBaseCapacity ?? ALL_ON_DEMAND;
    if (share < ALL_ON_DEMAND && readTag(args, BATCH_KEY) !== "true") {
      const property = "mixedInstancesPolicy.instancesDistribution.onDemandPercentageAboveBaseCapacity";
      report(`${property} is ${describeValue(share)}, expected 100 or ${EXPECTED_TAG}`);
    }
  }),
};
