import type { ClusterArgs } from "@pulumi/aws/msk";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { expecting, requireSettings } from "../../core/settings";
import { at } from "../../core/tags";

const DESTINATIONS = ["cloudwatchLogs", "firehose", "s3"] as const;

const isLogged = expecting("one destination that is enabled", (logs) =>
  DESTINATIONS.some((destination) => at(logs, [destination, "enabled"]) === true),
);

/** Why a broker restarted can be read. */
export const brokerRequireLogs: ResourceValidationPolicy = {
  name: "broker-require-logs",
  description: "Kafka brokers write logs.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["observability"],
  remediationSteps: "Enable cloudwatchLogs, firehose or s3 in loggingInfo.brokerLogs.",
  url: "https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html",
  validateResource: requireSettings<ClusterArgs>("aws:msk/cluster:Cluster", [
    { property: "loggingInfo.brokerLogs", read: ({ loggingInfo }) => loggingInfo?.brokerLogs, check: isLogged },
  ]),
};
