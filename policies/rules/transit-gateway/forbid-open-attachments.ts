import type { TransitGatewayArgs } from "@pulumi/aws/ec2transitgateway";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isOneOf } from "../../core/settings";

/** A transit gateway does not take in a network that asks of itself. */
export const transitGatewayForbidOpenAttachments: ResourceValidationPolicy = {
  name: "transit-gateway-forbid-open-attachments",
  description: "Transit gateways accept attachments one by one.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice(
    "EC2.23",
    "Amazon EC2 Transit Gateways should not automatically accept VPC attachment requests",
  ),
  tags: ["network"],
  remediationSteps: "Remove autoAcceptSharedAttachments, or set it to disable.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ...mendableSettings<TransitGatewayArgs>("aws:ec2transitgateway/transitGateway:TransitGateway", [
    {
      property: "autoAcceptSharedAttachments",
      read: ({ autoAcceptSharedAttachments }) => autoAcceptSharedAttachments ?? "disable",
      check: isOneOf("disable"),
      mend: "disable",
    },
  ]),
};
