import { CANARY_LIMITS } from "../../facts/synthetics";
import { isAwsRegion } from "../../facts/regions";
import { MAX_BUCKET_NAME } from "../archive/private-bucket.refusals";
import { alarmTopicsRefusal } from "../core/alarm-topics";
import { logRetentionRefusal } from "../core/log-retention";
import type { Refusal } from "../core/refusal";
import { runbooksUrlRefusal } from "../core/runbooks";
import { toSeconds, type Duration } from "../core/units";
import { isWholeWithin } from "../core/whole-numbers";
import { CANARY_DEFAULTS, type CanariesPlanArgs, type ProbedPath } from "./canaries.plan";

/** Most that a canary may wait for an answer. */
export const MAX_WITHIN: Duration = "30 seconds";
/** Longest prefix: the bucket's name adds to it. */
export const MAX_CANARY_PREFIX = MAX_BUCKET_NAME - "-canary".length;

const NAME_PREFIX = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const PROBE_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MAX_PROBE_NAME = 40;
const ACCOUNT = /^\d{12}$/;
const SECONDS_A_MINUTE = toSeconds("1 minute");
const SECONDS_A_DAY = toSeconds("1 day");

/** What the refusals of canaries look at. */
export interface CanariesRefusalArgs extends CanariesPlanArgs {
  /** Topics that the alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
}

/** Reasons to refuse canaries. */
export const canariesRefusals: readonly Refusal<CanariesRefusalArgs>[] = [
  {
    when: ({ namePrefix }) => !NAME_PREFIX.test(namePrefix) || namePrefix.length > MAX_CANARY_PREFIX,
    say: ({ namePrefix }) => ({
      arg: "namePrefix",
      got: namePrefix,
      expected: `1 to ${MAX_CANARY_PREFIX} lower-case letters, digits and single dashes, starting with a letter`,
      change: "choose the name of the stack, such as prod-eu-central-1",
    }),
  },
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the account that the canaries run in",
    }),
  },
  {
    when: ({ region }) => !isAwsRegion(region),
    say: ({ region }) => ({
      arg: "region",
      got: region,
      expected: "an AWS region",
      change: "name the region that the canaries ask from",
    }),
  },
  {
    when: (args) => misnamed(args).length > 0 || Object.keys(args.probes).length === 0,
    say: (args) => ({
      arg: "probes",
      got: misnamed(args),
      expected: `one probe or more, with names of 1 to ${MAX_PROBE_NAME} lower-case letters, digits and single dashes`,
      change: "name each by what is asked for, such as storefront",
    }),
  },
  {
    when: (args) => where(args, ({ url }) => !isPublicPath(url)).length > 0,
    say: (args) => ({
      arg: `probes.${where(args, ({ url }) => !isPublicPath(url)).join(", ")}.url`,
      got: valuesOf(args, ({ url }) => !isPublicPath(url), "url"),
      expected: "an https address without credentials, a query or a fragment",
      change: "probe a path that everybody may read: what an address carries stands in each report",
    }),
  },
  {
    when: (args) => where(args, ({ status }) => !isStatus(status)).length > 0,
    say: (args) => ({
      arg: `probes.${where(args, ({ status }) => !isStatus(status)).join(", ")}.status`,
      got: valuesOf(args, ({ status }) => !isStatus(status), "status"),
      expected: "a status from 200 to 499",
      change: "give the one status that is right",
    }),
  },
  {
    when: (args) => where(args, ({ within }) => !isWithin(within)).length > 0,
    say: (args) => ({
      arg: `probes.${where(args, ({ within }) => !isWithin(within)).join(", ")}.within`,
      got: valuesOf(args, ({ within }) => !isWithin(within), "within"),
      expected: `whole seconds, from 1 second to ${MAX_WITHIN}`,
      change: "choose how long a buyer would wait",
    }),
  },
  {
    when: ({ every }) => every !== undefined && !isInterval(every),
    say: ({ every }) => ({
      arg: "every",
      got: every,
      expected: "whole minutes, from 1 minute to 60 minutes",
      change: "choose how late a failure may be noticed; each run is billed",
    }),
  },
  {
    when: ({ reportRetention }) => reportRetention !== undefined && !isReportRetention(reportRetention),
    say: ({ reportRetention }) => ({
      arg: "reportRetention",
      got: reportRetention,
      expected: `1 to ${CANARY_LIMITS.retentionDays} whole days`,
      change: "choose how long somebody may ask what a run saw",
    }),
  },
  logRetentionRefusal("choose one that the regime allows"),
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever is on call"),
];

function misnamed({ probes }: CanariesPlanArgs): readonly string[] {
  return Object.keys(probes).filter((key) => !PROBE_NAME.test(key) || key.length > MAX_PROBE_NAME);
}

/** Names of the probes that something is wrong with. */
function where({ probes }: CanariesPlanArgs, isWrong: (probe: ProbedPath) => boolean): readonly string[] {
  return Object.entries(probes)
    .filter(([, probe]) => isWrong(probe))
    .map(([key]) => key);
}

function valuesOf(
  { probes }: CanariesPlanArgs,
  isWrong: (probe: ProbedPath) => boolean,
  field: keyof ProbedPath,
): readonly unknown[] {
  return Object.values(probes)
    .filter(isWrong)
    .map((probe) => probe[field]);
}

/** Whether an address is one that everybody may ask for, and says nothing about who asks. */
export function isPublicPath(url: string): boolean {
  return /^https:\/\/[a-z0-9.-]+(:\d+)?(\/[^\s?#]*)?$/.test(url) && URL.canParse(url);
}

function isStatus(status: number = CANARY_DEFAULTS.status): boolean {
  return isWholeWithin(status, 200, 499);
}

function isWithin(within: Duration = CANARY_DEFAULTS.within): boolean {
  const seconds = toSeconds(within);
  return seconds >= 1 && seconds <= toSeconds(MAX_WITHIN);
}

function isInterval(every: Duration): boolean {
  const seconds = toSeconds(every);
  return seconds % SECONDS_A_MINUTE === 0 && seconds >= SECONDS_A_MINUTE && seconds <= 60 * SECONDS_A_MINUTE;
}

function isReportRetention(retention: Duration): boolean {
  const days = toSeconds(retention) / SECONDS_A_DAY;
  return Number.isInteger(days) && days >= 1 && days <= CANARY_LIMITS.retentionDays;
}
