export * from "./capacity.plan";
export { KeyValue, type KeyValueArgs } from "./key-value";
export * from "./key-value.plan";
export { keyValueRefusals, MAX_INDEXES } from "./key-value.refusals";
export * from "./strong-consistency";
export { REPLICATION_ROLE_ARN, type TablePolicy, type TablePolicyStatement } from "./table-policy";
