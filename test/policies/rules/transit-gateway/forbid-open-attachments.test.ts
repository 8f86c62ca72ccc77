import { transitGatewayForbidOpenAttachments } from "../../../../policies/rules/transit-gateway/forbid-open-attachments";
import { describeRule } from "../../harness";

const type = "aws:ec2transitgateway/transitGateway:TransitGateway";

describeRule(transitGatewayForbidOpenAttachments, {
  good: { type, props: { autoAcceptSharedAttachments: "disable" } },
  broken: [
    {
      path: "autoAcceptSharedAttachments",
      to: "enable",
      message: 'autoAcceptSharedAttachments is "enable", expected disable',
    },
  ],
  unknown: ["autoAcceptSharedAttachments"],
  secret: ["autoAcceptSharedAttachments"],
});
