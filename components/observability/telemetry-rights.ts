import { awsPartitionOf } from "../../facts/regions";
import { SERVICE_DOMAINS } from "../keys/key-services";

/** What the collector writes to; `Text` is how ARNs are held. */
export interface CollectorFacts<Text> {
  /** ARNs of the log groups of the cluster. */
  readonly logGroupArns: readonly Text[];
}

/**
 * The rights of the collector: to write into the log groups that are there, and to leave traces. It cannot create a log group, as
 * that would have neither a retention nor a key.
 *
 * Source: the AWS managed policies CloudWatchAgentServerPolicy and AWSXRayDaemonWriteAccess, less what this collector does not do,
 * as https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html lists them.
 */
export function collectorRights<Text>({ logGroupArns }: CollectorFacts<Text>): object {
  return policy([
    {
      Sid: "WriteLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: logGroupArns,
    },
    {
      Sid: "Trace",
      Effect: "Allow",
      Action: [
        "xray:GetSamplingRules",
        "xray:GetSamplingStatisticSummaries",
        "xray:GetSamplingTargets",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
      ],
      Resource: "*",
    },
  ]);
}

/** What the cluster's Prometheus hands its readings to; `Text` is how ARNs are held. */
export interface WriterFacts<Text> {
  /** ARN of the workspace. */
  readonly workspaceArn: Text;
  /** ARN of the customer key of the workspace. */
  readonly keyArn: Text;
  /** Region of the workspace. */
  readonly region: string;
}

/**
 * The rights of the cluster's Prometheus: to write into one workspace, for which the service uses its key by the writer's rights.
 *
 * Sources: https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-ingest-metrics-existing-Prometheus.html and
 * encryption-at-rest-Amazon-Service-Prometheus.html there.
 */
export function writerRights<Text>({ workspaceArn, keyArn, region }: WriterFacts<Text>): object {
  const domains = SERVICE_DOMAINS[awsPartitionOf(region) ?? "aws"];
  return policy([
    { Sid: "WriteMetrics", Effect: "Allow", Action: "aps:RemoteWrite", Resource: workspaceArn },
    {
      Sid: "EncryptMetrics",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: keyArn,
      Condition: { StringEquals: { "kms:ViaService": domains.map((domain) => `aps.${region}.${domain}`) } },
    },
  ]);
}

function policy(statements: readonly object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}
