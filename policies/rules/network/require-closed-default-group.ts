import { requireCompanion } from "../../core/companions";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";

/** The group that AWS makes with each network, and gives to what names none, is taken over, so that its rules go. */
export const networkRequireClosedDefaultGroup: RelationalRule = {
  name: "network-require-closed-default-group",
  description: "The default security group of a network is managed, and so closed.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("EC2.2", "VPC default security groups should not allow inbound or outbound traffic"),
  tags: ["network"],
  remediationSteps:
    "Add a default security group with the network as vpcId and without rules: those that AWS made are removed.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  judgeStack: requireCompanion({
    of: ["aws:ec2/vpc:Vpc"],
    what: "a managed default security group",
    types: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
    by: "vpcId",
  }),
};
