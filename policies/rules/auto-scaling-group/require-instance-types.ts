import type { GroupArgs } from "@pulumi/aws/autoscaling";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { expecting, requireSettings } from "../../core/settings";
import { asList, member } from "../../core/tags";

const isVaried = expecting("two types at least, or instanceRequirements", (got) => {
  const overrides = asList(got);
  return overrides.length > 1 || overrides.some((each) => member(each, "instanceRequirements") !== undefined);
});

/** A group whose type is short in one zone takes another. */
export const autoScalingGroupRequireInstanceTypes: ResourceValidationPolicy = {
  name: "auto-scaling-group-require-instance-types",
  description: "Auto Scaling groups may take several instance types.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice(
    "AutoScaling.6",
    "Amazon EC2 Auto Scaling groups should use multiple instance types in multiple Availability Zones",
  ),
  tags: ["reliability"],
  remediationSteps:
    "Set mixedInstancesPolicy.launchTemplate.overrides to two types at least, or to instanceRequirements.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html",
  validateResource: requireSettings<GroupArgs>("aws:autoscaling/group:Group", [
    {
      property: "mixedInstancesPolicy.launchTemplate.overrides",
      read: ({ mixedInstancesPolicy }) => mixedInstancesPolicy?.launchTemplate?.overrides,
      check: isVaried,
    },
  ]),
};
