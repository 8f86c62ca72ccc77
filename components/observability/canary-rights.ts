import { SERVICE_DOMAINS } from "../keys/key-services";
import { awsPartitionOf } from "../../facts/regions";
import { serviceTrust } from "../core/trust";

/** What the rights of canaries are made from; `Text` is how ARNs are held. */
export interface CanaryRightsFacts<Text> {
  /** ARN of the bucket of the reports. */
  readonly bucketArn: Text;
  /** Prefix of the reports' names, as an ARN of objects. */
  readonly reportsArn: Text;
  /** ARN of the customer key of the reports. */
  readonly keyArn: Text;
  /** Log groups of the canaries, as an ARN. */
  readonly logGroupsArn: string;
  /** Region of the canaries. */
  readonly region: string;
}

/** Who may take the role: Lambda, which runs canaries for Synthetics. */
export const CANARY_TRUST = serviceTrust("lambda.amazonaws.com");

/**
 * The rights of canaries: to leave reports, to write logs and metrics, to trace. They cannot create a log group, as that
 * would have neither a retention nor a key.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html
 * (read 2026-11-26).
 */
export function canaryRights<Text>(facts: CanaryRightsFacts<Text>): object {
  const { bucketArn, reportsArn, keyArn, logGroupsArn, region } = facts;
  const domains = SERVICE_DOMAINS[awsPartitionOf(region) ?? "aws"];
  const allow = { Effect: "Allow" } as const;
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "LeaveReports", ...allow, Action: ["s3:GetObject", "s3:PutObject"], Resource: reportsArn },
      { Sid: "FindBucket", ...allow, Action: "s3:GetBucketLocation", Resource: bucketArn },
      {
        Sid: "EncryptReports",
        ...allow,
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: keyArn,
        Condition: { StringEquals: { "kms:ViaService": domains.map((domain) => `s3.${region}.${domain}`) } },
      },
      {
        Sid: "WriteLogs",
        ...allow,
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${logGroupsArn}:*`,
      },
      { Sid: "Trace", ...allow, Action: ["s3:ListAllMyBuckets", "xray:PutTraceSegments"], Resource: "*" },
      {
        Sid: "WriteMetrics",
        ...allow,
        Action: "cloudwatch:PutMetricData",
        Resource: "*",
        Condition: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
      },
    ],
  };
}
