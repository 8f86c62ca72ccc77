/**
 * What the access log says of a request, as API Gateway names it. Not in it, because it is or may be personal: address,
 * user agent, caller, the path as it was called with its parameters, query strings, the subject of a certificate,
 * messages of errors. A key's id names a partner, not a person.
 *
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 * (read 2026-11-26).
 */
export const ACCESS_LOG_FIELDS = {
  time: "$context.requestTimeEpoch",
  requestId: "$context.requestId",
  traceId: "$context.xrayTraceId",
  apiId: "$context.apiId",
  stage: "$context.stage",
  domain: "$context.domainName",
  method: "$context.httpMethod",
  route: "$context.resourcePath",
  status: "$context.status",
  errorType: "$context.error.responseType",
  latencyMs: "$context.responseLatency",
  backendLatencyMs: "$context.integration.latency",
  backendStatus: "$context.integration.status",
  responseBytes: "$context.responseLength",
  firewall: "$context.wafResponseCode",
  keyId: "$context.identity.apiKeyId",
} as const satisfies Readonly<Record<string, `$context.${string}`>>;

/** {@link ACCESS_LOG_FIELDS} as a stage takes them: one line of JSON. */
export const ACCESS_LOG_FORMAT = JSON.stringify(ACCESS_LOG_FIELDS);

/** Finds requests in the access log that were turned away: above a throttle or a quota. */
export const THROTTLED_PATTERN = '{ $.status = "429" }';
