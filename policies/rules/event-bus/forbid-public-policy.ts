import type { EventBusPolicyArgs } from "@pulumi/aws/cloudwatch";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** An event bus takes events only from whom its policy names. */
export const eventBusForbidPublicPolicy: ResourceValidationPolicy = {
  name: "event-bus-forbid-public-policy",
  description: "Event buses let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as aws:PrincipalOrgID, " +
    "aws:SourceAccount or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html",
  validateResource: requireSettings<EventBusPolicyArgs>("aws:cloudwatch/eventBusPolicy:EventBusPolicy", [
    { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
  ]),
};
