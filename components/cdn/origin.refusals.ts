import type { Refusal } from "../core/refusal";
import type { CdnOriginPlanArgs } from "./cdn.plan";

const NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;
const S3_DOMAIN = /\.s3([.-][a-z0-9-]+)*\.amazonaws\.com$/;
const BUCKET_ARN = /^arn:aws:s3:::[a-z0-9.-]{3,63}$/;

/** What the refusals look at of an origin. */
export interface CdnOriginRefusalArgs extends CdnOriginPlanArgs {
  /** Address of the origin. */
  readonly domainName: unknown;
  /**
   * ARN of the bucket, where the origin is one.
   *
   * @default - none
   */
  readonly bucketArn?: unknown;
}

/** The origins of a distribution. */
interface Origins {
  readonly origins: Readonly<Record<string, CdnOriginRefusalArgs>>;
}

/** Reasons to refuse a distribution's origins. */
export const originRefusals: readonly Refusal<Origins>[] = [
  {
    when: ({ origins }) => !hasNames(Object.keys(origins)),
    say: ({ origins }) => ({
      arg: "origins",
      got: Object.keys(origins),
      expected: "at least one, under names of lower-case letters, digits and dashes",
      change: "name what answers the requests",
    }),
  },
  refuseEach((origin, { origins, name }) => isNoOrigin(origin.failoverTo, Object.keys(origins), name), {
    arg: "failoverTo",
    got: ({ failoverTo }) => failoverTo,
    expected: "the name of another origin",
    change: "name the origin in the other region",
  }),
  refuseEach((origin, { origins }) => hasSameAddress(origin, origins), {
    arg: "failoverTo",
    got: ({ domainName }) => domainName,
    expected: "an origin with another address",
    change: "name an origin that still answers when this one does not",
  }),
  refuseEach(({ kind, domainName }) => kind === "server" && isText(domainName) && S3_DOMAIN.test(domainName), {
    arg: "domainName",
    got: ({ domainName }) => domainName,
    expected: "an origin of the kind bucket where the address is one of S3",
    change: "set the kind and bucketArn, so that CloudFront alone may read the bucket",
  }),
  refuseEach(({ kind, bucketArn }) => kind === "bucket" && isBadBucket(bucketArn), {
    arg: "bucketArn",
    got: ({ bucketArn }) => bucketArn,
    expected: "the ARN of the bucket",
    change: "give it, so that its policy can let this distribution read",
  }),
];

interface Place {
  readonly origins: Origins["origins"];
  readonly name: string;
}

interface Words {
  readonly arg: string;
  readonly got: (origin: CdnOriginRefusalArgs) => unknown;
  readonly expected: string;
  readonly change: string;
}

/** Refuses origins that are wrong; names all of them. */
function refuseEach(
  wrong: (origin: CdnOriginRefusalArgs, place: Place) => boolean,
  { arg, got, expected, change }: Words,
): Refusal<Origins> {
  const found = ({ origins }: Origins): [string, CdnOriginRefusalArgs][] =>
    Object.entries(origins).filter(([name, origin]) => wrong(origin, { origins, name }));
  return {
    when: (args) => found(args).length > 0,
    say: (args) => ({
      arg: `origins.*.${arg}`,
      got: Object.fromEntries(found(args).map(([name, origin]) => [name, got(origin) ?? null])),
      expected,
      change,
    }),
  };
}

function hasNames(names: readonly string[]): boolean {
  return names.length > 0 && names.every((name) => NAME.test(name));
}

function isNoOrigin(failoverTo: string | undefined, names: readonly string[], own: string): boolean {
  return failoverTo !== undefined && (failoverTo === own || !names.includes(failoverTo));
}

function hasSameAddress(origin: CdnOriginRefusalArgs, origins: Origins["origins"]): boolean {
  const other = origin.failoverTo === undefined ? undefined : origins[origin.failoverTo];
  return other !== undefined && other !== origin && isText(other.domainName) && other.domainName === origin.domainName;
}

function isBadBucket(bucketArn: unknown): boolean {
  return bucketArn === undefined || (isText(bucketArn) && !BUCKET_ARN.test(bucketArn));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
