import { networkRequireClosedDefaultGroup } from "../../../../policies/rules/network/require-closed-default-group";
import { describeCompanion } from "../../relations";

describeCompanion(networkRequireClosedDefaultGroup, {
  owner: { type: "aws:ec2/vpc:Vpc", name: "owner", props: { id: "vpc-1" } },
  companion: { type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", props: {} },
  by: "vpcId",
  named: "vpc-1",
  message:
    "a managed default security group is missing, expected aws:ec2/defaultSecurityGroup:DefaultSecurityGroup with it as vpcId",
});
