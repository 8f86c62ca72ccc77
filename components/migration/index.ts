export { Migration, type MigrationArgs } from "./migration";
export * from "./migration.plan";
export {
  LEAST_COMPARED_DAYS,
  MAX_MISMATCH_PERCENT,
  migrationRefusals,
  ROLLBACK_WINDOW_DAYS,
  RULE_LIMITS,
  type MigrationRefusalArgs,
} from "./migration.refusals";
export { PARITY_COLUMNS, parityQuery, parityTable } from "./parity-report";
export * from "./stages";
