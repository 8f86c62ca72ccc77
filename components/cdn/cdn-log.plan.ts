import { isLogRetention, LOG_RETENTIONS } from "../core/log-retention";
import type { Refusal } from "../core/refusal";
import { toDays, type Duration } from "../core/units";

/** What decides the shape of a distribution's log. */
export interface CdnLogPlanArgs {
  /** Name of the distribution, which the name of the log group ends in. */
  readonly logName: string;
  /** Account of the distribution. */
  readonly accountId: string;
  /**
   * How long the log is kept.
   *
   * @default "90 days"
   */
  readonly retention?: Duration;
}

/** A distribution's log, with every choice made. */
export interface CdnLogPlan {
  readonly logGroupName: string;
  readonly retentionDays: number;
  readonly recordFields: readonly string[];
}

/** What a log gets where its arguments leave the choice open. */
export const CDN_LOG_DEFAULTS = { retention: "90 days", protect: true } as const satisfies Partial<CdnLogPlanArgs> & {
  readonly protect: boolean;
};

/**
 * What the log says of a request, as CloudFront names it. Not in it, because it is or may be personal: the viewer's address
 * and port, what proxies say of it, country and network, user agent, referrer, cookies, the path as it was called, query strings, and
 * the edge location, which says where a viewer is.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html (read 2026-11-27).
 */
export const CDN_LOG_FIELDS = [
  "date",
  "time",
  "x-edge-request-id",
  "x-host-header",
  "cs-method",
  "cs-protocol",
  "cs-protocol-version",
  "ssl-protocol",
  "ssl-cipher",
  "sc-status",
  "x-edge-result-type",
  "x-edge-response-result-type",
  "x-edge-detailed-result-type",
  "cache-behavior-path-pattern",
  "time-taken",
  "time-to-first-byte",
  "origin-fbl",
  "origin-lbl",
  "sc-bytes",
  "cs-bytes",
  "sc-content-type",
] as const;

const LOG_NAME = /^[\w-]{1,60}$/;
const ACCOUNT = /^\d{12}$/;

/** Reasons to refuse a log. */
export const cdnLogRefusals: readonly Refusal<CdnLogPlanArgs>[] = [
  {
    when: ({ logName }) => !LOG_NAME.test(logName),
    say: ({ logName }) => ({
      arg: "logName",
      got: logName,
      expected: "1 to 60 letters, digits, underscores or dashes",
      change: "choose a name that reads in lists of log groups",
    }),
  },
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the account of the distribution",
    }),
  },
  {
    when: (args) => !isLogRetention(retentionOf(args)),
    say: ({ retention }) => ({
      arg: "retention",
      got: retention,
      expected: LOG_RETENTIONS,
      change: "choose how long CloudWatch Logs keeps the log",
    }),
  },
];

/** Turns checked arguments into a plan. */
export function planCdnLog(args: CdnLogPlanArgs): CdnLogPlan {
  return {
    logGroupName: `cdn-access-${args.logName}`,
    retentionDays: toDays(retentionOf(args)),
    recordFields: CDN_LOG_FIELDS,
  };
}

function retentionOf({ retention = CDN_LOG_DEFAULTS.retention }: CdnLogPlanArgs): Duration {
  return retention;
}
