import { toSeconds } from "../core/units";
import { API_DEFAULTS, type ApiPlanArgs, type Door, type Throttle } from "./api.args";
import { routesOf, type Route } from "./routes";

/** Settings of one method of a stage, or of all that have none of their own. */
export interface PlannedMethodSettings {
  /** Path and method, as API Gateway names them. */
  readonly methodPath: string;
  readonly settings: {
    readonly metricsEnabled: boolean;
    /** Execution logs are off: they hold headers and bodies. */
    readonly loggingLevel: "OFF";
    readonly dataTraceEnabled: false;
    readonly throttlingRateLimit: number;
    readonly throttlingBurstLimit: number;
    readonly cachingEnabled: boolean;
    readonly cacheDataEncrypted: true;
    readonly cacheTtlInSeconds: number;
    readonly requireAuthorizationForCacheControl: true;
    readonly unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITHOUT_RESPONSE_HEADER";
  };
}

/** Settings of a door: `all` methods, without a cache, and under `method-<operation id>` those whose row says more. */
export function planSettings(args: ApiPlanArgs, door: Door): Readonly<Record<string, PlannedMethodSettings>> {
  const fallback = args.throttle ?? API_DEFAULTS.throttle;
  const own = routesOf(args).flatMap((route) => {
    const ttl = door === "edge" ? ttlSeconds(route) : 0;
    const { throttle } = route.treatment;
    const says = throttle !== undefined || ttl > 0;
    return says ? [[`method-${route.operationId}`, settingsOf(pathOf(route), throttle ?? fallback, ttl)] as const] : [];
  });
  return { all: settingsOf("*/*", fallback, 0), ...Object.fromEntries(own) };
}

function settingsOf(methodPath: string, throttle: Throttle, ttl: number): PlannedMethodSettings {
  return {
    methodPath,
    settings: {
      metricsEnabled: false,
      loggingLevel: "OFF",
      dataTraceEnabled: false,
      throttlingRateLimit: throttle.requestsPerSecond,
      throttlingBurstLimit: throttle.burst,
      cachingEnabled: ttl > 0,
      cacheDataEncrypted: true,
      cacheTtlInSeconds: ttl,
      requireAuthorizationForCacheControl: true,
      unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITHOUT_RESPONSE_HEADER",
    },
  };
}

/** Path and method as a key of a stage's settings: each slash of the path, the first one too, is written as `~1`. */
function pathOf({ path, method }: Route): string {
  return `${path.replaceAll("/", "~1")}/${method.toUpperCase()}`;
}

function ttlSeconds({ treatment }: Route): number {
  return treatment.cacheTtl === undefined ? 0 : toSeconds(treatment.cacheTtl);
}
