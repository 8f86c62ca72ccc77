import { nodeGroupForbidUntaintedSpot } from "../../../../policies/rules/node-group/forbid-untainted-spot";
import { describeRule } from "../../harness";

const type = "aws:eks/nodeGroup:NodeGroup";
const TAINT = { key: "inventory-platform/batch", value: "true", effect: "NO_SCHEDULE" };
const message =
  'capacityType is "SPOT" and taints lack it, expected ON_DEMAND or a taint inventory-platform/batch that repels what does not tolerate it';

describeRule(nodeGroupForbidUntaintedSpot, {
  good: { type, props: { capacityType: "SPOT", taints: [TAINT] } },
  alsoGood: {
    "an on-demand group": { type, props: { capacityType: "ON_DEMAND" } },
    "a group that says nothing": { type, props: {} },
    "a group with unknown subnets": { type, props: { subnetIds: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } },
    "what the provider's Check returns": {
      type,
      props: {
        __defaults: [],
        capacityType: "SPOT",
        taints: [{ ...TAINT, effect: "NO_EXECUTE", __defaults: [] }],
        tagsAll: {},
      },
    },
  },
  broken: [
    { path: "taints", to: undefined, message },
    { path: "taints", to: [], message },
    { path: "taints[0].key", to: "CriticalAddonsOnly", message },
    { path: "taints[0].effect", to: "PREFER_NO_SCHEDULE", message },
  ],
  unknown: ["capacityType", "taints", "taints[0].key"],
  secret: ["capacityType", "taints", "taints[0].effect"],
});
