import { queueRequireTls } from "../../../../policies/rules/queue/require-tls";
import { describeTlsRule } from "../../documents";

describeTlsRule(queueRequireTls, "sqs", { type: "aws:sqs/queuePolicy:QueuePolicy", property: "policy" });
