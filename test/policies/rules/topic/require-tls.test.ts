import { topicRequireTls } from "../../../../policies/rules/topic/require-tls";
import { describeTlsRule } from "../../documents";

describeTlsRule(topicRequireTls, "sns", { type: "aws:sns/topicPolicy:TopicPolicy", property: "policy" });
