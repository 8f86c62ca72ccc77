import { describeAlarm } from "../core/runbooks";
import { toDays, toSeconds, type Duration } from "../core/units";
import { MANAGED_RULE_GROUP_KEYS, MANAGED_RULE_GROUPS, type ManagedRuleGroupKey } from "./managed-rule-groups";

/** What a web ACL protects: a regional endpoint such as an API's stage, or CloudFront. */
export type FirewallScope = "REGIONAL" | "CLOUDFRONT";

/** How a managed group of rules is used. */
export interface ManagedGroupSettings {
  /**
   * Whether its rules block, or are only counted, as while they are tried out.
   *
   * @default "block"
   */
  readonly mode?: "block" | "count";
  /**
   * Rules of the group that are only counted although the group blocks, such as `SizeRestrictions_BODY`.
   *
   * @default []
   */
  readonly countedRules?: readonly string[];
}

/** Managed groups of rules, by their keys in `MANAGED_RULE_GROUPS`. */
export type ManagedRules = Readonly<Partial<Record<ManagedRuleGroupKey, ManagedGroupSettings>>>;

/** The header by which a request shows that it came through the front door. */
export interface SecretHeader {
  /** Name of the header, in lower case. */
  readonly name: string;
  /** Values that are accepted: one, or two while a new one takes over from an old one. */
  readonly values: readonly unknown[];
}

/** How many requests one address may send. */
export interface RateLimit {
  /**
   * Requests of one address within the window.
   *
   * @default 2000
   */
  readonly requests?: number;
  /**
   * How far the count looks back: 1, 2, 5 or 10 minutes.
   *
   * @default "5 minutes"
   */
  readonly window?: Duration;
  /**
   * Header that carries the client's address, set by whatever stands in front; a client must not be able to set it.
   *
   * @default - the address of the connection, which behind CloudFront is CloudFront's
   */
  readonly clientAddressHeader?: string;
}

/** What decides the shape of a web firewall. */
export interface WebFirewallPlanArgs {
  /** Name in metrics, and in the name of the log group, which is `aws-waf-logs-<firewallName>`. */
  readonly firewallName: string;
  /** Account of the firewall, whose log delivery may write. */
  readonly accountId: string;
  /** What it protects. CloudFront's firewalls live in us-east-1, wherever the platform lies. */
  readonly scope: FirewallScope;
  /**
   * Managed groups of rules, by their keys in `MANAGED_RULE_GROUPS`.
   *
   * @default - `ip-reputation`, `known-bad-inputs`, `common` and `sql-injection`, all of them blocking
   */
  readonly managedRules?: ManagedRules;
  /**
   * How many requests one address may send.
   *
   * @default - 2,000 in five minutes
   */
  readonly rateLimit?: RateLimit;
  /**
   * The header without which a request is blocked.
   *
   * @default - none: every request is judged by the other rules alone
   */
  readonly secretHeader?: SecretHeader;
  /**
   * Headers whose values are kept out of the log, beside `authorization`, `cookie`, `x-api-key` and the secret header.
   *
   * @default []
   */
  readonly redactedHeaders?: readonly string[];
  /**
   * How long the log is kept.
   *
   * @default "90 days"
   */
  readonly logRetention?: Duration;
  /**
   * How many requests may be blocked in five minutes before the alarm.
   *
   * @default 1000
   */
  readonly blockedAlarm?: number;
  /** Address of the folder of runbooks; the alarm names its own, `<runbooksUrl>/firewall-blocked.md`. */
  readonly runbooksUrl: string;
}

/** Values that are used where an argument is left out. */
export const FIREWALL_DEFAULTS = {
  managedRules: { "ip-reputation": {}, "known-bad-inputs": {}, common: {}, "sql-injection": {} },
  rateLimit: { requests: 2_000, window: "5 minutes" },
  redactedHeaders: [],
  logRetention: "90 days",
  blockedAlarm: 1_000,
  protect: true,
} as const satisfies Partial<WebFirewallPlanArgs> & { readonly protect: boolean };

/** The region in which AWS keeps firewalls of CloudFront, their logs and metrics. */
export const CLOUDFRONT_REGION = "us-east-1";
/** Start of the log group's name, which WAF demands. */
export const WAF_LOG_PREFIX = "aws-waf-logs-";
/** Headers that hold credentials, whose values no log shows. */
export const CREDENTIAL_HEADERS = ["authorization", "cookie", "x-api-key"] as const;
/** Actions of requests that are logged; the rest, which is almost all traffic, is not. */
export const LOGGED_ACTIONS = ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"] as const;

/** A rule by its kind. */
export type PlannedFirewallRule =
  | { readonly kind: "secret-header"; readonly name: string; readonly priority: number; readonly header: string }
  | ({ readonly kind: "rate"; readonly name: string; readonly priority: number } & PlannedRate)
  | ({ readonly kind: "managed"; readonly name: string; readonly priority: number } & PlannedGroup);

/** A rate rule, with every choice made. */
export interface PlannedRate {
  readonly requests: number;
  readonly windowSeconds: number;
  /**
   * Header of the client's address.
   *
   * @default - the address of the connection
   */
  readonly clientAddressHeader?: string;
}

/** A managed group, with every choice made. */
export interface PlannedGroup {
  readonly group: string;
  readonly mode: "block" | "count";
  readonly countedRules: readonly string[];
}

/** The alarm, with every choice made. */
export interface PlannedBlockedAlarm {
  readonly namespace: "AWS/WAFV2";
  readonly metricName: "BlockedRequests";
  readonly statistic: "Sum";
  readonly period: number;
  readonly evaluationPeriods: 1;
  readonly comparisonOperator: "GreaterThanOrEqualToThreshold";
  readonly threshold: number;
  readonly treatMissingData: "notBreaching";
  readonly alarmDescription: string;
}

/** A web firewall, with every choice made. */
export interface WebFirewallPlan {
  readonly metricName: string;
  readonly scope: FirewallScope;
  readonly rules: readonly PlannedFirewallRule[];
  readonly logGroupName: string;
  readonly logRetentionDays: number;
  readonly redactedHeaders: readonly string[];
  readonly alarm: PlannedBlockedAlarm;
}

/** Turns checked arguments into a plan. */
export function planWebFirewall(args: WebFirewallPlanArgs): WebFirewallPlan {
  const { firewallName, scope, secretHeader } = args;
  const secret = secretHeader === undefined ? [] : [secretHeader.name];
  const redacted = [...CREDENTIAL_HEADERS, ...secret, ...(args.redactedHeaders ?? FIREWALL_DEFAULTS.redactedHeaders)];
  return {
    metricName: firewallName,
    scope,
    rules: planRules(args),
    logGroupName: `${WAF_LOG_PREFIX}${firewallName}`,
    logRetentionDays: toDays(args.logRetention ?? FIREWALL_DEFAULTS.logRetention),
    redactedHeaders: [...new Set(redacted)].toSorted(),
    alarm: planAlarm(args),
  };
}

/** The groups that are asked for, in the order of the table. */
export function groupsOf({ managedRules }: WebFirewallPlanArgs): readonly ManagedRuleGroupKey[] {
  return MANAGED_RULE_GROUP_KEYS.filter((key) => key in (managedRules ?? FIREWALL_DEFAULTS.managedRules));
}

function planRules(args: WebFirewallPlanArgs): readonly PlannedFirewallRule[] {
  const { secretHeader } = args;
  const first = secretHeader === undefined ? [] : [{ kind: "secret-header", header: secretHeader.name } as const];
  const rate = { kind: "rate", ...planRate(args) } as const;
  const managed = groupsOf(args).map((key) => ({ kind: "managed", key, ...planGroup(key, args) }) as const);
  return [...first, rate, ...managed].map((rule, priority) =>
    rule.kind === "managed" ? nameGroup(rule, priority) : { ...rule, name: rule.kind, priority },
  );
}

function nameGroup(
  { key, ...rule }: PlannedGroup & { readonly kind: "managed"; readonly key: ManagedRuleGroupKey },
  priority: number,
): PlannedFirewallRule {
  return { ...rule, name: key, priority };
}

/** The rate rule, with every choice made. */
export function planRate({ rateLimit = {} }: WebFirewallPlanArgs): PlannedRate {
  const { requests, window, clientAddressHeader } = rateLimit;
  return {
    requests: requests ?? FIREWALL_DEFAULTS.rateLimit.requests,
    windowSeconds: toSeconds(window ?? FIREWALL_DEFAULTS.rateLimit.window),
    ...(clientAddressHeader === undefined ? {} : { clientAddressHeader }),
  };
}

function planGroup(key: ManagedRuleGroupKey, args: WebFirewallPlanArgs): PlannedGroup {
  const { mode = "block", countedRules = [] } = args.managedRules?.[key] ?? {};
  return { group: MANAGED_RULE_GROUPS[key].name, mode, countedRules };
}

function planAlarm({ firewallName, blockedAlarm, runbooksUrl }: WebFirewallPlanArgs): PlannedBlockedAlarm {
  const threshold = blockedAlarm ?? FIREWALL_DEFAULTS.blockedAlarm;
  return {
    namespace: "AWS/WAFV2",
    metricName: "BlockedRequests",
    statistic: "Sum",
    period: toSeconds("5 minutes"),
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold,
    treatMissingData: "notBreaching",
    alarmDescription: describeAlarm({
      subject: firewallName,
      what: `${threshold} requests were blocked in 5 minutes`,
      runbook: "firewall-blocked",
      runbooksUrl,
    }),
  };
}
