import { autoScalingGroupRequireLaunchTemplate } from "../../../../policies/rules/auto-scaling-group/require-launch-template";
import { describeRule } from "../../harness";

const type = "aws:autoscaling/group:Group";

describeRule(autoScalingGroupRequireLaunchTemplate, {
  good: { type, props: { launchConfiguration: "" } },
  broken: [{ path: "launchConfiguration", to: "orders", message: 'launchConfiguration is "orders", expected none' }],
  unknown: ["launchConfiguration"],
  secret: ["launchConfiguration"],
});
