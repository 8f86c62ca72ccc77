import { requireCompanion } from "../../core/companions";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";

/** A network records the connections in it. */
export const networkRequireFlowLog: RelationalRule = {
  name: "network-require-flow-log",
  description: "Networks have a flow log.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("EC2.6", "VPC flow logging should be enabled in all VPCs"),
  tags: ["network", "observability"],
  remediationSteps: "Add a flow log with the network as vpcId and a trafficType of ALL, or of REJECT to store less.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  judgeStack: requireCompanion({
    of: ["aws:ec2/vpc:Vpc"],
    what: "a flow log",
    types: ["aws:ec2/flowLog:FlowLog"],
    by: "vpcId",
  }),
};
