import { autoScalingGroupRequireZones } from "../../../../policies/rules/auto-scaling-group/require-zones";
import { describeRule } from "../../harness";

const type = "aws:autoscaling/group:Group";

describeRule(autoScalingGroupRequireZones, {
  good: { type, props: { vpcZoneIdentifiers: ["subnet-1", "subnet-2"] } },
  broken: [
    {
      path: "vpcZoneIdentifiers",
      to: ["subnet-1"],
      message: 'vpcZoneIdentifiers is ["subnet-1"], expected two at least',
    },
    { path: "vpcZoneIdentifiers", to: undefined, message: "vpcZoneIdentifiers is missing, expected two at least" },
  ],
  unknown: ["vpcZoneIdentifiers"],
  secret: ["vpcZoneIdentifiers"],
});
