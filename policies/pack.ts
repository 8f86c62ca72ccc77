import type { Rule } from "./core/registrations";
import { accountForbidPublicBuckets } from "./rules/account/forbid-public-buckets";
import { accountRequireStrongPasswords } from "./rules/account/require-strong-passwords";
import { accountRequireVolumeEncryption } from "./rules/account/require-volume-encryption";
import { apiRouteRequireAuthorization } from "./rules/api-route/require-authorization";
import { apiStageRequireAccessLogs } from "./rules/api-stage/require-access-logs";
import { apiStageRequireTracing } from "./rules/api-stage/require-tracing";
import { autoScalingGroupForbidUntaggedSpot } from "./rules/auto-scaling-group/forbid-untagged-spot";
import { autoScalingGroupRequireLaunchTemplate } from "./rules/auto-scaling-group/require-launch-template";
import { autoScalingGroupRequireZones } from "./rules/auto-scaling-group/require-zones";
import { autoscalerForbidExternalMetric } from "./rules/autoscaler/forbid-external-metric";
import { autoscalerForbidSharedTarget } from "./rules/autoscaler/forbid-shared-target";
import { autoscalerRequireBusinessMetric } from "./rules/autoscaler/require-business-metric";
import { backupPlanRequireCopy } from "./rules/backup-plan/require-copy";
import { brokerForbidAnonymousClients } from "./rules/broker/forbid-anonymous-clients";
import { brokerForbidPublicAccess } from "./rules/broker/forbid-public-access";
import { brokerForbidPublicPolicy } from "./rules/broker/forbid-public-policy";
import { brokerRequireCustomerKey } from "./rules/broker/require-customer-key";
import { brokerRequireTls } from "./rules/broker/require-tls";
import { bucketForbidAccessLists } from "./rules/bucket/forbid-access-lists";
import { bucketForbidForeignAdministration } from "./rules/bucket/forbid-foreign-administration";
import { bucketForbidPublicAccess } from "./rules/bucket/forbid-public-access";
import { bucketForbidPublicPolicy } from "./rules/bucket/forbid-public-policy";
import { bucketRequireTls } from "./rules/bucket/require-tls";
import { cacheForbidDefaultSubnets } from "./rules/cache/forbid-default-subnets";
import { cacheRequireCustomerKey } from "./rules/cache/require-customer-key";
import { cacheRequireFailover } from "./rules/cache/require-failover";
import { cacheRequireMinorUpgrades } from "./rules/cache/require-minor-upgrades";
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
import { databaseRequireCopiedTags } from "./rules/database/require-copied-tags";
import { databaseRequireCustomerKey } from "./rules/database/require-customer-key";
import { databaseRequireIamAuthentication } from "./rules/database/require-iam-authentication";
import { databaseRequireLogs } from "./rules/database/require-logs";
import { defaultSecurityGroupForbidRules } from "./rules/default-security-group/forbid-rules";
import { detectorRequireEnabled } from "./rules/detector/require-enabled";
import { distributionRequireFirewall } from "./rules/distribution/require-firewall";
import { distributionRequireNamedHosts } from "./rules/distribution/require-named-hosts";
import { distributionRequireTls } from "./rules/distribution/require-tls";
import { eventBusForbidPublicPolicy } from "./rules/event-bus/forbid-public-policy";
import { exemptionRequireForm } from "./rules/exemption/require-form";
import { exemptionWarnStale } from "./rules/exemption/warn-stale";
import { fileSystemForbidPublicPolicy } from "./rules/file-system/forbid-public-policy";
import { fileSystemRequireEncryption } from "./rules/file-system/require-encryption";
import { firewallRequireMetrics } from "./rules/firewall/require-metrics";
import { firewallRequireRules } from "./rules/firewall/require-rules";
import { flowLogRequireAllTraffic } from "./rules/flow-log/require-all-traffic";
import { functionForbidPublicPermission } from "./rules/function/forbid-public-permission";
import { functionForbidPublicUrl } from "./rules/function/forbid-public-url";
import { functionRequireSource } from "./rules/function/require-source";
import { functionRequireTracing } from "./rules/function/require-tracing";
import { identityForbidAdministratorPolicy } from "./rules/identity/forbid-administrator-policy";
import { identityPolicyForbidAdministration } from "./rules/identity-policy/forbid-administration";
import { identityPolicyForbidInvertedActions } from "./rules/identity-policy/forbid-inverted-actions";
import { identityPolicyForbidOpenDecryption } from "./rules/identity-policy/forbid-open-decryption";
import { identityPolicyForbidOpenRolePassing } from "./rules/identity-policy/forbid-open-role-passing";
import { identityPolicyForbidServiceWildcard } from "./rules/identity-policy/forbid-service-wildcard";
import { keyForbidPublicPolicy } from "./rules/key/forbid-public-policy";
import { keyRequireDeletionWindow } from "./rules/key/require-deletion-window";
import { launchTemplateForbidUntaggedSpot } from "./rules/launch-template/forbid-untagged-spot";
import { launchTemplateLimitMetadataHops } from "./rules/launch-template/limit-metadata-hops";
import { launchTemplateRequireMetadataTokens } from "./rules/launch-template/require-metadata-tokens";
import { logGroupForbidPublicPolicy } from "./rules/log-group/forbid-public-policy";
import { logGroupRequireRetention } from "./rules/log-group/require-retention";
import { nodeGroupForbidUntaintedSpot } from "./rules/node-group/forbid-untainted-spot";
import { nodePoolForbidUntaintedSpot } from "./rules/node-pool/forbid-untainted-spot";
import { queueForbidPublicPolicy } from "./rules/queue/forbid-public-policy";
import { queueRequireTls } from "./rules/queue/require-tls";
import { recorderRequireAllTypes } from "./rules/recorder/require-all-types";
import { replicationInstanceForbidPublicAccess } from "./rules/replication-instance/forbid-public-access";
import { repositoryForbidPublicPolicy } from "./rules/repository/forbid-public-policy";
import { repositoryRequireImmutableTags } from "./rules/repository/require-immutable-tags";
import { repositoryRequireScan } from "./rules/repository/require-scan";
import { resourceLimitRegion } from "./rules/resource/limit-region";
import { resourceRequireTags } from "./rules/resource/require-tags";
import { roleForbidPublicTrust } from "./rules/role/forbid-public-trust";
import { roleRequireFederationConditions } from "./rules/role/require-federation-conditions";
import { searchDomainForbidPublicPolicy } from "./rules/search-domain/forbid-public-policy";
import { searchDomainRequireEncryption } from "./rules/search-domain/require-encryption";
import { secretForbidPublicPolicy } from "./rules/secret/forbid-public-policy";
import { secretRequireCustomerKey } from "./rules/secret/require-customer-key";
import { secretRequireTls } from "./rules/secret/require-tls";
import { securityGroupForbidOpenAdminPorts } from "./rules/security-group/forbid-open-admin-ports";
import { securityGroupForbidOpenDataPorts } from "./rules/security-group/forbid-open-data-ports";
import { securityGroupLimitOpenPorts } from "./rules/security-group/limit-open-ports";
import { streamForbidPublicPolicy } from "./rules/stream/forbid-public-policy";
import { streamRequireCustomerKey } from "./rules/stream/require-customer-key";
import { streamRequireRetention } from "./rules/stream/require-retention";
import { subnetForbidPublicAddresses } from "./rules/subnet/forbid-public-addresses";
import { tableForbidPublicPolicy } from "./rules/table/forbid-public-policy";
import { tableRequireCustomerKey } from "./rules/table/require-customer-key";
import { tableRequirePointInTimeRecovery } from "./rules/table/require-point-in-time-recovery";
import { topicForbidPublicPolicy } from "./rules/topic/forbid-public-policy";
import { topicRequireTls } from "./rules/topic/require-tls";
import { trailRequireCustomerKey } from "./rules/trail/require-customer-key";
import { trailRequireLogGroup } from "./rules/trail/require-log-group";
import { trailRequireLogValidation } from "./rules/trail/require-log-validation";
import { transitGatewayForbidOpenAttachments } from "./rules/transit-gateway/forbid-open-attachments";
import { userForbidPolicies } from "./rules/user/forbid-policies";
import { vaultForbidPublicPolicy } from "./rules/vault/forbid-public-policy";
import { vaultRequireCustomerKey } from "./rules/vault/require-customer-key";
import { vaultRequireRetentionBounds } from "./rules/vault/require-retention-bounds";
import { volumeRequireEncryption } from "./rules/volume/require-encryption";
import { workloadForbidFixedReplicas } from "./rules/workload/forbid-fixed-replicas";

/** Name of the pack. */
export const PACK_NAME = "inventory-platform-policies";

/** Every rule of the pack. Nothing registers itself: a rule that is not here does not run. */
export const RULES = [
  accountForbidPublicBuckets,
  accountRequireStrongPasswords,
  accountRequireVolumeEncryption,
  apiRouteRequireAuthorization,
  apiStageRequireAccessLogs,
  apiStageRequireTracing,
  autoScalingGroupForbidUntaggedSpot,
  autoScalingGroupRequireLaunchTemplate,
  autoScalingGroupRequireZones,
  autoscalerForbidExternalMetric,
  autoscalerForbidSharedTarget,
  autoscalerRequireBusinessMetric,
  backupPlanRequireCopy,
  brokerForbidAnonymousClients,
  brokerForbidPublicAccess,
  brokerForbidPublicPolicy,
  brokerRequireCustomerKey,
  brokerRequireTls,
  bucketForbidAccessLists,
  bucketForbidForeignAdministration,
  bucketForbidPublicAccess,
  bucketForbidPublicPolicy,
  bucketRequireTls,
  cacheForbidDefaultSubnets,
  cacheRequireCustomerKey,
  cacheRequireFailover,
  cacheRequireMinorUpgrades,
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
  databaseRequireCopiedTags,
  databaseRequireCustomerKey,
  databaseRequireIamAuthentication,
  databaseRequireLogs,
  defaultSecurityGroupForbidRules,
  detectorRequireEnabled,
  distributionRequireFirewall,
  distributionRequireNamedHosts,
  distributionRequireTls,
  eventBusForbidPublicPolicy,
  exemptionRequireForm,
  exemptionWarnStale,
  fileSystemForbidPublicPolicy,
  fileSystemRequireEncryption,
  firewallRequireMetrics,
  firewallRequireRules,
  flowLogRequireAllTraffic,
  functionForbidPublicPermission,
  functionForbidPublicUrl,
  functionRequireSource,
  functionRequireTracing,
  identityForbidAdministratorPolicy,
  identityPolicyForbidAdministration,
  identityPolicyForbidInvertedActions,
  identityPolicyForbidOpenDecryption,
  identityPolicyForbidOpenRolePassing,
  identityPolicyForbidServiceWildcard,
  keyForbidPublicPolicy,
  keyRequireDeletionWindow,
  launchTemplateForbidUntaggedSpot,
  launchTemplateLimitMetadataHops,
  launchTemplateRequireMetadataTokens,
  logGroupForbidPublicPolicy,
  logGroupRequireRetention,
  nodeGroupForbidUntaintedSpot,
  nodePoolForbidUntaintedSpot,
  queueForbidPublicPolicy,
  queueRequireTls,
  recorderRequireAllTypes,
  replicationInstanceForbidPublicAccess,
  repositoryForbidPublicPolicy,
  repositoryRequireImmutableTags,
  repositoryRequireScan,
  resourceLimitRegion,
  resourceRequireTags,
  roleForbidPublicTrust,
  roleRequireFederationConditions,
  searchDomainForbidPublicPolicy,
  searchDomainRequireEncryption,
  secretForbidPublicPolicy,
  secretRequireCustomerKey,
  secretRequireTls,
  securityGroupForbidOpenAdminPorts,
  securityGroupForbidOpenDataPorts,
  securityGroupLimitOpenPorts,
  streamForbidPublicPolicy,
  streamRequireCustomerKey,
  streamRequireRetention,
  subnetForbidPublicAddresses,
  tableForbidPublicPolicy,
  tableRequireCustomerKey,
  tableRequirePointInTimeRecovery,
  topicForbidPublicPolicy,
  topicRequireTls,
  trailRequireCustomerKey,
  trailRequireLogGroup,
  trailRequireLogValidation,
  transitGatewayForbidOpenAttachments,
  userForbidPolicies,
  vaultForbidPublicPolicy,
  vaultRequireCustomerKey,
  vaultRequireRetentionBounds,
  volumeRequireEncryption,
  workloadForbidFixedReplicas,
] as const satisfies readonly Rule[];
