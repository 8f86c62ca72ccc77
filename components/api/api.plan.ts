import { createHash } from "node:crypto";
import { toDays } from "../core/units";
import { planAlarms, type ApiAlarm, type PlannedApiAlarm } from "./alarms";
import { API_DEFAULTS, type ApiPlanArgs, type Door } from "./api.args";
import { gatewayDocument } from "./api-body";
import type { CacheSizeGb } from "./api-limits";
import { planSettings, type PlannedMethodSettings } from "./method-settings";

/** A door, with every choice made. */
export interface PlannedDoor {
  /**
   * Size of its cache.
   *
   * @default - it has none
   */
  readonly cacheSizeGb?: CacheSizeGb;
  /** Settings of its methods: `all`, and `method-<operation id>` for those that have their own. */
  readonly settings: Readonly<Record<string, PlannedMethodSettings>>;
}

/** An API, with every choice made. */
export interface ApiPlan {
  readonly apiName: string;
  /** The document that API Gateway imports. */
  readonly body: string;
  /** Hash of the document: another one, another deployment. */
  readonly bodyHash: string;
  readonly doors: Readonly<Record<Door, PlannedDoor>>;
  readonly logGroupName: string;
  readonly logRetentionDays: number;
  readonly alarms: Readonly<Record<ApiAlarm, PlannedApiAlarm>>;
}

/** Turns checked arguments into a plan. */
export function planApi(args: ApiPlanArgs): ApiPlan {
  const body = JSON.stringify(gatewayDocument(args));
  const isCached = Object.values(args.routes).some(({ cacheTtl }) => cacheTtl !== undefined);
  const cache = isCached ? { cacheSizeGb: args.cacheSizeGb ?? API_DEFAULTS.cacheSizeGb } : {};
  return {
    apiName: args.apiName,
    body,
    bodyHash: createHash("sha256").update(body).digest("hex"),
    doors: {
      edge: { ...cache, settings: planSettings(args, "edge") },
      partner: { settings: planSettings(args, "partner") },
    },
    logGroupName: `api-access-${args.apiName}`,
    logRetentionDays: toDays(args.logRetention ?? API_DEFAULTS.logRetention),
    alarms: planAlarms(args),
  };
}
