import { HOURS_OF_A_MONTH } from "../../../facts";
import { fixed, used } from "../charge";
import type { Pricer } from "../pricer";

export const restApi: Pricer = {
  type: "aws:apigateway/restApi:RestApi",
  usage: { monthlyRequests: "calls" },
  charges: (api) => [used("requests", "api-gateway:rest-request", api.use("monthlyRequests"))],
};

export const apiStage: Pricer = {
  type: "aws:apigateway/stage:Stage",
  usage: {},
  charges: (stage) =>
    stage.flag("cacheClusterEnabled")
      ? [
          fixed(
            "response cache",
            `api-gateway:cache-${stage.text("cacheClusterSize", "0.5")}-gb-hour`,
            HOURS_OF_A_MONTH,
          ),
        ]
      : [],
};

export const httpApi: Pricer = {
  type: "aws:apigatewayv2/api:Api",
  usage: {
    monthlyRequests: "calls, each 512 KB of payload one",
    monthlyMessages: "messages of a WebSocket API, each 32 KB one",
    connectionMinutes: "minutes of connections of a WebSocket API",
  },
  charges: (api) =>
    api.text("protocolType") === "HTTP"
      ? [used("requests", "api-gateway:http-request", api.use("monthlyRequests"))]
      : [
          used("messages", "api-gateway:websocket-message", api.use("monthlyMessages")),
          used("connections", "api-gateway:websocket-minute", api.use("connectionMinutes")),
        ],
};

/** Groups of countries that CloudFront has prices for, as usage keys and as meters. */
const GEOGRAPHIES = {
  northAmerica: "north-america",
  europe: "europe",
  southAmerica: "south-america",
  japan: "japan",
  asiaPacific: "asia-pacific",
  australia: "australia",
  middleEastAfrica: "middle-east-africa",
  india: "india",
} as const;

export const distribution: Pricer = {
  type: "aws:cloudfront/distribution:Distribution",
  isGlobal: true,
  usage: {
    ...Object.fromEntries(Object.keys(GEOGRAPHIES).map((place) => [`${place}Gb`, `GB sent to clients there`])),
    ...Object.fromEntries(
      Object.keys(GEOGRAPHIES).map((place) => [`${place}HttpsRequests`, `HTTPS requests from there`]),
    ),
    invalidationPaths: "paths invalidated; the first thousand of a month are free",
  },
  charges: (distribution) => [
    ...Object.entries(GEOGRAPHIES).flatMap(([place, meter]) => {
      const [gb, requests] = [distribution.use(`${place}Gb`), distribution.use(`${place}HttpsRequests`)];
      return [
        ...(gb === undefined ? [] : [used(`data sent, ${meter}`, `cloudfront:${meter}-gb`, gb)]),
        ...(requests === undefined
          ? []
          : [used(`HTTPS requests, ${meter}`, `cloudfront:${meter}-https-request`, requests)]),
      ];
    }),
    used("invalidated paths", "cloudfront:invalidation-path", distribution.use("invalidationPaths")),
  ],
};

export const athenaWorkgroup: Pricer = {
  type: "aws:athena/workgroup:Workgroup",
  usage: { scannedTb: "TB that queries read" },
  charges: (workgroup) => [used("data read", "athena:scanned-tb", workgroup.use("scannedTb"))],
};
