import { brokerForbidPublicPolicy } from "../../../../policies/rules/broker/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(brokerForbidPublicPolicy, { type: "aws:msk/clusterPolicy:ClusterPolicy", property: "policy" });
