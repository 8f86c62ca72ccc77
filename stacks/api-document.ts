import { existsSync, readFileSync } from "node:fs";
import type { ApiPlanArgs } from "../components/api/api.args";
import type { OpenApiDocument } from "../components/api/openapi";
import { routeRefusals } from "../components/api/routes.refusals";
import { CLIENT_ADDRESS_HEADER, ORIGIN_SECRET_HEADER } from "../components/cdn";
import { readYaml } from "./located-yaml";
import { type Problem, renderPath } from "./problems";
import { refusedBy } from "./rules/refusals";
import type { PlannedApi, Stack } from "./topology";

/** What decides the shape of a region's API beside its document. */
export interface ApiShapeArgs {
  /** The API. */
  readonly api: PlannedApi;
  /** Account of the API. */
  readonly accountId: string;
  /** Region of the API. */
  readonly region: string;
  /** Folder of runbooks. */
  readonly runbooksUrl: string;
}

/**
 * Reads an OpenAPI document of the project, JSON or YAML.
 * @throws Error where it cannot be read; check the environment first
 */
export function readApiDocument(path: string): OpenApiDocument {
  const { data, errors } = readYaml(readFileSync(path, "utf8"));
  if (!isDocument(data) || errors.length > 0) {
    throw new Error(`${path} holds no OpenAPI document; check the environment first`);
  }
  return data;
}

/** An API as plain data, with what a deployment knows of it. */
export function apiShapeOf({ api, ...place }: ApiShapeArgs, document: OpenApiDocument): ApiPlanArgs {
  const { apiName, routes, throttle, edgeDomain, partner, originSecrets } = api;
  return {
    apiName,
    ...place,
    document,
    routes,
    ...(throttle === undefined ? {} : { throttle }),
    backends: {
      ...Object.fromEntries(api.functions.map((name) => [name, { kind: "function" }] as const)),
      ...Object.fromEntries(
        Object.entries(api.links).map(([name, { baseUrl }]) => [name, { kind: "service", baseUrl }] as const),
      ),
    },
    edge: { domain: edgeDomain },
    ...(partner === undefined ? {} : { partner }),
    secretHeader: { name: ORIGIN_SECRET_HEADER, values: originSecrets },
    rateLimit: { clientAddressHeader: CLIENT_ADDRESS_HEADER },
  };
}

/**
 * What is wrong with the document of a stack's API, and with what the environment does with its operations.
 * @param file the environment's file
 */
export function documentProblems(file: string, stack: Stack): Problem[] {
  if (stack.kind !== "region" || stack.api === undefined) {
    return [];
  }
  const { api, account: accountId, region, runbooks: runbooksUrl } = stack;
  if (!existsSync(api.document)) {
    const expected = "a file of the project with an OpenAPI document";
    return [{ file, path: "api.document", got: api.document, expected, change: "write it, or correct the path" }];
  }
  const { data, errors } = readYaml(readFileSync(api.document, "utf8"));
  const unreadable = errors.map(({ line, message }) => ({
    ...{ file: api.document, line, path: "the text", got: message },
    ...{ expected: "JSON or YAML", change: "correct its syntax" },
  }));
  const document = isDocument(data) ? data : {};
  const shape = apiShapeOf({ api, accountId, region, runbooksUrl }, document);
  const refused = refusedBy(routeRefusals, shape, (arg) => ["api", arg]);
  return unreadable.length > 0
    ? unreadable
    : refused.map(({ path, ...said }) => ({ file, path: renderPath(path), ...said }));
}

function isDocument(data: unknown): data is OpenApiDocument {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
