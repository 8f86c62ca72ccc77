import { networkRequireFlowLog } from "../../../../policies/rules/network/require-flow-log";
import { describeCompanion } from "../../relations";

describeCompanion(networkRequireFlowLog, {
  owner: { type: "aws:ec2/vpc:Vpc", name: "owner", props: { id: "vpc-1" } },
  companion: { type: "aws:ec2/flowLog:FlowLog", props: {} },
  by: "vpcId",
  named: "vpc-1",
  message: "a flow log is missing, expected aws:ec2/flowLog:FlowLog with it as vpcId",
});
