import { topicForbidPublicPolicy } from "../../../../policies/rules/topic/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(topicForbidPublicPolicy, { type: "aws:sns/topicPolicy:TopicPolicy", property: "policy" }, [
  { type: "aws:sns/topic:Topic", property: "policy" },
]);
