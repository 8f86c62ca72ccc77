import { awsTypeFacts } from "../../facts/aws-types";
import type { PlannedResource } from "../plan";

/** Outputs that name a resource where they are its own: where the provider gives them. */
const COMPUTED_NAMES = [
  "arn",
  "url",
  "keyId",
  "latestStreamArn",
  "streamArn",
  "globalReplicationGroupId",
  "invokeArn",
  "qualifiedArn",
  "endpoint",
  "dnsName",
  "bucketRegionalDomainName",
  "bucketDomainName",
  "domainName",
  "fqdn",
  "transitGatewayAttachmentId",
  "attachmentId",
  "associationDefaultRouteTableId",
] as const;

/** Inputs that give a resource its name, and the types they do that for; elsewhere they name another resource. */
const GIVEN_NAMES: readonly (readonly [input: string, types: RegExp])[] = [
  ["name", /./],
  ["identifier", /^aws:(rds|docdb|neptune)\/(instance|clusterInstance):/],
  ["bucket", /^aws:s3\/(bucket|bucketV2|directoryBucket):/],
  ["clusterIdentifier", /\/cluster:Cluster$/],
  ["globalClusterIdentifier", /\/globalCluster:GlobalCluster$/],
  ["replicationGroupId", /\/replicationGroup:ReplicationGroup$/],
];

/** Everything by which other resources name one. What it only refers to by the same text is no name of it. */
export function namesOf({ type, id, inputs, outputs }: PlannedResource): ReadonlySet<string> {
  const { computed, filled } = awsTypeFacts(type) ?? {};
  // Of three types the ARN may be given as well as computed; it is theirs all the same.
  const byProvider = [...(computed?.string ?? []), ...(filled?.string ?? []).filter((name) => name === "arn")];
  const given = GIVEN_NAMES.filter(([, types]) => types.test(type))
    .flatMap(([name]) => textOf(outputs[name]))
    .filter((name) => !name.startsWith("arn:"));
  const own = COMPUTED_NAMES.filter((name) => byProvider.includes(name)).flatMap((name) => textOf(outputs[name]));
  const isReference = Object.values(inputs).some((value) => value === id);
  return new Set([...given, ...own, ...(isReference ? [] : textOf(id))]);
}

function textOf(value: unknown): string[] {
  return typeof value === "string" && value !== "" ? [value] : [];
}
