import type { Properties, PropertyValue } from "../../plan";
import { stableHex, stableUuid, type AwsSubject } from "./subject";

/** Computed outputs with a shape of their own, for the types whose consumers read them. */
export const AWS_SHAPES: Readonly<Record<string, (subject: AwsSubject) => Properties>> = {
  "aws:kms/key:Key": ({ urn }) => ({ keyId: stableUuid(urn) }),
  "aws:sqs/queue:Queue": (subject) => ({ url: queueUrl(subject) }),
  "aws:dynamodb/table:Table": table,
  "aws:route53/zone:Zone": ({ urn }) => ({
    zoneId: `Z${stableHex(urn, 20, "zone").toUpperCase()}`,
    nameServers: [1, 2, 3, 4].map((n) => `ns-${n}.${stableHex(urn, 6)}.awsdns.example`),
  }),
  "aws:eks/cluster:Cluster": cluster,
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": ({ id }) => ({ associationId: id }),
  "aws:ec2/eip:Eip": ({ id }) => ({ allocationId: id }),
  "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 1, defaultVersion: 1 }),
  "aws:iam/role:Role": ({ urn }) => ({ uniqueId: `AROA${stableHex(urn, 17).toUpperCase()}` }),
  "aws:ec2/vpc:Vpc": ({ urn }) => ({
    defaultSecurityGroupId: `sg-${stableHex(urn, 17, "defaultSecurityGroup")}`,
    defaultRouteTableId: `rtb-${stableHex(urn, 17, "defaultRouteTable")}`,
    mainRouteTableId: `rtb-${stableHex(urn, 17, "defaultRouteTable")}`,
    defaultNetworkAclId: `acl-${stableHex(urn, 17, "defaultNetworkAcl")}`,
  }),
};

const STREAM_LABEL = "applied";

function table({ arn, region = "", inputs }: AwsSubject): Properties {
  const hasStream = inputs["streamEnabled"] === true;
  const streamOf = (own: string): Properties =>
    hasStream ? { streamArn: `${own}/stream/${STREAM_LABEL}`, streamLabel: STREAM_LABEL } : {};
  const replicas = Array.isArray(inputs["replicas"]) ? inputs["replicas"].filter(isObject) : [];
  const answered = replicas.map((replica) => {
    const own = arn.replace(`:${region}:`, `:${String(replica["regionName"])}:`);
    return { ...replica, arn: own, ...streamOf(own) };
  });
  return { ...streamOf(arn), ...(answered.length > 0 && { replicas: answered }) };
}

function isObject(value: PropertyValue): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function queueUrl({ region, account, physicalName }: AwsSubject): string {
  return `https://sqs.${region ?? "unknown"}.amazonaws.com/${account}/${physicalName}`;
}

function cluster({ urn, region, inputs }: AwsSubject): Properties {
  const host = `${stableHex(urn, 32).toUpperCase()}.gr7.${region ?? "unknown"}.eks.amazonaws.com`;
  const given = inputs["vpcConfig"] ?? {};
  const vpcConfig = isObject(given) ? given : {};
  return {
    endpoint: `https://${host}`,
    certificateAuthority: { data: Buffer.from(`certificate of ${urn}`).toString("base64") },
    identities: [
      { oidcs: [{ issuer: `https://oidc.eks.${region ?? "unknown"}.amazonaws.com/id/${stableHex(urn, 32)}` }] },
    ],
    vpcConfig: { ...vpcConfig, clusterSecurityGroupId: `sg-${stableHex(urn, 17, "cluster")}` },
  };
}
