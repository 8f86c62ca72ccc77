import { CLOUDFRONT_LIMITS, CLOUDFRONT_REGION } from "../../facts/cloudfront-limits";
import type { Refusal } from "../core/refusal";
import { runbooksUrlRefusal } from "../core/runbooks";
import { toSeconds } from "../core/units";
import { CDN_DEFAULTS, ttlOf, type CdnPlanArgs } from "./cdn.plan";
import { originRefusals, type CdnOriginRefusalArgs } from "./origin.refusals";
import { behaviorRefusals } from "./behavior.refusals";
import { TTL_CLASSES } from "./ttl-classes";

const CERTIFICATE = new RegExp(`^arn:aws:acm:${CLOUDFRONT_REGION}:\\d{12}:certificate/\\S+$`);
const WEB_ACL = new RegExp(`^arn:aws:wafv2:${CLOUDFRONT_REGION}:\\d{12}:global/webacl/\\S+$`);
const TOPIC = new RegExp(`^arn:aws:sns:${CLOUDFRONT_REGION}:\\d{12}:\\S+$`);
const DOMAIN = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const COOKIE = /^[\w.-]+$/;
const COUNTRY = /^[A-Z]{2}$/;
const HEADER = /^[A-Za-z][A-Za-z0-9-]*$/;
const OWN_HEADER = /^[a-z][a-z0-9-]{0,63}$/;
const MAX_TOPICS = 5;

/** What the refusals of a distribution look at. */
export interface CdnRefusalArgs extends CdnPlanArgs {
  /** Origins with their addresses. */
  readonly origins: Readonly<Record<string, CdnOriginRefusalArgs>>;
  /** Web ACL. */
  readonly webAclArn: unknown;
  /** Topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
  /**
   * Certificate of the aliases.
   *
   * @default - none
   */
  readonly certificateArn?: unknown;
  /**
   * Hosted zone of the aliases.
   *
   * @default - none
   */
  readonly zoneId?: unknown;
}

type CdnRefusal = Refusal<CdnRefusalArgs>;

const times: readonly CdnRefusal[] = [
  {
    when: (args) => !isTtl("stock", args),
    say: ({ stockTtl }) => ({
      arg: "stockTtl",
      got: stockTtl,
      expected: "1 second to 1 minute",
      change: "show stock that is a minute old at most, or give the path the class page",
    }),
  },
  {
    when: (args) => !isTtl("page", args),
    say: ({ pageTtl }) => ({
      arg: "pageTtl",
      got: pageTtl,
      expected: "1 second to 1 hour",
      change: "choose how old a page may be when no invalidation reaches it",
    }),
  },
  {
    when: ({ originTimeout = CDN_DEFAULTS.originTimeout }) => !isWithin(toSeconds(originTimeout), 1, 60),
    say: ({ originTimeout }) => ({
      arg: "originTimeout",
      got: originTimeout,
      expected: "1 second to 1 minute",
      change: "answer faster, or answer that the work has been accepted",
    }),
  },
];

const names: readonly CdnRefusal[] = [
  {
    when: ({ aliases = [] }) => badAliases(aliases).length > 0 || aliases.length > CLOUDFRONT_LIMITS.aliases,
    say: ({ aliases = [] }) => ({
      arg: "aliases",
      got: badAliases(aliases).length > 0 ? badAliases(aliases) : aliases.length,
      expected: `domain names in lower case, each once, ${CLOUDFRONT_LIMITS.aliases} at most`,
      change: "write the names as viewers ask for them, without a scheme",
    }),
  },
  {
    when: ({ aliases = [], certificateArn }) => aliases.length > 0 && certificateArn === undefined,
    say: ({ certificateArn }) => ({
      arg: "certificateArn",
      got: certificateArn,
      expected: `the ARN of a certificate in ${CLOUDFRONT_REGION} where there are aliases`,
      change: "give a certificate that holds every alias",
    }),
  },
  {
    when: ({ certificateArn }) => typeof certificateArn === "string" && !CERTIFICATE.test(certificateArn),
    say: ({ certificateArn }) => ({
      arg: "certificateArn",
      got: certificateArn,
      expected: `the ARN of a certificate in ${CLOUDFRONT_REGION}`,
      change: "create the certificate there: CloudFront takes it from no other region",
    }),
  },
  {
    when: ({ aliases = [], certificateArn, zoneId }) =>
      aliases.length === 0 && (certificateArn !== undefined || zoneId !== undefined),
    say: ({ aliases }) => ({
      arg: "aliases",
      got: aliases,
      expected: "at least one where there is a certificate or a zone",
      change: "name what the certificate and the records are for",
    }),
  },
];

const guards: readonly CdnRefusal[] = [
  {
    when: ({ webAclArn }) => typeof webAclArn === "string" && !WEB_ACL.test(webAclArn),
    say: ({ webAclArn }) => ({
      arg: "webAclArn",
      got: webAclArn,
      expected: `the ARN of a web ACL of the scope CLOUDFRONT, which lies in ${CLOUDFRONT_REGION}`,
      change: "create the web ACL there with that scope",
    }),
  },
  {
    when: ({ cookies = [] }) => !isListOf(cookies, COOKIE) || cookies.length > CLOUDFRONT_LIMITS.cookiesOfAPolicy,
    say: ({ cookies }) => ({
      arg: "cookies",
      got: cookies,
      expected: `names of cookies, each once, ${CLOUDFRONT_LIMITS.cookiesOfAPolicy} at most`,
      change: "name the cookies that the origin of a private path reads",
    }),
  },
  {
    when: ({ countries }) => countries !== undefined && !isCountries(Object.values(countries).flat()),
    say: ({ countries }) => ({
      arg: "countries",
      got: countries,
      expected: "at least one country, each once, as two capital letters of ISO 3166-1",
      change: "list the countries, or leave it out",
    }),
  },
  {
    when: ({ cacheTagHeader = "Cache-Tag" }) => !HEADER.test(cacheTagHeader),
    say: ({ cacheTagHeader }) => ({
      arg: "cacheTagHeader",
      got: cacheTagHeader,
      expected: "the name of a header: letters, digits and dashes",
      change: "name the header in which origins list tags, such as Cache-Tag",
    }),
  },
  {
    when: ({ clientAddressHeader = "x-client-address" }) => !OWN_HEADER.test(clientAddressHeader),
    say: ({ clientAddressHeader }) => ({
      arg: "clientAddressHeader",
      got: clientAddressHeader,
      expected: "the name of a header: 1 to 64 lower-case letters, digits and dashes, starting with a letter",
      change: "name the header that the servers' firewall reads, such as x-client-address",
    }),
  },
];

const alarms: readonly CdnRefusal[] = [
  {
    when: ({ errorRatePercent = CDN_DEFAULTS.errorRatePercent }) => errorRatePercent <= 0 || errorRatePercent > 100,
    say: ({ errorRatePercent }) => ({
      arg: "errorRatePercent",
      got: errorRatePercent,
      expected: "more than 0, and 100 at most",
      change: "choose the share of errors that somebody has to hear of",
    }),
  },
  {
    when: ({ originLatency = CDN_DEFAULTS.originLatency, originTimeout = CDN_DEFAULTS.originTimeout }) =>
      toSeconds(originLatency) < 1 || toSeconds(originLatency) >= toSeconds(originTimeout),
    say: ({ originLatency = CDN_DEFAULTS.originLatency }) => ({
      arg: "originLatency",
      got: originLatency,
      expected: "a second or more, and less than originTimeout",
      change: "choose a latency that an answer can have",
    }),
  },
  runbooksUrlRefusal,
  {
    when: ({ alarmTopicArns }) =>
      !isWithin(alarmTopicArns.length, 1, MAX_TOPICS) || farTopics(alarmTopicArns).length > 0,
    say: ({ alarmTopicArns }) => ({
      arg: "alarmTopicArns",
      got: farTopics(alarmTopicArns).length > 0 ? farTopics(alarmTopicArns) : alarmTopicArns.length,
      expected: `1 to ${MAX_TOPICS} topics in ${CLOUDFRONT_REGION}`,
      change: "name topics there: CloudFront has its metrics in no other region, and an alarm notifies its own",
    }),
  },
];

/** Reasons to refuse a distribution. */
export const cdnRefusals: readonly CdnRefusal[] = [
  ...originRefusals,
  ...behaviorRefusals,
  ...times,
  ...names,
  ...guards,
  ...alarms,
];

function isTtl(name: "stock" | "page", args: CdnPlanArgs): boolean {
  const { ttl, longest } = TTL_CLASSES[name];
  return isWithin(toSeconds(ttlOf(name, args) ?? ttl), 1, toSeconds(longest));
}

function badAliases(aliases: readonly string[]): readonly string[] {
  return aliases.filter((alias, index) => !DOMAIN.test(alias) || aliases.indexOf(alias) !== index);
}

function farTopics(topics: readonly unknown[]): readonly unknown[] {
  return topics.filter((topic) => typeof topic === "string" && !TOPIC.test(topic));
}

function isCountries(codes: readonly string[]): boolean {
  return codes.length > 0 && isListOf(codes, COUNTRY);
}

function isListOf(values: readonly string[], pattern: RegExp): boolean {
  return new Set(values).size === values.length && values.every((value) => pattern.test(value));
}

function isWithin(value: number, from: number, to: number): boolean {
  return value >= from && value <= to;
}
