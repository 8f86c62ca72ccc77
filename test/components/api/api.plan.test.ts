import fc from "fast-check";
import { ACCESS_LOG_FIELDS, API_DEFAULTS, PARTNER_DEFAULTS, planApi, type ApiPlanArgs } from "../../../components/api";
import { ACCOUNT } from "../core/fixtures";
import { ARGS, DOCUMENT } from "./fixtures";

function bodyOf(args: ApiPlanArgs): Record<string, unknown> {
  return JSON.parse(planApi(args).body);
}

const parameter = (name: string, place: string, required: boolean): object => ({
  name,
  in: place,
  required,
  schema: { type: "string" },
});

describe("planApi", () => {
  it("has these defaults", () => {
    expect(API_DEFAULTS).toEqual({
      throttle: { requestsPerSecond: 100, burst: 200 },
      timeout: "29 seconds",
      cacheSizeGb: "0.5",
      logRetention: "90 days",
      errorsAlarm: 10,
      latencyAlarm: "1 second",
      throttledAlarm: 100,
      protect: true,
    });
    expect(PARTNER_DEFAULTS).toEqual({ throttle: { requestsPerSecond: 10, burst: 20 }, requestsPerDay: 100_000 });
  });

  it("hands the gateway what it acts on, and no schema", () => {
    expect(bodyOf(ARGS)).toEqual({
      openapi: "3.0.1",
      info: { title: "prod-shop", version: "1.4.0" },
      "x-amazon-apigateway-request-validators": {
        parameters: { validateRequestParameters: true, validateRequestBody: false },
      },
      "x-amazon-apigateway-request-validator": "parameters",
      "x-amazon-apigateway-policy": {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "CallThroughOpenDoors",
            Effect: "Allow",
            Principal: "*",
            Action: "execute-api:Invoke",
            Resource: [
              "execute-api:/edge/GET/availability/*",
              "execute-api:/partner/GET/availability/*",
              "execute-api:/partner/POST/reservations",
            ],
          },
          {
            Sid: "DenyOtherAccounts",
            Effect: "Deny",
            Principal: { AWS: "*" },
            Action: "execute-api:Invoke",
            Resource: "execute-api:/*",
            Condition: {
              StringNotEquals: { "aws:PrincipalAccount": ACCOUNT },
              Null: { "aws:PrincipalAccount": "false" },
            },
          },
        ],
      },
      paths: {
        "/availability/{sku}": {
          get: {
            operationId: "getAvailability",
            parameters: [parameter("sku", "path", true), parameter("channel", "query", false)],
            responses: { "200": { description: "200" }, "404": { description: "404" } },
            security: [],
            "x-amazon-apigateway-integration": {
              type: "http_proxy",
              httpMethod: "GET",
              uri: "https://stock.internal.example.com/availability/{sku}",
              connectionType: "VPC_LINK",
              connectionId: "${stageVariables.backend_stock}",
              requestParameters: { "integration.request.path.sku": "method.request.path.sku" },
              passthroughBehavior: "when_no_match",
              timeoutInMillis: 29_000,
              cacheNamespace: "getAvailability",
              cacheKeyParameters: ["method.request.path.sku", "method.request.querystring.channel"],
            },
          },
        },
        "/reservations": {
          post: {
            operationId: "reserve",
            parameters: [],
            responses: { "201": { description: "201" } },
            security: [{ key: [] }],
            "x-amazon-apigateway-integration": {
              type: "http_proxy",
              httpMethod: "POST",
              uri: "https://stock.internal.example.com/reservations",
              connectionType: "VPC_LINK",
              connectionId: "${stageVariables.backend_stock}",
              requestParameters: {},
              passthroughBehavior: "when_no_match",
              timeoutInMillis: 29_000,
            },
          },
        },
        "/stock/{sku}/counts": {
          post: {
            operationId: "countStock",
            parameters: [parameter("sku", "path", true)],
            responses: { "202": { description: "202" } },
            security: [{ iam: [] }],
            "x-amazon-apigateway-integration": {
              type: "http_proxy",
              httpMethod: "POST",
              uri: "https://stock.internal.example.com/stock/{sku}/counts",
              connectionType: "VPC_LINK",
              connectionId: "${stageVariables.backend_stock}",
              requestParameters: { "integration.request.path.sku": "method.request.path.sku" },
              passthroughBehavior: "when_no_match",
              timeoutInMillis: 10_000,
            },
          },
        },
      },
      components: {
        securitySchemes: {
          key: { type: "apiKey", name: "x-api-key", in: "header" },
          iam: { type: "apiKey", name: "Authorization", in: "header", "x-amazon-apigateway-authtype": "awsSigv4" },
        },
      },
    });
  });

  it("calls a function that a stage variable names, in the region's own part of AWS", () => {
    const body = bodyOf({
      ...ARGS,
      region: "cn-north-1",
      routes: {
        getAvailability: { auth: "none", backend: "stock" },
        reserve: { auth: "key", backend: "stock" },
        countStock: { auth: "iam", backend: "count-writer" },
      },
      backends: { ...ARGS.backends, "count-writer": { kind: "function" } },
    });
    expect(body).toMatchObject({
      paths: {
        "/stock/{sku}/counts": {
          post: {
            "x-amazon-apigateway-integration": {
              type: "aws_proxy",
              httpMethod: "POST",
              uri: `arn:aws-cn:apigateway:cn-north-1:lambda:path/2015-03-31/functions/arn:aws-cn:lambda:cn-north-1:${ACCOUNT}:function:\${stageVariables.backend_count_writer}/invocations`,
            },
          },
        },
      },
    });
  });

  it("caches at the edge alone, what its row says, and throttles at both doors", () => {
    const { doors } = planApi(ARGS);
    const common = {
      metricsEnabled: false,
      loggingLevel: "OFF",
      dataTraceEnabled: false,
      cacheDataEncrypted: true,
      requireAuthorizationForCacheControl: true,
      unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITHOUT_RESPONSE_HEADER",
    };
    const off = { ...common, cachingEnabled: false, cacheTtlInSeconds: 0 };
    const all = { methodPath: "*/*", settings: { ...off, throttlingRateLimit: 100, throttlingBurstLimit: 200 } };
    const own = { throttlingRateLimit: 2_000, throttlingBurstLimit: 3_000 };
    const methodPath = "~1availability~1{sku}/GET";
    expect(doors).toEqual({
      edge: {
        cacheSizeGb: "0.5",
        settings: {
          all,
          "method-getAvailability": {
            methodPath,
            settings: { ...common, ...own, cachingEnabled: true, cacheTtlInSeconds: 5 },
          },
        },
      },
      partner: { settings: { all, "method-getAvailability": { methodPath, settings: { ...off, ...own } } } },
    });
  });

  it("has no cache where nothing is cached", () => {
    const routes = { ...ARGS.routes, getAvailability: { auth: "none" } } as const;
    expect(planApi({ ...ARGS, routes, cacheSizeGb: "1.6" }).doors.edge).not.toHaveProperty("cacheSizeGb");
  });

  it("deploys anew when the document changes, and not when rows are in another order", () => {
    const { bodyHash } = planApi(ARGS);
    const back = { ...ARGS, routes: Object.fromEntries(Object.entries(ARGS.routes).toReversed()) };
    const paths = Object.fromEntries(Object.entries(DOCUMENT.paths).toReversed());
    expect(bodyHash).toMatch(/^[0-9a-f]{64}$/);
    expect(planApi(back).bodyHash).toBe(bodyHash);
    expect(planApi({ ...ARGS, document: { ...DOCUMENT, paths } }).bodyHash).toBe(bodyHash);
    const info = { ...DOCUMENT.info, version: "1.5.0" };
    expect(planApi({ ...ARGS, document: { ...DOCUMENT, info } }).bodyHash).not.toBe(bodyHash);
  });

  it("plans alarms that name their runbooks", () => {
    const { alarms } = planApi({ ...ARGS, errorsAlarm: 5, latencyAlarm: "2 seconds", throttledAlarm: 50 });
    const common = { comparisonOperator: "GreaterThanOrEqualToThreshold", treatMissingData: "notBreaching" };
    const once = { ...common, statistic: "Sum", period: 300, evaluationPeriods: 1, datapointsToAlarm: 1 };
    const own = { namespace: "AWS/ApiGateway", dimensions: { ApiName: "prod-shop" } };
    expect(alarms).toEqual({
      errors: {
        ...once,
        ...own,
        metricName: "5XXError",
        threshold: 5,
        alarmDescription:
          "prod-shop: 5 requests failed in 5 minutes. Runbook: https://runbooks.example.com/api-errors.md",
      },
      latency: {
        ...common,
        ...own,
        metricName: "Latency",
        extendedStatistic: "p95",
        period: 60,
        evaluationPeriods: 5,
        datapointsToAlarm: 3,
        threshold: 2_000,
        alarmDescription:
          "prod-shop: 5 of 100 requests take 2 seconds or longer. Runbook: https://runbooks.example.com/api-latency.md",
      },
      throttled: {
        ...once,
        namespace: "Inventory/Api",
        metricName: "prod-shop-throttled",
        threshold: 50,
        alarmDescription:
          "prod-shop: 50 requests were turned away in 5 minutes. Runbook: https://runbooks.example.com/api-throttled.md",
      },
    });
  });

  it("passes on the rest of a path under its parameter's name, and leaves out statuses that are no number", () => {
    const parameters = [{ name: "rest", in: "path", required: true }];
    const get = { operationId: "read", parameters, responses: { "200": {}, "4XX": {}, default: {} } };
    const body = bodyOf({
      ...ARGS,
      document: { ...DOCUMENT, paths: { "/files/{rest+}": { get } } },
      routes: { read: { auth: "iam" } },
    });
    expect(body["paths"]).toEqual({
      "/files/{rest+}": {
        get: {
          operationId: "read",
          parameters: [parameter("rest", "path", true)],
          responses: { "200": { description: "200" } },
          security: [{ iam: [] }],
          "x-amazon-apigateway-integration": {
            type: "http_proxy",
            httpMethod: "GET",
            uri: "https://stock.internal.example.com/files/{rest}",
            connectionType: "VPC_LINK",
            connectionId: "${stageVariables.backend_stock}",
            requestParameters: { "integration.request.path.rest": "method.request.path.rest" },
            passthroughBehavior: "when_no_match",
            timeoutInMillis: 29_000,
          },
        },
      },
    });
  });

  it("names every declared parameter of a cached operation in its cache's key, whatever they are", () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    const place = fc.constantFrom("query", "header");
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ name, in: place }), { selector: (each) => `${each.in} ${each.name}` }),
        (extra) => {
          const get = { operationId: "read", "x-data-class": "public", parameters: extra, responses: { "200": {} } };
          const body = bodyOf({
            ...ARGS,
            document: { ...DOCUMENT, paths: { "/a": { get } } },
            routes: { read: { auth: "none", cacheTtl: "1 minute" } },
          });
          const keys = extra.map(
            (each) => `method.request.${each.in === "query" ? "querystring" : "header"}.${each.name}`,
          );
          expect(body).toMatchObject({
            paths: { "/a": { get: { "x-amazon-apigateway-integration": { cacheKeyParameters: keys } } } },
          });
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("the access log", () => {
  it("says nothing about a person", () => {
    const personal = /identity\.(?!apiKeyId$)|path$|requestOverride|authorizer|error\.message|clientCert|querystring/i;
    const fields = Object.values(ACCESS_LOG_FIELDS).filter((field) => field !== "$context.resourcePath");
    expect(fields.filter((field) => personal.test(field))).toEqual([]);
    expect(Object.keys(ACCESS_LOG_FIELDS)).toEqual([
      "time",
      "requestId",
      "traceId",
      "apiId",
      "stage",
      "domain",
      "method",
      "route",
      "status",
      "errorType",
      "latencyMs",
      "backendLatencyMs",
      "backendStatus",
      "responseBytes",
      "firewall",
      "keyId",
    ]);
  });
});
