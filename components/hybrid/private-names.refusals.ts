import { runbooksUrlRefusal, type Refusal } from "../core";
import { alarmTopicsRefusal } from "../core/alarm-topics";
import { logRetentionRefusal } from "../core/log-retention";
import { fewZonesRefusal } from "../core/places";
import { isInside, parseRange } from "../network/ipv4";
import { addressRefusals } from "./address-ranges";
import { NAMES_DEFAULTS, type PrivateNamesPlanArgs } from "./private-names.plan";

/** Addresses of an endpoint, one a zone, at least. */
const LEAST_ZONES = 2;
/** Most name servers of one rule. */
const MAX_SERVERS = 6;
const MAX_RESOLVER_NAME = 60;
const RESOLVER_NAME = new RegExp(`^[a-z][a-z0-9-]{0,${MAX_RESOLVER_NAME - 1}}$`);
const DOMAIN = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** Domains of AWS: whoever asks for them on premises leaves its private endpoints. */
const AWS_DOMAIN = /(^|\.)(amazonaws\.com(\.cn)?|amazonaws\.eu|aws\.dev|api\.aws|aws)$/;

/** What the refusals of a flow of names look at. */
export interface PrivateNamesRefusalArgs extends PrivateNamesPlanArgs {
  /** Ids of the subnets that the endpoints have an address in, by zone. */
  readonly subnetIds: Readonly<Record<string, unknown>>;
  /** Topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
}

type NamesRefusal = Refusal<PrivateNamesRefusalArgs>;

/** Reasons to refuse a flow of names. */
export const privateNamesRefusals: readonly NamesRefusal[] = [
  {
    when: ({ resolverName }) => !RESOLVER_NAME.test(resolverName),
    say: ({ resolverName }) => ({
      arg: "resolverName",
      got: resolverName,
      expected: `1 to ${MAX_RESOLVER_NAME} lower-case letters, digits or dashes, starting with a letter`,
      change: "name it after its region's stack",
    }),
  },
  ...addressRefusals,
  {
    when: (args) => domainsOf(args).some(([domain]) => !isForwardable(domain)),
    say: (args) => ({
      arg: "domains",
      got: domainsOf(args).flatMap(([domain]) => (isForwardable(domain) ? [] : [domain])),
      expected: "domains of your own, in lower case without a dot at the end, none of them of AWS",
      change: "name the domains that exist on premises alone",
    }),
  },
  {
    when: (args) => domainsOf(args).some(([, { length }]) => length === 0 || length > MAX_SERVERS),
    say: (args) => ({
      arg: "domains",
      got: Object.fromEntries(domainsOf(args).map(([domain, { length }]) => [domain, length])),
      expected: `1 to ${MAX_SERVERS} name servers for each domain`,
      change: "name those that are nearest",
    }),
  },
  {
    when: (args) => strangers(args).length > 0,
    say: (args) => ({
      arg: "domains",
      got: strangers(args),
      expected: `addresses within ${args.onPremisesCidrs.join(", ")}`,
      change: "declare the range that the name server lies in, or name another: nothing else is routed there",
    }),
  },
  fewZonesRefusal(LEAST_ZONES, "give the endpoints an address in more zones: Resolver asks for two"),
  logRetentionRefusal("choose one of them"),
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever runs the network"),
];

function domainsOf({ domains }: PrivateNamesPlanArgs): readonly (readonly [string, readonly string[]])[] {
  return Object.entries<readonly string[]>(domains ?? NAMES_DEFAULTS.domains);
}

function isForwardable(domain: string): boolean {
  return DOMAIN.test(domain) && !AWS_DOMAIN.test(domain);
}

/** Name servers that lie in none of the declared ranges. */
function strangers(args: PrivateNamesPlanArgs): readonly string[] {
  const ranges = args.onPremisesCidrs.flatMap((cidr) => parseRange(cidr) ?? []);
  const isKnown = (address: string): boolean => {
    const alone = parseRange(`${address}/32`);
    return alone !== undefined && ranges.some((range) => isInside(alone, range));
  };
  return domainsOf(args)
    .flatMap(([, servers]) => servers)
    .filter((address) => !isKnown(address));
}
