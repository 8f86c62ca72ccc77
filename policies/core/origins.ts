import { member } from "./tags";

/** Names that S3 gives its buckets, but for those of their websites, which are origins like any other. */
const BUCKET = /\.s3(?:[.-](?!website)[\w-]+)*\.amazonaws\.com(?:\.cn)?$/;

/** Whether an origin of CloudFront is a bucket. */
export function isBucket(origin: unknown): boolean {
  const domain = member(origin, "domainName");
  return member(origin, "customOriginConfig") === undefined && typeof domain === "string" && BUCKET.test(domain);
}

/** Whether an origin of CloudFront is a server that CloudFront asks by HTTP. */
export function isCustom(origin: unknown): boolean {
  return member(origin, "customOriginConfig") !== undefined;
}
