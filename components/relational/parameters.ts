/** When a parameter takes effect: at once, or with the next restart of each instance. */
export type ParameterApply = "immediate" | "pending-reboot";

/** The value of one parameter. */
export interface ParameterSetting {
  /** Value, as RDS writes it. */
  readonly value: string;
  /** When it takes effect; a static parameter takes `pending-reboot` alone. */
  readonly apply: ParameterApply;
}

/** One parameter of a group. */
export interface PlannedDatabaseParameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: ParameterApply;
}

/**
 * Parameters of the cluster.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Reference.ParameterGroups.html
 * (read 2026-11-24).
 */
export const CLUSTER_PARAMETERS = {
  /** Sessions that hold locks and do nothing end after a minute. */
  idle_in_transaction_session_timeout: { value: "60000", apply: "immediate" },
  /** Changes of the schema are logged. */
  log_statement: { value: "ddl", apply: "immediate" },
  /** Statements that take a second are logged. */
  log_min_duration_statement: { value: "1000", apply: "immediate" },
  /** Sessions that wait for a lock longer than `deadlock_timeout` are logged. */
  log_lock_waits: { value: "1", apply: "immediate" },
  /** Passwords are stored so that the store cannot be used to log in. */
  password_encryption: { value: "scram-sha-256", apply: "immediate" },
  /** Connections without TLS are refused. */
  "rds.force_ssl": { value: "1", apply: "immediate" },
  /** Statistics by statement. */
  shared_preload_libraries: { value: "pg_stat_statements", apply: "pending-reboot" },
  /** Oldest version of TLS. */
  ssl_min_protocol_version: { value: "TLSv1.2", apply: "immediate" },
} as const satisfies Record<string, ParameterSetting>;

/** Parameters of every instance. Source as above. */
export const INSTANCE_PARAMETERS = {
  /** Vacuums that take ten seconds are logged. */
  log_autovacuum_min_duration: { value: "10000", apply: "immediate" },
  /** Statements that spill 10 MiB to disk are logged. */
  log_temp_files: { value: "10240", apply: "immediate" },
  /** Statements inside functions are counted too. */
  "pg_stat_statements.track": { value: "all", apply: "immediate" },
  /** Statistics tell waiting for storage from computing. */
  track_io_timing: { value: "1", apply: "immediate" },
} as const satisfies Record<string, ParameterSetting>;

/** Parameters that arguments cannot change. */
export const GUARDED_PARAMETERS: readonly string[] = [
  "password_encryption",
  "rds.force_ssl",
  "ssl_min_protocol_version",
] satisfies readonly (keyof typeof CLUSTER_PARAMETERS)[];

/** A table with the settings that override it, in the order of the names. */
export function planParameters(
  table: Readonly<Record<string, ParameterSetting>>,
  settings: Readonly<Record<string, ParameterSetting>> = {},
): readonly PlannedDatabaseParameter[] {
  return Object.entries({ ...table, ...settings })
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, { value, apply }]) => ({ name, value, applyMethod: apply }));
}
