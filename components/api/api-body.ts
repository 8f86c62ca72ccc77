import { awsPartitionOf } from "../../facts/regions";
import type { ApiPlanArgs, Door } from "./api.args";
import { readDocument, type ApiParameter } from "./openapi";
import { routesOf, stageVariable, timeoutSeconds, type Route } from "./routes";

type Json = Readonly<Record<string, unknown>>;

/** The doors through which a route is open without a signature; a signature is judged by the caller's own policy. */
export const OPEN_DOORS = { none: ["edge", "partner"], key: ["partner"], iam: [] } as const satisfies Record<
  Route["treatment"]["auth"],
  readonly Door[]
>;

const PLACES = { path: "path", query: "querystring", header: "header" } as const;

/**
 * The document that API Gateway imports: of the service's document what the gateway acts on, which are paths, methods,
 * parameters and statuses, and how it reaches the service. Schemas stay with the service, which validates bodies itself:
 * API Gateway knows a part of JSON Schema only.
 *
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 * (read 2026-11-26).
 */
export function gatewayDocument(args: ApiPlanArgs): Json {
  const read = readDocument(args.document);
  const routes = routesOf(args);
  const paths = [...new Set(routes.map(({ path }) => path))];
  return {
    openapi: "3.0.1",
    info: { title: args.apiName, version: "version" in read ? read.version : "" },
    "x-amazon-apigateway-request-validators": {
      parameters: { validateRequestParameters: true, validateRequestBody: false },
    },
    "x-amazon-apigateway-request-validator": "parameters",
    "x-amazon-apigateway-policy": resourcePolicy(args),
    paths: Object.fromEntries(paths.map((path) => [path, methodsOf(routes, path, args)])),
    components: { securitySchemes: SECURITY_SCHEMES },
  };
}

/**
 * Who may call at all: everybody through the doors at which a route is open. What is not allowed here is left to the
 * caller's own policy, so that a signed request from another account is refused.
 */
export function resourcePolicy(args: ApiPlanArgs): Json {
  const allowed = routesOf(args).flatMap(({ treatment, method, path }) =>
    OPEN_DOORS[treatment.auth].map(
      (door) => `execute-api:/${door}/${method.toUpperCase()}${path.replaceAll(/\{[^}]*\}/g, "*")}`,
    ),
  );
  const open = { Sid: "CallThroughOpenDoors", Effect: "Allow", Principal: "*", Action: "execute-api:Invoke" };
  const own = {
    Sid: "DenyOtherAccounts",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "execute-api:Invoke",
    Resource: "execute-api:/*",
    Condition: {
      StringNotEquals: { "aws:PrincipalAccount": args.accountId },
      Null: { "aws:PrincipalAccount": "false" },
    },
  };
  return { Version: "2012-10-17", Statement: [...(allowed.length === 0 ? [] : [{ ...open, Resource: allowed }]), own] };
}

const SECURITY_SCHEMES = {
  key: { type: "apiKey", name: "x-api-key", in: "header" },
  iam: { type: "apiKey", name: "Authorization", in: "header", "x-amazon-apigateway-authtype": "awsSigv4" },
} as const;

function methodsOf(routes: readonly Route[], path: string, args: ApiPlanArgs): Json {
  const own = routes.filter((route) => route.path === path);
  return Object.fromEntries(own.map((route) => [route.method, methodOf(route, args)]));
}

function methodOf(route: Route, args: ApiPlanArgs): Json {
  const { auth } = route.treatment;
  return {
    operationId: route.operationId,
    parameters: mapped(route).map(({ name, in: place, required }) => ({
      name,
      in: place,
      required,
      schema: { type: "string" },
    })),
    responses: Object.fromEntries(route.statuses.filter(isStatus).map((status) => [status, { description: status }])),
    security: auth === "none" ? [] : [{ [auth]: [] }],
    "x-amazon-apigateway-integration": integrationOf(route, args),
  };
}

function integrationOf(route: Route, args: ApiPlanArgs): Json {
  const common = {
    passthroughBehavior: "when_no_match",
    timeoutInMillis: timeoutSeconds(route) * 1_000,
    ...cacheKeys(route),
  };
  const backend = args.backends[route.backend];
  const variable = `\${stageVariables.${stageVariable(route.backend)}}`;
  if (backend?.kind === "service") {
    const inPath = route.parameters.filter(({ in: place }) => place === "path");
    const pairs = inPath.map(({ name }) => [`integration.request.path.${name}`, `method.request.path.${name}`]);
    return {
      type: "http_proxy",
      httpMethod: route.method.toUpperCase(),
      uri: `${backend.baseUrl}${route.path.replace("+}", "}")}`,
      connectionType: "VPC_LINK",
      connectionId: variable,
      requestParameters: Object.fromEntries(pairs),
      ...common,
    };
  }
  const partition = awsPartitionOf(args.region);
  const lambda = `arn:${partition}:lambda:${args.region}:${args.accountId}:function:${variable}`;
  return {
    type: "aws_proxy",
    httpMethod: "POST",
    uri: `arn:${partition}:apigateway:${args.region}:lambda:path/2015-03-31/functions/${lambda}/invocations`,
    ...common,
  };
}

/** Whether API Gateway takes it as a method's status: `default` and `4XX` of OpenAPI it does not. */
function isStatus(status: string): boolean {
  return /^[1-5]\d\d$/.test(status);
}

/** What tells cached responses of a route apart; API Gateway leaves out of the key whatever is not named. */
function cacheKeys(route: Route): Json {
  if (route.treatment.cacheTtl === undefined) {
    return {};
  }
  return {
    cacheNamespace: route.operationId,
    cacheKeyParameters: mapped(route).map(({ name, in: place }) => `method.request.${PLACES[place]}.${name}`),
  };
}

/** Parameters that API Gateway can name; a cookie reaches the service unnamed. */
function mapped({ parameters }: Route): readonly (ApiParameter & { readonly in: keyof typeof PLACES })[] {
  return parameters.flatMap((each) => (each.in === "cookie" ? [] : [{ ...each, in: each.in }]));
}
