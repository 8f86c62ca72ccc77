import type { Policies } from "@pulumi/policy";
import { accountForbidPublicBuckets } from "./rules/account/forbid-public-buckets";
import { accountRequireVolumeEncryption } from "./rules/account/require-volume-encryption";
import { autoScalingGroupForbidUntaggedSpot } from "./rules/auto-scaling-group/forbid-untagged-spot";
import { autoscalerForbidExternalMetric } from "./rules/autoscaler/forbid-external-metric";
import { autoscalerForbidSharedTarget } from "./rules/autoscaler/forbid-shared-target";
import { autoscalerRequireBusinessMetric } from "./rules/autoscaler/require-business-metric";
import { brokerForbidAnonymousClients } from "./rules/broker/forbid-anonymous-clients";
import { brokerForbidPublicAccess } from "./rules/broker/forbid-public-access";
import { brokerRequireCustomerKey } from "./rules/broker/require-customer-key";
import { brokerRequireTls } from "./rules/broker/require-tls";
import { bucketForbidAccessLists } from "./rules/bucket/forbid-access-lists";
import { bucketForbidPublicAccess } from "./rules/bucket/forbid-public-access";
import { cacheRequireCustomerKey } from "./rules/cache/require-customer-key";
import { cacheRequireSnapshots } from "./rules/cache/require-snapshots";
import { cacheRequireTls } from "./rules/cache/require-tls";
import { clusterLimitPublicEndpoint } from "./rules/cluster/limit-public-endpoint";
import { clusterRequireControlPlaneLogs } from "./rules/cluster/require-control-plane-logs";
import { clusterRequireSecretEncryption } from "./rules/cluster/require-secret-encryption";
import { clusterWarnVersion } from "./rules/cluster/warn-version";
import { computeEnvironmentForbidUntaggedSpot } from "./rules/compute-environment/forbid-untagged-spot";
import { databaseInstanceForbidPublicAccess } from "./rules/database-instance/forbid-public-access";
import { databaseInstanceRequireMinorUpgrades } from "./rules/database-instance/require-minor-upgrades";
import { databaseInstanceRequireMonitoring } from "./rules/database-instance/require-monitoring";
import { databaseProxyRequireTls } from "./rules/database-proxy/require-tls";
import { databaseRequireBackups } from "./rules/database/require-backups";
import { databaseRequireCustomerKey } from "./rules/database/require-customer-key";
import { databaseRequireIamAuthentication } from "./rules/database/require-iam-authentication";
import { flowLogRequireAllTraffic } from "./rules/flow-log/require-all-traffic";
import { launchTemplateForbidUntaggedSpot } from "./rules/launch-template/forbid-untagged-spot";
import { launchTemplateRequireMetadataTokens } from "./rules/launch-template/require-metadata-tokens";
import { logGroupRequireRetention } from "./rules/log-group/require-retention";
import { nodeGroupForbidUntaintedSpot } from "./rules/node-group/forbid-untainted-spot";
import { nodePoolForbidUntaintedSpot } from "./rules/node-pool/forbid-untainted-spot";
import { repositoryRequireImmutableTags } from "./rules/repository/require-immutable-tags";
import { repositoryRequireScan } from "./rules/repository/require-scan";
import { resourceLimitRegion } from "./rules/resource/limit-region";
import { resourceRequireTags } from "./rules/resource/require-tags";
import { secretRequireCustomerKey } from "./rules/secret/require-customer-key";
import { streamRequireCustomerKey } from "./rules/stream/require-customer-key";
import { streamRequireRetention } from "./rules/stream/require-retention";
import { subnetForbidPublicAddresses } from "./rules/subnet/forbid-public-addresses";
import { tableRequireCustomerKey } from "./rules/table/require-customer-key";
import { tableRequirePointInTimeRecovery } from "./rules/table/require-point-in-time-recovery";
import { trailRequireCustomerKey } from "./rules/trail/require-customer-key";
import { trailRequireLogGroup } from "./rules/trail/require-log-group";
import { trailRequireLogValidation } from "./rules/trail/require-log-validation";
import { vaultRequireCustomerKey } from "./rules/vault/require-customer-key";
import { workloadForbidFixedReplicas } from "./rules/workload/forbid-fixed-replicas";

/** Name of the pack. */
export const PACK_NAME = "inventory-platform-policies";

/** Every rule of the pack. Nothing registers itself: a rule that is not here does not run. */
export const RULES = [
  accountForbidPublicBuckets,
  accountRequireVolumeEncryption,
  autoScalingGroupForbidUntaggedSpot,
  autoscalerForbidExternalMetric,
  autoscalerForbidSharedTarget,
  autoscalerRequireBusinessMetric,
  brokerForbidAnonymousClients,
  brokerForbidPublicAccess,
  brokerRequireCustomerKey,
  brokerRequireTls,
  bucketForbidAccessLists,
  bucketForbidPublicAccess,
  cacheRequireCustomerKey,
  cacheRequireSnapshots,
  cacheRequireTls,
  clusterLimitPublicEndpoint,
  clusterRequireControlPlaneLogs,
  clusterRequireSecretEncryption,
  clusterWarnVersion,
  computeEnvironmentForbidUntaggedSpot,
  databaseInstanceForbidPublicAccess,
  databaseInstanceRequireMinorUpgrades,
  databaseInstanceRequireMonitoring,
  databaseProxyRequireTls,
  databaseRequireBackups,
  databaseRequireCustomerKey,
  databaseRequireIamAuthentication,
  flowLogRequireAllTraffic,
  launchTemplateForbidUntaggedSpot,
  launchTemplateRequireMetadataTokens,
  logGroupRequireRetention,
  nodeGroupForbidUntaintedSpot,
  nodePoolForbidUntaintedSpot,
  repositoryRequireImmutableTags,
  repositoryRequireScan,
  resourceLimitRegion,
  resourceRequireTags,
  secretRequireCustomerKey,
  streamRequireCustomerKey,
  streamRequireRetention,
  subnetForbidPublicAddresses,
  tableRequireCustomerKey,
  tableRequirePointInTimeRecovery,
  trailRequireCustomerKey,
  trailRequireLogGroup,
  trailRequireLogValidation,
  vaultRequireCustomerKey,
  workloadForbidFixedReplicas,
] as const satisfies Policies;
