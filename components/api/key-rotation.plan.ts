import { awsPartitionOf } from "../../facts/regions";
import { describeAlarm } from "../core/runbooks";
import { toSeconds } from "../core/units";
import type { HandlerRight } from "../handler/handler.plan";
import { ROTATION_DEFAULTS, type KeyRotationSettings } from "./api.args";
import { ROTATION_METRICS } from "./key-rotation/metrics";
import type { PartnerRotation } from "./key-rotation/settings";

/** What decides how an API's keys are rotated. */
export interface KeyRotationPlanArgs {
  /** Name of the API, which the names of keys and secrets begin with. */
  readonly apiName: string;
  /** Account of the API. */
  readonly accountId: string;
  /** Region of the API. */
  readonly region: string;
  /** Partners whose keys are rotated, by name. */
  readonly partners: Readonly<Record<string, KeyRotationSettings>>;
  /** Physical name of the function. */
  readonly handlerName: string;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** Alarms of rotations; each has a runbook, `partner-keys-<role>`. */
export const ROTATION_ALARMS = ["overdue", "still-used"] as const;

/** One of {@link ROTATION_ALARMS}. */
export type RotationAlarm = (typeof ROTATION_ALARMS)[number];

/** One alarm, with every choice made. */
export interface PlannedRotationAlarm {
  readonly metricName: string;
  readonly description: string;
  /** Days in a row that are bad before it rings. */
  readonly days: number;
  readonly treatMissingData: "breaching" | "notBreaching";
}

/** The rotation of one partner, with every choice made. */
export interface PlannedPartnerRotation extends Pick<PartnerRotation, "periodSeconds" | "overlapSeconds"> {
  /** Name of the secret that the partner fetches its key from. */
  readonly secretName: string;
  /** ARNs of the roles that may fetch it. */
  readonly readerArns: readonly string[];
}

/** Rotations as plain data. */
export interface KeyRotationPlan {
  readonly partners: Readonly<Record<string, PlannedPartnerRotation>>;
  readonly alarms: Readonly<Record<RotationAlarm, PlannedRotationAlarm>>;
}

/** How often the function looks for what is due. */
export const ROTATION_SCHEDULE = "rate(1 day)";

/** How many calls work at a time: what two of them drew would be one key too many. */
export const ROTATION_CONCURRENCY = 1;

/** Turns checked arguments into a plan. */
export function planKeyRotation(args: KeyRotationPlanArgs): KeyRotationPlan {
  const { apiName, runbooksUrl } = args;
  const describe = (alarm: RotationAlarm, what: string): string =>
    describeAlarm({ subject: apiName, what, runbook: `partner-keys-${alarm}`, runbooksUrl });
  return {
    partners: Object.fromEntries(
      Object.entries(args.partners).map(([name, settings]) => [name, planPartner(name, settings, args)]),
    ),
    alarms: {
      overdue: {
        metricName: ROTATION_METRICS.overdue,
        description: describe("overdue", "a partner's key is two days older than it may become, or nobody has looked"),
        days: 2,
        treatMissingData: "breaching",
      },
      "still-used": {
        metricName: ROTATION_METRICS.stillUsed,
        description: describe("still-used", "a partner still sends a key that is deleted when the overlap ends"),
        days: 1,
        treatMissingData: "notBreaching",
      },
    },
  };
}

function planPartner(
  name: string,
  { period, overlap, readerRoles = [] }: KeyRotationSettings,
  { apiName, accountId, region }: KeyRotationPlanArgs,
): PlannedPartnerRotation {
  const prefix = `arn:${awsPartitionOf(region) ?? "aws"}:iam::${accountId}:role/`;
  return {
    secretName: `${apiName}/partners/${name}`,
    readerArns: readerRoles.map((role) => `${prefix}${role}`),
    periodSeconds: toSeconds(period ?? ROTATION_DEFAULTS.period),
    overlapSeconds: toSeconds(overlap ?? ROTATION_DEFAULTS.overlap),
  };
}

/** What the function may do; `Text` is how ARNs and ids are held. */
export interface RotationReach<Text> {
  /** Usage plans of the partners. */
  readonly usagePlanIds: readonly Text[];
  /** Secrets of the partners. */
  readonly secretArns: readonly Text[];
  /** The customer key of the secrets. */
  readonly keyArn: Text;
}

/**
 * The rights of the function. A key has no id before it is made, and tags that IAM could ask for could be put on by whoever
 * may make a tagged key: the rights on keys are on all of the region, those on plans and secrets on the partners' alone.
 *
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html and
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-iam-policy.html (read 2026-11-27).
 */
export function rotationRights<Text>(
  region: string,
  { usagePlanIds, secretArns, keyArn }: RotationReach<Text>,
  planArn: (prefix: string, id: Text, part: string) => Text,
): Readonly<Record<string, HandlerRight<Text | string>>> {
  const gateway = `arn:${awsPartitionOf(region) ?? "aws"}:apigateway:${region}::`;
  const plans = (part: string): readonly Text[] =>
    usagePlanIds.map((id) => planArn(`${gateway}/usageplans/`, id, part));
  return {
    MakeKeys: { actions: ["apigateway:GET", "apigateway:POST"], resources: [`${gateway}/apikeys`] },
    EndKeys: { actions: ["apigateway:DELETE", "apigateway:PATCH"], resources: [`${gateway}/apikeys/*`] },
    AdmitKeys: { actions: ["apigateway:GET", "apigateway:POST"], resources: plans("/keys") },
    ReadUsage: { actions: ["apigateway:GET"], resources: plans("/usage") },
    StoreKeys: {
      actions: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      resources: [...secretArns],
    },
    EncryptKeys: {
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [keyArn],
      viaService: "secretsmanager",
    },
  };
}

/** Policy of a partner's secret: TLS alone, and the partner's roles read. */
export function partnerSecretPolicy(readerArns: readonly string[]): string {
  const tls = {
    Sid: "DenyWithoutTls",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "secretsmanager:*",
    Resource: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const read = {
    Sid: "PartnerFetchesKey",
    Effect: "Allow",
    Principal: { AWS: readerArns },
    Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
    Resource: "*",
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: readerArns.length === 0 ? [tls] : [tls, read] });
}
