import { requireCompanion } from "../../core/companions";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";

/** A bus says itself who may send to it. */
export const eventBusRequirePolicy: RelationalRule = {
  name: "event-bus-require-policy",
  description: "Event buses have a policy.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: awsBestPractice(
    "EventBridge.3",
    "EventBridge custom event buses should have a resource-based policy attached",
  ),
  tags: ["network"],
  remediationSteps: "Add an event bus policy with the bus's name as eventBusName, which names who may send.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/eventbridge-controls.html",
  judgeStack: requireCompanion({
    of: ["aws:cloudwatch/eventBus:EventBus"],
    what: "a policy",
    types: ["aws:cloudwatch/eventBusPolicy:EventBusPolicy"],
    by: "eventBusName",
  }),
};
