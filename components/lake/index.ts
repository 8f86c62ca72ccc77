export { Lake, type LakeArgs } from "./lake";
export * from "./lake.plan";
export { lakeRefusals, MAX_SCAN_GIB, MAX_WORKGROUP_NAME, type LakeRefusalArgs } from "./lake.refusals";
export { highestClass, isPersonal, projectionParameters } from "./schema";
export type { LakeColumn, LakeScalar, LakeTable, LakeType } from "./schema";
export type { SharedReaderPolicy, SharedReaderStatement } from "./shared-reader-policy";
