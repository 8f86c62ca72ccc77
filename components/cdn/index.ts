export { bucketAccess, bucketAccessPolicy, type BucketAccessStatement } from "./bucket-access";
export { Cdn, type BucketOrigin, type CdnArgs, type CdnOrigin, type ServerOrigin } from "./cdn";
export * from "./cdn.plan";
export { cdnRefusals, type CdnRefusalArgs } from "./cdn.refusals";
export { ORIGIN_SECRET_HEADER } from "./distribution-inputs";
export { billBoundUsd, type BudgetOfPaths } from "./invalidation/bill";
export type { InvalidationSettings, PathTemplates } from "./invalidation/settings";
export * from "./ttl-classes";
