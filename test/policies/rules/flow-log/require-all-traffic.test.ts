import { flowLogRequireAllTraffic } from "../../../../policies/rules/flow-log/require-all-traffic";
import { describeRule } from "../../harness";

const type = "aws:ec2/flowLog:FlowLog";

describeRule(flowLogRequireAllTraffic, {
  good: { type, props: { trafficType: "ALL" } },
  broken: [
    { path: "trafficType", to: "ACCEPT", message: 'trafficType is "ACCEPT", expected ALL or REJECT' },
    { path: "trafficType", to: undefined, message: "trafficType is missing, expected ALL or REJECT" },
  ],
  unknown: ["trafficType"],
  secret: ["trafficType"],
});
