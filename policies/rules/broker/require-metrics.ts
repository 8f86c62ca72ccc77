import type { ClusterArgs } from "@pulumi/aws/msk";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { securityHubControl } from "../../core/framework";
import { isOneOf, requireSettings } from "../../core/settings";

/** What a broker does can be seen, not only that it is there. */
export const brokerRequireMetrics: ResourceValidationPolicy = {
  name: "broker-require-metrics",
  description: "Kafka brokers report metrics of each broker.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: securityHubControl("MSK.2", "MSK clusters should have enhanced monitoring configured"),
  tags: ["observability"],
  remediationSteps: "Set enhancedMonitoring to PER_BROKER, or to a finer level where its price is worth it.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html",
  validateResource: requireSettings<ClusterArgs>("aws:msk/cluster:Cluster", [
    {
      property: "enhancedMonitoring",
      read: ({ enhancedMonitoring }) => enhancedMonitoring,
      check: isOneOf("PER_BROKER", "PER_TOPIC_PER_BROKER", "PER_TOPIC_PER_PARTITION"),
    },
  ]),
};
