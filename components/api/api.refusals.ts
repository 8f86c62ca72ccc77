import { isAwsRegion } from "../../facts/regions";
import type { Problem, Refusal } from "../core/refusal";
import { toSeconds } from "../core/units";
import { webFirewallRefusals, type WebFirewallRefusalArgs } from "../firewall";
import { isWholeWithin } from "../core/whole-numbers";
import { API_DEFAULTS, type ApiPlanArgs } from "./api.args";
import { apiPartnerRefusals } from "./api-partner.refusals";
import { routeRefusals } from "./routes.refusals";
import { routesOf } from "./routes";

const API_NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const BACKEND_NAME = /^[a-z][a-z0-9-]{0,30}$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
const BASE_URL = /^https:\/\/[a-z0-9.-]+(:\d{1,5})?$/;
/** The letters that S3 uses for an object without a version. */
const NO_VERSION = "null";

/** What the refusals of an API look at. */
export interface ApiRefusalArgs extends ApiPlanArgs {
  /** Topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
}

type ApiRefusal = Refusal<ApiRefusalArgs>;

const identity: readonly ApiRefusal[] = [
  {
    when: ({ apiName }) => !API_NAME.test(apiName),
    say: ({ apiName }) => ({
      arg: "apiName",
      got: apiName,
      expected: "1 to 64 letters, digits, underscores or dashes",
      change: "choose a name that metrics and logs can carry",
    }),
  },
  {
    when: ({ region }) => !isAwsRegion(region),
    say: ({ region }) => ({
      arg: "region",
      got: region,
      expected: "a region of AWS",
      change: "give the region of the API",
    }),
  },
];

const backends: readonly ApiRefusal[] = [
  {
    when: (args) => Object.keys(args.backends).length === 0 || misnamedBackends(args).length > 0,
    say: (args) => ({
      arg: "backends",
      got: misnamedBackends(args),
      expected: "one backend at least, with names of lower-case letters, digits and dashes, starting with a letter",
      change: "name what answers requests",
    }),
  },
  {
    when: (args) => insecureBackends(args).length > 0,
    say: (args) => ({
      arg: "backends.baseUrl",
      got: insecureBackends(args),
      expected: "https addresses of a host, without a path",
      change: "let the load balancer end TLS with a certificate for that host",
    }),
  },
  {
    when: (args) => backendless(args).length > 0,
    say: (args) => ({
      arg: "routes.backend",
      got: backendless(args),
      expected: `one of ${Object.keys(args.backends).join(", ")}, where there are several or another is named`,
      change: "say for these operations which backend answers",
    }),
  },
];

const doors: readonly ApiRefusal[] = [
  {
    when: (args) => malformedDomains(args).length > 0,
    say: (args) => ({
      arg: "edge.domain and partner.domain",
      got: malformedDomains(args),
      expected: "two domains in lower case without a dot at the end",
      change: "write the domains that the certificates name",
    }),
  },
  {
    when: ({ partner }) => partner !== undefined && !hasVersion(partner.trustStore),
    say: ({ partner }) => ({
      arg: "partner.trustStore",
      got: partner?.trustStore,
      expected: "key and version of an object in a versioned bucket",
      change: "upload the bundle to a bucket with versioning, and name the version that S3 returns",
    }),
  },
];

const watching: readonly ApiRefusal[] = [
  {
    when: (args) => thresholds(args).some((value) => !isWholeWithin(value, 1, Number.MAX_SAFE_INTEGER)),
    say: ({ errorsAlarm, throttledAlarm }) => ({
      arg: "errorsAlarm and throttledAlarm",
      got: [errorsAlarm, throttledAlarm],
      expected: "whole numbers of requests, 1 or more",
      change: "choose how many are worth waking somebody",
    }),
  },
  {
    when: ({ latencyAlarm = API_DEFAULTS.latencyAlarm }) => !isWholeWithin(toSeconds(latencyAlarm), 1, 29),
    say: ({ latencyAlarm }) => ({
      arg: "latencyAlarm",
      got: latencyAlarm,
      expected: "1 to 29 seconds, after which API Gateway gives up",
      change: "choose what 95 of 100 requests stay below; a service level promises more exactly",
    }),
  },
];

/** Reasons to refuse an API, beside those of its partners and of its firewall. */
export const apiRefusals: readonly ApiRefusal[] = [...identity, ...routeRefusals, ...backends, ...doors, ...watching];

/** All reasons to refuse these arguments: those of the API itself, of each partner, and of the edge door's firewall. */
export function refusalsOf(args: ApiRefusalArgs): readonly ApiRefusal[] {
  const partners = Object.entries(args.partner?.partners ?? {}).flatMap(([partnerName, settings]) =>
    delegated(
      apiPartnerRefusals,
      { ...settings, partnerName, region: args.region },
      `partner.partners.${partnerName}.`,
    ),
  );
  return [...apiRefusals, ...partners, ...delegated<WebFirewallRefusalArgs>(webFirewallRefusals, firewallOf(args), "")];
}

/** What a firewall of the API is asked to be; its name is fit where the API's is. */
function firewallOf(args: ApiRefusalArgs): WebFirewallRefusalArgs {
  const { accountId, managedRules, rateLimit, secretHeader, logRetention, runbooksUrl, alarmTopicArns } = args;
  return {
    firewallName: "api",
    scope: "REGIONAL",
    accountId,
    secretHeader,
    runbooksUrl,
    alarmTopicArns,
    ...(managedRules === undefined ? {} : { managedRules }),
    rateLimit,
    ...(logRetention === undefined ? {} : { logRetention }),
  };
}

function delegated<Inner>(rules: readonly Refusal<Inner>[], inner: Inner, prefix: string): readonly ApiRefusal[] {
  return rules.map(({ when, say }) => ({
    when: () => when(inner),
    say: (): Problem => ({ ...say(inner), arg: `${prefix}${say(inner).arg}` }),
  }));
}

function misnamedBackends(args: ApiPlanArgs): readonly string[] {
  return Object.keys(args.backends).filter((name) => !BACKEND_NAME.test(name));
}

function insecureBackends(args: ApiPlanArgs): readonly string[] {
  return Object.values(args.backends).flatMap((backend) =>
    backend.kind === "service" && !BASE_URL.test(backend.baseUrl) ? [backend.baseUrl] : [],
  );
}

function backendless(args: ApiPlanArgs): readonly string[] {
  const names = Object.keys(args.backends);
  const isOpen = (backend: string | undefined): boolean =>
    backend === undefined ? names.length > 1 : !names.includes(backend);
  return routesOf(args)
    .filter(({ treatment }) => isOpen(treatment.backend))
    .map(({ operationId }) => operationId);
}

function malformedDomains({ edge, partner }: ApiPlanArgs): readonly string[] {
  const domains = [edge.domain, ...(partner === undefined ? [] : [partner.domain])];
  return domains.filter((domain, index) => !DOMAIN.test(domain) || domains.indexOf(domain) !== index);
}

function hasVersion({ objectKey, objectVersion }: NonNullable<ApiPlanArgs["partner"]>["trustStore"]): boolean {
  return objectKey !== "" && objectVersion !== "" && objectVersion !== NO_VERSION;
}

function thresholds({ errorsAlarm, throttledAlarm }: ApiPlanArgs): readonly number[] {
  return [errorsAlarm ?? API_DEFAULTS.errorsAlarm, throttledAlarm ?? API_DEFAULTS.throttledAlarm];
}
