import { queueForbidPublicPolicy } from "../../../../policies/rules/queue/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(queueForbidPublicPolicy, { type: "aws:sqs/queuePolicy:QueuePolicy", property: "policy" }, [
  { type: "aws:sqs/queue:Queue", property: "policy" },
]);
