import type { Policies } from "@pulumi/policy";
import { autoScalingGroupForbidUntaggedSpot } from "./rules/auto-scaling-group/forbid-untagged-spot";
import { autoscalerForbidExternalMetric } from "./rules/autoscaler/forbid-external-metric";
import { autoscalerRequireBusinessMetric } from "./rules/autoscaler/require-business-metric";
import { clusterLimitPublicEndpoint } from "./rules/cluster/limit-public-endpoint";
import { clusterRequireSecretEncryption } from "./rules/cluster/require-secret-encryption";
import { clusterWarnVersion } from "./rules/cluster/warn-version";
import { launchTemplateForbidUntaggedSpot } from "./rules/launch-template/forbid-untagged-spot";
import { logGroupRequireRetention } from "./rules/log-group/require-retention";
import { nodeGroupForbidUntaintedSpot } from "./rules/node-group/forbid-untainted-spot";
import { nodePoolForbidUntaintedSpot } from "./rules/node-pool/forbid-untainted-spot";
import { resourceLimitRegion } from "./rules/resource/limit-region";
import { resourceRequireTags } from "./rules/resource/require-tags";
import { streamRequireCustomerKey } from "./rules/stream/require-customer-key";
import { tableRequireCustomerKey } from "./rules/table/require-customer-key";
import { tableRequirePointInTimeRecovery } from "./rules/table/require-point-in-time-recovery";
import { workloadForbidFixedReplicas } from "./rules/workload/forbid-fixed-replicas";

/** Name of the pack. */
export const PACK_NAME = "inventory-platform-policies";

/** Every rule of the pack. Nothing registers itself: a rule that is not here does not run. */
export const RULES = [
  autoScalingGroupForbidUntaggedSpot,
  autoscalerForbidExternalMetric,
  autoscalerRequireBusinessMetric,
  clusterLimitPublicEndpoint,
  clusterRequireSecretEncryption,
  clusterWarnVersion,
  launchTemplateForbidUntaggedSpot,
  logGroupRequireRetention,
  nodeGroupForbidUntaintedSpot,
  nodePoolForbidUntaintedSpot,
  resourceLimitRegion,
  resourceRequireTags,
  streamRequireCustomerKey,
  tableRequireCustomerKey,
  tableRequirePointInTimeRecovery,
  workloadForbidFixedReplicas,
] as const satisfies Policies;
