import type { NodeGroupArgs } from "@pulumi/aws/eks";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { hasSome, requireSettings, where } from "../../core/settings";

/** Who logs in to nodes comes through Session Manager; SSH, where it has to be, has groups that say from where. */
export const nodeGroupForbidOpenRemoteAccess: ResourceValidationPolicy = {
  name: "node-group-forbid-open-remote-access",
  description: "Nodes are not open to SSH from everywhere.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["network"],
  remediationSteps: "Remove remoteAccess, or name the groups that may come in as remoteAccess.sourceSecurityGroupIds.",
  url: "https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html",
  validateResource: where<NodeGroupArgs>(
    requireSettings<NodeGroupArgs>("aws:eks/nodeGroup:NodeGroup", [
      {
        property: "remoteAccess.sourceSecurityGroupIds",
        read: ({ remoteAccess }) => remoteAccess?.sourceSecurityGroupIds,
        check: hasSome,
      },
    ]),
    ({ remoteAccess }) => remoteAccess?.ec2SshKey !== undefined,
  ),
};
