import type { ApiArgs } from "../../../components/api";
import { ACCOUNT, TAGS } from "../core/fixtures";

/** The topic that alarms notify. */
export const TOPIC = `arn:aws:sns:eu-central-1:${ACCOUNT}:on-call`;
/** The secret that CloudFront sends. */
export const VALUE = "0123456789abcdef0123456789abcdef";

const sku = { name: "sku", in: "path", required: true, schema: { type: "string" } };
const ok = { "200": { description: "found" } };

/** A document of a service: one public operation, one for partners, one for services of the account. */
export const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "Stock", version: "1.4.0" },
  paths: {
    "/availability/{sku}": {
      parameters: [sku],
      get: {
        operationId: "getAvailability",
        "x-data-class": "public",
        parameters: [{ $ref: "#/components/parameters/channel" }],
        responses: { ...ok, "404": { description: "no such article" } },
      },
    },
    "/reservations": {
      post: {
        operationId: "reserve",
        security: [{ key: [] }],
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Reservation" } } } },
        responses: { "201": { description: "reserved" } },
      },
    },
    "/stock/{sku}/counts": {
      post: { operationId: "countStock", parameters: [sku], responses: { "202": { description: "accepted" } } },
    },
  },
  components: {
    parameters: { channel: { name: "channel", in: "query", schema: { type: "string" } } },
    schemas: { Reservation: { type: "object" } },
  },
};

/** An API whose partners have no door, though an operation is theirs. */
export const WITHOUT_PARTNERS: ApiArgs = {
  rateLimit: { clientAddressHeader: "x-client-address" },
  apiName: "prod-shop",
  accountId: ACCOUNT,
  region: "eu-central-1",
  document: DOCUMENT,
  routes: {
    getAvailability: { auth: "none", cacheTtl: "5 seconds", throttle: { requestsPerSecond: 2_000, burst: 3_000 } },
    reserve: { auth: "key" },
    countStock: { auth: "iam", timeout: "10 seconds" },
  },
  backends: {
    stock: {
      kind: "service",
      baseUrl: "https://stock.internal.example.com",
      loadBalancerArn: `arn:aws:elasticloadbalancing:eu-central-1:${ACCOUNT}:loadbalancer/net/stock/1a2b3c`,
    },
  },
  edge: {
    domain: "origin.api.example.com",
    certificateArn: `arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/edge`,
    zoneId: "Z1",
  },
  secretHeader: { name: "x-from-edge", values: [VALUE] },
  logKeyArn: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/log`,
  alarmTopicArns: [TOPIC],
  runbooksUrl: "https://runbooks.example.com",
  tags: TAGS,
};

/** An API with both doors, at its defaults otherwise. */
export const ARGS: ApiArgs = {
  ...WITHOUT_PARTNERS,
  partner: {
    domain: "partner.example.com",
    certificateArn: `arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/partner`,
    trustStore: { bucketName: "trust", objectKey: "partners.pem", objectVersion: "v1" },
    partners: { carrier: { keys: ["2026-11", "2026-08"] } },
  },
};
