export {
  CONNECTIONS_ALARM_PERCENT,
  FREE_MEMORY_ALARM_PERCENT,
  maximumConnections,
  RELATIONAL_ALARMS,
  type PlannedRelationalAlarm,
  type RelationalAlarm,
} from "./alarms.plan";
export { DatabaseExport, type DatabaseExportArgs, type ExportDestination } from "./database-export";
export {
  CONNECTION_POOL,
  DatabaseProxy,
  IDLE_CLIENT_SECONDS,
  PROXY_PORT,
  type DatabaseProxyArgs,
} from "./database-proxy";
export { DatabaseSecret, type DatabaseSecretArgs } from "./database-secret";
export {
  DATABASE_SECRET_DEFAULTS,
  databaseSecretRefusals,
  DATABASE_PASSWORD,
  planDatabaseSecret,
  type DatabaseSecretPlan,
  type DatabaseSecretPlanArgs,
} from "./database-secret.plan";
export { DistributedDatabase, type DistributedDatabaseArgs } from "./distributed-database";
export {
  DISTRIBUTED_DATABASE_DEFAULTS,
  distributedDatabaseRefusals,
  planDistributedDatabase,
  type DistributedDatabasePlan,
  type DistributedDatabasePlanArgs,
} from "./distributed-database.plan";
export { GlobalDatabase, type GlobalDatabaseArgs } from "./global-database";
export { globalDatabaseRefusals, MAX_GLOBAL_IDENTIFIER, type GlobalDatabasePlanArgs } from "./global-database.plan";
export { CLUSTER_PARAMETERS, GUARDED_PARAMETERS, INSTANCE_PARAMETERS } from "./parameters";
export type { ParameterApply, ParameterSetting, PlannedDatabaseParameter } from "./parameters";
export { RelationalCluster, type RelationalClusterArgs } from "./relational";
export { RELATIONAL_DEFAULTS } from "./relational.choices";
export type {
  CurrentRole,
  InitialRole,
  ProvisionedCapacity,
  ReaderScaling,
  RelationalCapacity,
  RelationalPlanArgs,
  RelationalStorage,
  ServerlessCapacity,
} from "./relational.choices";
export * from "./relational.plan";
export { MAX_CLUSTER_IDENTIFIER, relationalRefusals, type RelationalRefusalArgs } from "./relational.refusals";
