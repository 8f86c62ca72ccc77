import { autoScalingGroupForbidUntaggedSpot } from "../../../../policies/rules/auto-scaling-group/forbid-untagged-spot";
import { describeRule } from "../../harness";

const type = "aws:autoscaling/group:Group";
const share = "mixedInstancesPolicy.instancesDistribution.onDemandPercentageAboveBaseCapacity";
const TAG = { key: "inventory-platform/batch", value: "true", propagateAtLaunch: true };
const message = `${share} is 0, expected 100 or a tag inventory-platform/batch of "true"`;
const mixed = (percent: number) => ({ instancesDistribution: { onDemandPercentageAboveBaseCapacity: percent } });

describeRule(autoScalingGroupForbidUntaggedSpot, {
  good: { type, props: { mixedInstancesPolicy: mixed(0), tags: [TAG] } },
  alsoGood: {
    "a group on demand": { type, props: { mixedInstancesPolicy: mixed(100) } },
    "a group with one instance type": { type, props: {} },
    "a group that leaves the share to AWS, which buys on demand": {
      type,
      props: { mixedInstancesPolicy: { instancesDistribution: {} } },
    },
  },
  broken: [
    { path: "tags", to: undefined, message },
    { path: "tags[0].value", to: "false", message },
    { path: "tags[0].key", to: "batch", message },
  ],
  unknown: [share, "tags", "tags[0].value"],
  secret: [share, "tags"],
});
