import { nodeGroupForbidOpenRemoteAccess } from "../../../../policies/rules/node-group/forbid-open-remote-access";
import { describeRule } from "../../harness";

const type = "aws:eks/nodeGroup:NodeGroup";

describeRule(nodeGroupForbidOpenRemoteAccess, {
  good: { type, props: { remoteAccess: { ec2SshKey: "ops", sourceSecurityGroupIds: ["sg-1"] } } },
  alsoGood: { "nodes without SSH": { type, props: {} } },
  broken: [
    {
      path: "remoteAccess.sourceSecurityGroupIds",
      to: [],
      message: "remoteAccess.sourceSecurityGroupIds is [], expected one at least",
    },
    {
      path: "remoteAccess.sourceSecurityGroupIds",
      to: undefined,
      message: "remoteAccess.sourceSecurityGroupIds is missing, expected one at least",
    },
  ],
  unknown: ["remoteAccess", "remoteAccess.ec2SshKey"],
  secret: ["remoteAccess.sourceSecurityGroupIds"],
});
