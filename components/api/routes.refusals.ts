import type { Refusal } from "../core/refusal";
import { toSeconds } from "../core/units";
import { gatewayDocument, resourcePolicy } from "./api-body";
import { API_DEFAULTS, type ApiPlanArgs, type RouteTreatment } from "./api.args";
import { API_LIMITS, RESERVED_PATHS } from "./api-limits";
import { isThrottle, throttleExpected } from "./api-partner.refusals";
import { DATA_CLASS_KEY, readDocument, type ApiOperation } from "./openapi";
import { routesOf, timeoutSeconds, type Route } from "./routes";

const OPERATION_ID = /^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/;
const SEGMENT = /^(\{[a-zA-Z0-9._:-]+\+?\}|[a-zA-Z0-9._:,-]+)$/;
/** Length of an id that API Gateway gives an API. */
const API_ID_LENGTH = 10;
const CREDENTIALS = ["authorization", "cookie", "x-api-key"];

type RouteRefusal = Refusal<ApiPlanArgs>;

const reading: readonly RouteRefusal[] = [
  {
    when: ({ document }) => "problem" in readDocument(document),
    say: ({ document }) => ({
      arg: "document",
      got: problemOf(document),
      expected: "an OpenAPI document, version 3.0 or 3.1, whose parameters refer to components.parameters at most",
      change: "mend the document where the service keeps it",
    }),
  },
  {
    when: (args) => operations(args).some(({ operationId }) => operationId === ""),
    say: (args) => ({
      arg: "document",
      got: operations(args)
        .filter(({ operationId }) => operationId === "")
        .map(lineOf),
      expected: "an operationId for each operation",
      change: "name the operations: rows of routes, settings and caches go by the name",
    }),
  },
  {
    when: (args) => named(args).some((id, index, all) => !OPERATION_ID.test(id) || all.indexOf(id) !== index),
    say: (args) => ({
      arg: "document",
      got: named(args).filter((id, index, all) => !OPERATION_ID.test(id) || all.indexOf(id) !== index),
      expected: "operation ids of 1 to 64 letters, digits, underscores or dashes, each once, starting with a letter",
      change: "rename the operations",
    }),
  },
  {
    when: (args) => operations(args).some(({ path }) => isUnsupported(path)),
    say: (args) => ({
      arg: "document",
      got: operations(args)
        .map(({ path }) => path)
        .filter(isUnsupported),
      expected: `paths of letters, digits, . _ : , - and whole parameters, other than ${RESERVED_PATHS.join(" and ")}`,
      change: "rename the paths: API Gateway takes no others, and keeps those for its own health checks",
    }),
  },
];

const matching: readonly RouteRefusal[] = [
  {
    when: (args) => untreated(args).length > 0,
    say: (args) => ({
      arg: "routes",
      got: untreated(args),
      expected: "a row for each operation of the document, which these lack",
      change: "say for each who may call it",
    }),
  },
  {
    when: (args) => unmatched(args).length > 0,
    say: (args) => ({
      arg: "routes",
      got: unmatched(args),
      expected: "operations of the document, which these are not",
      change: "remove the rows, or correct the ids",
    }),
  },
  {
    when: ({ routes, partner }) => partner === undefined && Object.values(routes).some(({ auth }) => auth === "key"),
    say: ({ routes }) => ({
      arg: "partner",
      got: undefined,
      expected: `a door for partners, for the operations with keys: ${Object.keys(routes)
        .filter((id) => routes[id]?.auth === "key")
        .join(", ")}`,
      change: "open the door for partners, or let the operations be called another way",
    }),
  },
];

const caching: readonly RouteRefusal[] = [
  cached((route) => route.method !== "get", "GET: what changes something must reach the service"),
  cached(
    ({ dataClass }) => dataClass !== "public" && dataClass !== "internal",
    `operations whose ${DATA_CLASS_KEY} is public or internal; without it a response counts as personal`,
  ),
  cached(
    (route) => route.treatment.auth !== "none" || route.hasSecurity || hasCredentials(route),
    "operations that everybody may call, without credentials, so that a response is the same for all",
  ),
  {
    when: (args) => routesOf(args).some(({ treatment }) => !isCacheable(treatment)),
    say: (args) => ({
      arg: "routes.cacheTtl",
      got: Object.fromEntries(
        routesOf(args)
          .filter(({ treatment }) => !isCacheable(treatment))
          .map(({ operationId, treatment }) => [operationId, treatment.cacheTtl]),
      ),
      expected: `1 second to ${API_LIMITS.cacheTtlSeconds} seconds`,
      change: "leave it out where a response is not to be kept",
    }),
  },
];

const limits: readonly RouteRefusal[] = [
  {
    when: ({ throttle = API_DEFAULTS.throttle, region }) => !isThrottle(throttle, region),
    say: ({ throttle, region }) => ({
      arg: "throttle",
      got: throttle,
      expected: throttleExpected(region),
      change: "choose what one operation is let through",
    }),
  },
  {
    when: (args) => routesOf(args).some((route) => isUnthrottled(route, args)),
    say: (args) => ({
      arg: "routes.throttle",
      got: Object.fromEntries(
        routesOf(args)
          .filter((route) => isUnthrottled(route, args))
          .map(({ operationId, treatment }) => [operationId, treatment.throttle]),
      ),
      expected: throttleExpected(args.region),
      change: "choose what the operation is let through",
    }),
  },
  {
    when: (args) => routesOf(args).some((route) => !isWithinTimeout(route)),
    say: (args) => ({
      arg: "routes.timeout",
      got: Object.fromEntries(
        routesOf(args)
          .filter((route) => !isWithinTimeout(route))
          .map(({ operationId, treatment }) => [operationId, treatment.timeout]),
      ),
      expected: `1 to ${API_LIMITS.timeoutSeconds} seconds, in whole seconds`,
      change: "answer with 202 and let the client ask again, where the work takes longer",
    }),
  },
  {
    when: (args) => resourcesOf(args) > API_LIMITS.resources,
    say: (args) => ({
      arg: "document",
      got: `${resourcesOf(args)} resources`,
      expected: `${API_LIMITS.resources} at most: each segment of a path is one`,
      change: "divide the document into several APIs",
    }),
  },
  {
    when: (args) => sizeOf(gatewayDocument(args)) > API_LIMITS.bodyBytes,
    say: (args) => ({
      arg: "document",
      got: `${sizeOf(gatewayDocument(args))} bytes for the gateway`,
      expected: `${API_LIMITS.bodyBytes} bytes at most`,
      change: "divide the document into several APIs",
    }),
  },
  {
    when: (args) => policySizeOf(args) > API_LIMITS.policyBytes,
    say: (args) => ({
      arg: "document",
      got: `${policySizeOf(args)} bytes of resource policy`,
      expected: `${API_LIMITS.policyBytes} bytes at most: each open operation has an entry for each of its doors`,
      change: "divide the document into several APIs",
    }),
  },
];

/** Reasons to refuse a document and what the gateway does with it. */
export const routeRefusals: readonly RouteRefusal[] = [...reading, ...matching, ...caching, ...limits];

/** A refusal of cached routes that must not be cached. */
function cached(isWrong: (route: Route) => boolean, expected: string): RouteRefusal {
  const wrong = (args: ApiPlanArgs): readonly Route[] =>
    routesOf(args).filter((route) => route.treatment.cacheTtl !== undefined && isWrong(route));
  return {
    when: (args) => wrong(args).length > 0,
    say: (args) => ({
      arg: "routes.cacheTtl",
      got: wrong(args).map(({ operationId }) => operationId),
      expected,
      change: "leave cacheTtl out",
    }),
  };
}

function operations({ document }: ApiPlanArgs): readonly ApiOperation[] {
  const read = readDocument(document);
  return "operations" in read ? read.operations : [];
}

function problemOf(document: ApiPlanArgs["document"]): string {
  const read = readDocument(document);
  return "problem" in read ? read.problem : "";
}

function named(args: ApiPlanArgs): readonly string[] {
  return operations(args)
    .map(({ operationId }) => operationId)
    .filter((id) => id !== "");
}

function untreated(args: ApiPlanArgs): readonly string[] {
  return named(args).filter((id) => args.routes[id] === undefined);
}

function unmatched(args: ApiPlanArgs): readonly string[] {
  const ids = new Set(named(args));
  return Object.keys(args.routes).filter((id) => !ids.has(id));
}

function isUnsupported(path: string): boolean {
  const segments = path.split("/").slice(1);
  const isRoot = path === "/";
  return (
    RESERVED_PATHS.some((reserved) => reserved === path) || (!isRoot && segments.some((each) => !SEGMENT.test(each)))
  );
}

function hasCredentials({ parameters }: Route): boolean {
  return parameters.some(({ name, in: place }) => place === "cookie" || CREDENTIALS.includes(name.toLowerCase()));
}

function isCacheable({ cacheTtl }: RouteTreatment): boolean {
  const seconds = cacheTtl === undefined ? 1 : toSeconds(cacheTtl);
  return seconds >= 1 && seconds <= API_LIMITS.cacheTtlSeconds;
}

function isUnthrottled({ treatment: { throttle } }: Route, { region }: ApiPlanArgs): boolean {
  return throttle !== undefined && !isThrottle(throttle, region);
}

function isWithinTimeout(route: Route): boolean {
  return timeoutSeconds(route) >= 1 && timeoutSeconds(route) <= API_LIMITS.timeoutSeconds;
}

function resourcesOf(args: ApiPlanArgs): number {
  const prefixes = operations(args).flatMap(({ path }) => {
    const segments = path.split("/").filter((segment) => segment !== "");
    return ["/", ...segments.map((_, index) => segments.slice(0, index + 1).join("/"))];
  });
  return new Set(prefixes).size;
}

function sizeOf(json: object): number {
  return Buffer.byteLength(JSON.stringify(json));
}

/** Size of the resource policy as API Gateway keeps it, which writes the API's ARN into each entry. */
function policySizeOf(args: ApiPlanArgs): number {
  const arn = `"arn:aws:execute-api:${args.region}:${args.accountId}:${"x".repeat(API_ID_LENGTH)}/`;
  return Buffer.byteLength(JSON.stringify(resourcePolicy(args)).replaceAll('"execute-api:/', arn));
}

function lineOf({ method, path }: ApiOperation): string {
  return `${method.toUpperCase()} ${path}`;
}
