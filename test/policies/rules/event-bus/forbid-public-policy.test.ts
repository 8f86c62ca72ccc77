import { eventBusForbidPublicPolicy } from "../../../../policies/rules/event-bus/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(eventBusForbidPublicPolicy, {
  type: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
  property: "policy",
});
