import { brokerRequireMetrics } from "../../../../policies/rules/broker/require-metrics";
import { describeRule } from "../../harness";

const type = "aws:msk/cluster:Cluster";

describeRule(brokerRequireMetrics, {
  good: { type, props: { enhancedMonitoring: "PER_BROKER" } },
  broken: [
    {
      path: "enhancedMonitoring",
      to: "DEFAULT",
      message:
        'enhancedMonitoring is "DEFAULT", expected PER_BROKER or PER_TOPIC_PER_BROKER or PER_TOPIC_PER_PARTITION',
    },
    {
      path: "enhancedMonitoring",
      to: undefined,
      message: "enhancedMonitoring is missing, expected PER_BROKER or PER_TOPIC_PER_BROKER or PER_TOPIC_PER_PARTITION",
    },
  ],
  unknown: ["enhancedMonitoring"],
  secret: ["enhancedMonitoring"],
});
