import { toDays, toSeconds, type Duration } from "../core/units";
import type { TwoSides } from "./address-ranges";
import { planAlarm, type PlannedAlarm } from "./alarms";
import { VENDED_LOGS } from "./on-premises-link.plan";

/** What decides how names flow between a VPC and what is on premises. */
export interface PrivateNamesPlanArgs extends TwoSides {
  /** Physical name, which the log of queries bears. */
  readonly resolverName: string;
  /**
   * Domains whose names are asked for on premises: the addresses of the name servers there, by domain.
   *
   * @default {} - none: names on premises are not known in the VPC
   */
  readonly domains?: Readonly<Record<string, readonly string[]>>;
  /**
   * How long the log of queries is kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** Values that are used where an argument is left out. */
export const NAMES_DEFAULTS = {
  domains: {},
  logRetention: "365 days",
} as const satisfies Partial<PrivateNamesPlanArgs>;

/** Ways that a query goes: from premises into the VPC, and from the VPC to premises. */
export const NAME_DIRECTIONS = ["inbound", "outbound"] as const;

/** One of {@link NAME_DIRECTIONS}. */
export type NameDirection = (typeof NAME_DIRECTIONS)[number];

/** Port of name servers, over both protocols. */
export const NAME_QUERIES = { port: 53, protocols: ["tcp", "udp"] } as const;

/** A domain that is asked for on premises. */
export interface PlannedDomain {
  readonly domain: string;
  /** Addresses of its name servers, sorted. */
  readonly servers: readonly string[];
}

/** How names flow, with every choice made. */
export interface PrivateNamesPlan {
  /** Ranges that may ask for names of the VPC. */
  readonly askers: readonly string[];
  /** Domains, sorted; without one, nothing asks on premises. */
  readonly domains: readonly PlannedDomain[];
  /** Addresses of all name servers on premises, sorted, each once. */
  readonly servers: readonly string[];
  readonly logGroupName: string;
  readonly logRetentionDays: number;
  /** The alarm of each endpoint. */
  readonly alarms: Readonly<Record<NameDirection, PlannedAlarm>>;
}

/** Turns checked arguments into a plan. */
export function planPrivateNames(args: PrivateNamesPlanArgs): PrivateNamesPlan {
  const domains = Object.entries<readonly string[]>(args.domains ?? NAMES_DEFAULTS.domains)
    .map(([domain, servers]) => ({ domain, servers: servers.toSorted() }))
    .toSorted((left, right) => left.domain.localeCompare(right.domain));
  return {
    askers: args.onPremisesCidrs.toSorted(),
    domains,
    servers: [...new Set(domains.flatMap(({ servers }) => servers))].toSorted(),
    logGroupName: `${VENDED_LOGS}/${args.resolverName}-queries`,
    logRetentionDays: toDays(args.logRetention ?? NAMES_DEFAULTS.logRetention),
    alarms: { inbound: planEndpointAlarm("inbound", args), outbound: planEndpointAlarm("outbound", args) },
  };
}

/** What rings where an address of an endpoint answers no more; Resolver replaces it by itself, or says why not. */
function planEndpointAlarm(
  direction: NameDirection,
  { resolverName, runbooksUrl }: PrivateNamesPlanArgs,
): PlannedAlarm {
  return planAlarm(
    {
      namespace: "AWS/Route53Resolver",
      metricName: "EndpointUnhealthyENICount",
      statistic: "Maximum",
      period: toSeconds("5 minutes"),
      evaluationPeriods: 3,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treatMissingData: "notBreaching",
      what: `an address of the ${direction} resolver answers no more`,
      runbook: "names-resolver-unhealthy",
    },
    { subject: resolverName, runbooksUrl },
  );
}
