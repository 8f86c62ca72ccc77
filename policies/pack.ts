import type { Rule } from "./core/registrations";
import { accessBindingForbidAnonymous } from "./rules/access-binding/forbid-anonymous";
import { accessBindingForbidClusterAdmin } from "./rules/access-binding/forbid-cluster-admin";
import { accessRoleForbidEscalation } from "./rules/access-role/forbid-escalation";
import { accessRoleForbidOpenSecrets } from "./rules/access-role/forbid-open-secrets";
import { accessRoleForbidWildcards } from "./rules/access-role/forbid-wildcards";
import { accountForbidPublicBuckets } from "./rules/account/forbid-public-buckets";
import { accountRequireStrongPasswords } from "./rules/account/require-strong-passwords";
import { accountRequireVolumeEncryption } from "./rules/account/require-volume-encryption";
import { alarmRequireAction } from "./rules/alarm/require-action";
import { alarmRequireRunbook } from "./rules/alarm/require-runbook";
import { apiMethodRequireCacheEncryption } from "./rules/api-method/require-cache-encryption";
import { apiRouteRequireAuthorization } from "./rules/api-route/require-authorization";
import { apiStageRequireAccessLogs } from "./rules/api-stage/require-access-logs";
import { apiStageRequireFirewall } from "./rules/api-stage/require-firewall";
import { apiStageRequireThrottling } from "./rules/api-stage/require-throttling";
import { apiStageRequireTracing } from "./rules/api-stage/require-tracing";
import { autoScalingGroupForbidUntaggedSpot } from "./rules/auto-scaling-group/forbid-untagged-spot";
import { autoScalingGroupRequireInstanceTypes } from "./rules/auto-scaling-group/require-instance-types";
import { autoScalingGroupRequireLaunchTemplate } from "./rules/auto-scaling-group/require-launch-template";
import { autoScalingGroupRequireZones } from "./rules/auto-scaling-group/require-zones";
import { autoscalerForbidExternalMetric } from "./rules/autoscaler/forbid-external-metric";
import { autoscalerForbidSharedTarget } from "./rules/autoscaler/forbid-shared-target";
import { autoscalerRequireBusinessMetric } from "./rules/autoscaler/require-business-metric";
import { autoscalerRequireSpare } from "./rules/autoscaler/require-spare";
import { backupPlanRequireCopy } from "./rules/backup-plan/require-copy";
import { brokerForbidAnonymousClients } from "./rules/broker/forbid-anonymous-clients";
import { brokerForbidPublicAccess } from "./rules/broker/forbid-public-access";
import { brokerForbidPublicPolicy } from "./rules/broker/forbid-public-policy";
import { brokerRequireCustomerKey } from "./rules/broker/require-customer-key";
import { brokerRequireLogs } from "./rules/broker/require-logs";
import { brokerRequireMetrics } from "./rules/broker/require-metrics";
import { brokerRequireTls } from "./rules/broker/require-tls";
import { bucketForbidAccessLists } from "./rules/bucket/forbid-access-lists";
import { bucketForbidForeignAdministration } from "./rules/bucket/forbid-foreign-administration";
import { bucketForbidPublicAccess } from "./rules/bucket/forbid-public-access";
import { bucketForbidPublicPolicy } from "./rules/bucket/forbid-public-policy";
import { bucketRequireAccessLogs } from "./rules/bucket/require-access-logs";
import { bucketRequireCustomerKey } from "./rules/bucket/require-customer-key";
import { bucketRequireLifecycle } from "./rules/bucket/require-lifecycle";
import { bucketRequirePolicy } from "./rules/bucket/require-policy";
import { bucketRequirePublicAccessBlock } from "./rules/bucket/require-public-access-block";
import { bucketRequireTls } from "./rules/bucket/require-tls";
import { bucketRequireVersioning } from "./rules/bucket/require-versioning";
import { cacheForbidDefaultSubnets } from "./rules/cache/forbid-default-subnets";
import { cacheRequireAuthentication } from "./rules/cache/require-authentication";
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
import { databaseInstanceRequirePerformanceInsights } from "./rules/database-instance/require-performance-insights";
import { databaseProxyRequireTls } from "./rules/database-proxy/require-tls";
import { databaseForbidDefaultUser } from "./rules/database/forbid-default-user";
import { databaseRequireBackups } from "./rules/database/require-backups";
import { databaseRequireCopiedTags } from "./rules/database/require-copied-tags";
import { databaseRequireCustomerKey } from "./rules/database/require-customer-key";
import { databaseRequireDeletionProtection } from "./rules/database/require-deletion-protection";
import { databaseRequireIamAuthentication } from "./rules/database/require-iam-authentication";
import { databaseRequireLogs } from "./rules/database/require-logs";
import { databaseRequireSecondInstance } from "./rules/database/require-second-instance";
import { defaultSecurityGroupForbidRules } from "./rules/default-security-group/forbid-rules";
import { detectorRequireEnabled } from "./rules/detector/require-enabled";
import { distributionRequireCertificate } from "./rules/distribution/require-certificate";
import { distributionRequireFirewall } from "./rules/distribution/require-firewall";
import { distributionRequireNamedHosts } from "./rules/distribution/require-named-hosts";
import { distributionRequireOriginAccessControl } from "./rules/distribution/require-origin-access-control";
import { distributionRequireOriginTls } from "./rules/distribution/require-origin-tls";
import { distributionRequireRootObject } from "./rules/distribution/require-root-object";
import { distributionRequireTls } from "./rules/distribution/require-tls";
import { eventBusForbidPublicPolicy } from "./rules/event-bus/forbid-public-policy";
import { eventSourceRequireFailureDestination } from "./rules/event-source/require-failure-destination";
import { eventTargetRequireDeadLetters } from "./rules/event-target/require-dead-letters";
import { exemptionRequireForm } from "./rules/exemption/require-form";
import { exemptionWarnStale } from "./rules/exemption/warn-stale";
import { fileSystemForbidPublicPolicy } from "./rules/file-system/forbid-public-policy";
import { fileSystemRequireEncryption } from "./rules/file-system/require-encryption";
import { firewallRequireLogs } from "./rules/firewall/require-logs";
import { firewallRequireMetrics } from "./rules/firewall/require-metrics";
import { firewallRequireRules } from "./rules/firewall/require-rules";
import { flowLogRequireAllTraffic } from "./rules/flow-log/require-all-traffic";
import { functionForbidPublicPermission } from "./rules/function/forbid-public-permission";
import { functionForbidPublicUrl } from "./rules/function/forbid-public-url";
import { functionForbidRetiredRuntime } from "./rules/function/forbid-retired-runtime";
import { functionRequireSource } from "./rules/function/require-source";
import { functionRequireTracing } from "./rules/function/require-tracing";
import { functionRequireZones } from "./rules/function/require-zones";
import { graphApiForbidApiKeys } from "./rules/graph-api/forbid-api-keys";
import { graphApiRequireLogs } from "./rules/graph-api/require-logs";
import { identityPolicyForbidAdministration } from "./rules/identity-policy/forbid-administration";
import { identityPolicyForbidInvertedActions } from "./rules/identity-policy/forbid-inverted-actions";
import { identityPolicyForbidOpenDecryption } from "./rules/identity-policy/forbid-open-decryption";
import { identityPolicyForbidOpenRolePassing } from "./rules/identity-policy/forbid-open-role-passing";
import { identityPolicyForbidServiceWildcard } from "./rules/identity-policy/forbid-service-wildcard";
import { identityForbidAdministratorPolicy } from "./rules/identity/forbid-administrator-policy";
import { keyForbidPublicPolicy } from "./rules/key/forbid-public-policy";
import { keyRequireDeletionWindow } from "./rules/key/require-deletion-window";
import { keyRequireRotation } from "./rules/key/require-rotation";
import { launchTemplateForbidPublicAddresses } from "./rules/launch-template/forbid-public-addresses";
import { launchTemplateForbidUntaggedSpot } from "./rules/launch-template/forbid-untagged-spot";
import { launchTemplateLimitMetadataHops } from "./rules/launch-template/limit-metadata-hops";
import { launchTemplateRequireMetadataTokens } from "./rules/launch-template/require-metadata-tokens";
import { launchTemplateRequireVolumeEncryption } from "./rules/launch-template/require-volume-encryption";
import { listenerRequireModernCiphers } from "./rules/listener/require-modern-ciphers";
import { listenerRequireTls } from "./rules/listener/require-tls";
import { loadBalancerForbidDesync } from "./rules/load-balancer/forbid-desync";
import { loadBalancerForbidInvalidHeaders } from "./rules/load-balancer/forbid-invalid-headers";
import { loadBalancerRequireAccessLogs } from "./rules/load-balancer/require-access-logs";
import { loadBalancerRequireDeletionProtection } from "./rules/load-balancer/require-deletion-protection";
import { loadBalancerRequireFirewall } from "./rules/load-balancer/require-firewall";
import { loadBalancerRequireZones } from "./rules/load-balancer/require-zones";
import { logGroupForbidPublicPolicy } from "./rules/log-group/forbid-public-policy";
import { logGroupRequireCustomerKey } from "./rules/log-group/require-customer-key";
import { logGroupRequireRetention } from "./rules/log-group/require-retention";
import { networkAclForbidOpenAdminPorts } from "./rules/network-acl/forbid-open-admin-ports";
import { networkRequireClosedDefaultGroup } from "./rules/network/require-closed-default-group";
import { networkRequireFlowLog } from "./rules/network/require-flow-log";
import { networkRequireGatewayEndpoints } from "./rules/network/require-gateway-endpoints";
import { nodeGroupForbidOpenRemoteAccess } from "./rules/node-group/forbid-open-remote-access";
import { nodeGroupForbidUntaintedSpot } from "./rules/node-group/forbid-untainted-spot";
import { nodePoolForbidUntaintedSpot } from "./rules/node-pool/forbid-untainted-spot";
import { podForbidHostNamespaces } from "./rules/pod/forbid-host-namespaces";
import { podForbidHostPaths } from "./rules/pod/forbid-host-paths";
import { podForbidHostPorts } from "./rules/pod/forbid-host-ports";
import { podForbidHostProcesses } from "./rules/pod/forbid-host-processes";
import { podForbidMovingImages } from "./rules/pod/forbid-moving-images";
import { podForbidPrivilegeEscalation } from "./rules/pod/forbid-privilege-escalation";
import { podForbidPrivileged } from "./rules/pod/forbid-privileged";
import { podForbidRootUser } from "./rules/pod/forbid-root-user";
import { podForbidUnmaskedProc } from "./rules/pod/forbid-unmasked-proc";
import { podLimitAppArmor } from "./rules/pod/limit-app-armor";
import { podLimitCapabilities } from "./rules/pod/limit-capabilities";
import { podLimitSelinux } from "./rules/pod/limit-selinux";
import { podLimitSysctls } from "./rules/pod/limit-sysctls";
import { podLimitVolumeTypes } from "./rules/pod/limit-volume-types";
import { podRequireNonRoot } from "./rules/pod/require-non-root";
import { podRequireReadOnlyRoot } from "./rules/pod/require-read-only-root";
import { podRequireRequests } from "./rules/pod/require-requests";
import { podRequireSeccomp } from "./rules/pod/require-seccomp";
import { queueForbidPublicPolicy } from "./rules/queue/forbid-public-policy";
import { queueLimitReceives } from "./rules/queue/limit-receives";
import { queueRequireAlarm } from "./rules/queue/require-alarm";
import { queueRequireDeadLetters } from "./rules/queue/require-dead-letters";
import { queueRequireEncryption } from "./rules/queue/require-encryption";
import { queueRequireTls } from "./rules/queue/require-tls";
import { recorderRequireAllTypes } from "./rules/recorder/require-all-types";
import { recorderRequireStart } from "./rules/recorder/require-start";
import { replicationInstanceForbidPublicAccess } from "./rules/replication-instance/forbid-public-access";
import { repositoryForbidPublicPolicy } from "./rules/repository/forbid-public-policy";
import { repositoryRequireImmutableTags } from "./rules/repository/require-immutable-tags";
import { repositoryRequireLifecycle } from "./rules/repository/require-lifecycle";
import { repositoryRequireScan } from "./rules/repository/require-scan";
import { resourceLimitRegion } from "./rules/resource/limit-region";
import { resourceRequireTags } from "./rules/resource/require-tags";
import { roleForbidPublicTrust } from "./rules/role/forbid-public-trust";
import { roleRequireFederationConditions } from "./rules/role/require-federation-conditions";
import { searchDomainForbidPublicPolicy } from "./rules/search-domain/forbid-public-policy";
import { searchDomainRequireEncryption } from "./rules/search-domain/require-encryption";
import { secretForbidPublicPolicy } from "./rules/secret/forbid-public-policy";
import { secretLimitRotationInterval } from "./rules/secret/limit-rotation-interval";
import { secretRequireCustomerKey } from "./rules/secret/require-customer-key";
import { secretRequireRotation } from "./rules/secret/require-rotation";
import { secretRequireTls } from "./rules/secret/require-tls";
import { securityGroupForbidOpenAdminPorts } from "./rules/security-group/forbid-open-admin-ports";
import { securityGroupForbidOpenDataPorts } from "./rules/security-group/forbid-open-data-ports";
import { securityGroupLimitOpenPorts } from "./rules/security-group/limit-open-ports";
import { stateMachineRequireLogs } from "./rules/state-machine/require-logs";
import { stateMachineRequireTracing } from "./rules/state-machine/require-tracing";
import { storeRequireBackup } from "./rules/store/require-backup";
import { streamForbidPublicPolicy } from "./rules/stream/forbid-public-policy";
import { streamRequireCustomerKey } from "./rules/stream/require-customer-key";
import { streamRequireRetention } from "./rules/stream/require-retention";
import { subnetForbidPublicAddresses } from "./rules/subnet/forbid-public-addresses";
import { tableForbidPublicPolicy } from "./rules/table/forbid-public-policy";
import { tableRequireCustomerKey } from "./rules/table/require-customer-key";
import { tableRequireDeletionProtection } from "./rules/table/require-deletion-protection";
import { tableRequirePointInTimeRecovery } from "./rules/table/require-point-in-time-recovery";
import { tableRequireScaling } from "./rules/table/require-scaling";
import { taskClusterRequireInsights } from "./rules/task-cluster/require-insights";
import { taskDefinitionForbidHostNamespaces } from "./rules/task-definition/forbid-host-namespaces";
import { taskDefinitionForbidPlainSecrets } from "./rules/task-definition/forbid-plain-secrets";
import { taskDefinitionForbidPrivileged } from "./rules/task-definition/forbid-privileged";
import { taskDefinitionRequireLogs } from "./rules/task-definition/require-logs";
import { taskDefinitionRequireReadOnlyRoot } from "./rules/task-definition/require-read-only-root";
import { taskServiceForbidPublicAddresses } from "./rules/task-service/forbid-public-addresses";
import { topicForbidPublicPolicy } from "./rules/topic/forbid-public-policy";
import { topicRequireEncryption } from "./rules/topic/require-encryption";
import { topicRequireTls } from "./rules/topic/require-tls";
import { trailRequireCustomerKey } from "./rules/trail/require-customer-key";
import { trailRequireLogGroup } from "./rules/trail/require-log-group";
import { trailRequireLogValidation } from "./rules/trail/require-log-validation";
import { transitGatewayForbidOpenAttachments } from "./rules/transit-gateway/forbid-open-attachments";
import { userForbidPolicies } from "./rules/user/forbid-policies";
import { vaultForbidPublicPolicy } from "./rules/vault/forbid-public-policy";
import { vaultRequireCustomerKey } from "./rules/vault/require-customer-key";
import { vaultRequireLock } from "./rules/vault/require-lock";
import { vaultRequireRetentionBounds } from "./rules/vault/require-retention-bounds";
import { volumeRequireEncryption } from "./rules/volume/require-encryption";
import { workloadForbidFixedReplicas } from "./rules/workload/forbid-fixed-replicas";
import { workloadRequireDisruptionBudget } from "./rules/workload/require-disruption-budget";
import { workloadRequireNetworkPolicy } from "./rules/workload/require-network-policy";
import { workloadRequireReadiness } from "./rules/workload/require-readiness";
import { zoneRequireQueryLog } from "./rules/zone/require-query-log";

/** Name of the pack. */
export const PACK_NAME = "inventory-platform-policies";

/** Every rule of the pack. Nothing registers itself: a rule that is not here does not run. */
export const RULES = [
  accessBindingForbidAnonymous,
  accessBindingForbidClusterAdmin,
  accessRoleForbidEscalation,
  accessRoleForbidOpenSecrets,
  accessRoleForbidWildcards,
  accountForbidPublicBuckets,
  accountRequireStrongPasswords,
  accountRequireVolumeEncryption,
  alarmRequireAction,
  alarmRequireRunbook,
  apiMethodRequireCacheEncryption,
  apiRouteRequireAuthorization,
  apiStageRequireAccessLogs,
  apiStageRequireFirewall,
  apiStageRequireThrottling,
  apiStageRequireTracing,
  autoScalingGroupForbidUntaggedSpot,
  autoScalingGroupRequireInstanceTypes,
  autoScalingGroupRequireLaunchTemplate,
  autoScalingGroupRequireZones,
  autoscalerForbidExternalMetric,
  autoscalerForbidSharedTarget,
  autoscalerRequireBusinessMetric,
  autoscalerRequireSpare,
  backupPlanRequireCopy,
  brokerForbidAnonymousClients,
  brokerForbidPublicAccess,
  brokerForbidPublicPolicy,
  brokerRequireCustomerKey,
  brokerRequireLogs,
  brokerRequireMetrics,
  brokerRequireTls,
  bucketForbidAccessLists,
  bucketForbidForeignAdministration,
  bucketForbidPublicAccess,
  bucketForbidPublicPolicy,
  bucketRequireAccessLogs,
  bucketRequireCustomerKey,
  bucketRequireLifecycle,
  bucketRequirePolicy,
  bucketRequirePublicAccessBlock,
  bucketRequireTls,
  bucketRequireVersioning,
  cacheForbidDefaultSubnets,
  cacheRequireAuthentication,
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
  databaseForbidDefaultUser,
  databaseInstanceForbidPublicAccess,
  databaseInstanceRequireMinorUpgrades,
  databaseInstanceRequireMonitoring,
  databaseInstanceRequirePerformanceInsights,
  databaseProxyRequireTls,
  databaseRequireBackups,
  databaseRequireCopiedTags,
  databaseRequireCustomerKey,
  databaseRequireDeletionProtection,
  databaseRequireIamAuthentication,
  databaseRequireLogs,
  databaseRequireSecondInstance,
  defaultSecurityGroupForbidRules,
  detectorRequireEnabled,
  distributionRequireCertificate,
  distributionRequireFirewall,
  distributionRequireNamedHosts,
  distributionRequireOriginAccessControl,
  distributionRequireOriginTls,
  distributionRequireRootObject,
  distributionRequireTls,
  eventBusForbidPublicPolicy,
  eventSourceRequireFailureDestination,
  eventTargetRequireDeadLetters,
  exemptionRequireForm,
  exemptionWarnStale,
  fileSystemForbidPublicPolicy,
  fileSystemRequireEncryption,
  firewallRequireLogs,
  firewallRequireMetrics,
  firewallRequireRules,
  flowLogRequireAllTraffic,
  functionForbidPublicPermission,
  functionForbidPublicUrl,
  functionForbidRetiredRuntime,
  functionRequireSource,
  functionRequireTracing,
  functionRequireZones,
  graphApiForbidApiKeys,
  graphApiRequireLogs,
  identityForbidAdministratorPolicy,
  identityPolicyForbidAdministration,
  identityPolicyForbidInvertedActions,
  identityPolicyForbidOpenDecryption,
  identityPolicyForbidOpenRolePassing,
  identityPolicyForbidServiceWildcard,
  keyForbidPublicPolicy,
  keyRequireDeletionWindow,
  keyRequireRotation,
  launchTemplateForbidPublicAddresses,
  launchTemplateForbidUntaggedSpot,
  launchTemplateLimitMetadataHops,
  launchTemplateRequireMetadataTokens,
  launchTemplateRequireVolumeEncryption,
  listenerRequireModernCiphers,
  listenerRequireTls,
  loadBalancerForbidDesync,
  loadBalancerForbidInvalidHeaders,
  loadBalancerRequireAccessLogs,
  loadBalancerRequireDeletionProtection,
  loadBalancerRequireFirewall,
  loadBalancerRequireZones,
  logGroupForbidPublicPolicy,
  logGroupRequireCustomerKey,
  logGroupRequireRetention,
  networkAclForbidOpenAdminPorts,
  networkRequireClosedDefaultGroup,
  networkRequireFlowLog,
  networkRequireGatewayEndpoints,
  nodeGroupForbidOpenRemoteAccess,
  nodeGroupForbidUntaintedSpot,
  nodePoolForbidUntaintedSpot,
  podForbidHostNamespaces,
  podForbidHostPaths,
  podForbidHostPorts,
  podForbidHostProcesses,
  podForbidMovingImages,
  podForbidPrivilegeEscalation,
  podForbidPrivileged,
  podForbidRootUser,
  podForbidUnmaskedProc,
  podLimitAppArmor,
  podLimitCapabilities,
  podLimitSelinux,
  podLimitSysctls,
  podLimitVolumeTypes,
  podRequireNonRoot,
  podRequireReadOnlyRoot,
  podRequireRequests,
  podRequireSeccomp,
  queueForbidPublicPolicy,
  queueLimitReceives,
  queueRequireAlarm,
  queueRequireDeadLetters,
  queueRequireEncryption,
  queueRequireTls,
  recorderRequireAllTypes,
  recorderRequireStart,
  replicationInstanceForbidPublicAccess,
  repositoryForbidPublicPolicy,
  repositoryRequireImmutableTags,
  repositoryRequireLifecycle,
  repositoryRequireScan,
  resourceLimitRegion,
  resourceRequireTags,
  roleForbidPublicTrust,
  roleRequireFederationConditions,
  searchDomainForbidPublicPolicy,
  searchDomainRequireEncryption,
  secretForbidPublicPolicy,
  secretLimitRotationInterval,
  secretRequireCustomerKey,
  secretRequireRotation,
  secretRequireTls,
  securityGroupForbidOpenAdminPorts,
  securityGroupForbidOpenDataPorts,
  securityGroupLimitOpenPorts,
  stateMachineRequireLogs,
  stateMachineRequireTracing,
  storeRequireBackup,
  streamForbidPublicPolicy,
  streamRequireCustomerKey,
  streamRequireRetention,
  subnetForbidPublicAddresses,
  tableForbidPublicPolicy,
  tableRequireCustomerKey,
  tableRequireDeletionProtection,
  tableRequirePointInTimeRecovery,
  tableRequireScaling,
  taskClusterRequireInsights,
  taskDefinitionForbidHostNamespaces,
  taskDefinitionForbidPlainSecrets,
  taskDefinitionForbidPrivileged,
  taskDefinitionRequireLogs,
  taskDefinitionRequireReadOnlyRoot,
  taskServiceForbidPublicAddresses,
  topicForbidPublicPolicy,
  topicRequireEncryption,
  topicRequireTls,
  trailRequireCustomerKey,
  trailRequireLogGroup,
  trailRequireLogValidation,
  transitGatewayForbidOpenAttachments,
  userForbidPolicies,
  vaultForbidPublicPolicy,
  vaultRequireCustomerKey,
  vaultRequireLock,
  vaultRequireRetentionBounds,
  volumeRequireEncryption,
  workloadForbidFixedReplicas,
  workloadRequireDisruptionBudget,
  workloadRequireNetworkPolicy,
  workloadRequireReadiness,
  zoneRequireQueryLog,
] as const satisfies readonly Rule[];
