import { eventBusRequirePolicy } from "../../../../policies/rules/event-bus/require-policy";
import { describeCompanion } from "../../relations";

describeCompanion(eventBusRequirePolicy, {
  owner: { type: "aws:cloudwatch/eventBus:EventBus", name: "owner", props: { name: "orders" } },
  companion: { type: "aws:cloudwatch/eventBusPolicy:EventBusPolicy", props: {} },
  by: "eventBusName",
  named: "orders",
  message: "a policy is missing, expected aws:cloudwatch/eventBusPolicy:EventBusPolicy with it as eventBusName",
});
