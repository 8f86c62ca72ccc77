import type { Properties, PropertyValue } from "../../plan";
import { known, stableHex, type AwsSubject } from "./subject";

/** Computed outputs with a shape of their own, for the types whose consumers read them. */
export const AWS_SHAPES: Readonly<Record<string, (subject: AwsSubject) => Properties>> = {
  "aws:amp/workspace:Workspace": workspace,
  "aws:kms/key:Key": ({ id }) => known({ keyId: id }),
  "aws:sqs/queue:Queue": ({ id }) => known({ url: id }),
  "aws:acm/certificate:Certificate": certificate,
  "aws:apigateway/domainName:DomainName": regionalDomain,
  "aws:apigateway/restApi:RestApi": restApi,
  "aws:wafv2/webAcl:WebAcl": webAcl,
  "aws:appconfig/configurationProfile:ConfigurationProfile": ({ urn }) => ({
    configurationProfileId: stableHex(urn, 7),
  }),
  "aws:appconfig/environment:Environment": ({ urn }) => ({ environmentId: stableHex(urn, 7) }),
  "aws:appconfig/hostedConfigurationVersion:HostedConfigurationVersion": () => ({ versionNumber: 1 }),
  "aws:batch/jobDefinition:JobDefinition": jobDefinition,
  "aws:cloudwatch/dashboard:Dashboard": ({ arn }) => known({ dashboardArn: arn }),
  "aws:dynamodb/table:Table": table,
  "aws:route53/zone:Zone": ({ urn, id }) => ({
    ...known({ zoneId: id }),
    nameServers: [1, 2, 3, 4].map((n) => `ns-${n}.${stableHex(urn, 6)}.awsdns.example`),
  }),
  "aws:ecr/repository:Repository": repository,
  "aws:eks/cluster:Cluster": cluster,
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": ({ id }) => known({ associationId: id }),
  "aws:ec2/eip:Eip": ({ id }) => known({ allocationId: id }),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ({ urn, inputs }) =>
    inputs["vpcEndpointType"] === "Gateway" ? { prefixListId: `pl-${stableHex(urn, 17, "prefixList")}` } : {},
  "aws:ec2/vpnConnection:VpnConnection": vpnConnection,
  "aws:directconnect/gatewayAssociation:GatewayAssociation": transitAttachment,
  "aws:dms/endpoint:Endpoint": ({ arn }) => known({ endpointArn: arn }),
  "aws:dms/replicationInstance:ReplicationInstance": ({ arn }) => known({ replicationInstanceArn: arn }),
  "aws:dms/replicationTask:ReplicationTask": ({ arn }) => known({ replicationTaskArn: arn }),
  "aws:mskconnect/customPlugin:CustomPlugin": () => ({ latestRevision: 1 }),
  "aws:mskconnect/workerConfiguration:WorkerConfiguration": () => ({ latestRevision: 1 }),
  "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 1, defaultVersion: 1 }),
  "aws:lambda/function:Function": lambdaFunction,
  "aws:iam/role:Role": ({ urn }) => ({ uniqueId: `AROA${stableHex(urn, 17).toUpperCase()}` }),
  "aws:msk/cluster:Cluster": (subject) => known({ bootstrapBrokersSaslIam: brokers(subject) }),
  "aws:msk/serverlessCluster:ServerlessCluster": (subject) =>
    known({ bootstrapBrokersSaslIam: serverlessBroker(subject) }),
  "aws:synthetics/canary:Canary": canary,
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": () => ({ name: "default" }),
  "aws:ec2/vpc:Vpc": ({ urn }) => ({
    defaultSecurityGroupId: `sg-${stableHex(urn, 17, "defaultSecurityGroup")}`,
    defaultRouteTableId: `rtb-${stableHex(urn, 17, "defaultRouteTable")}`,
    mainRouteTableId: `rtb-${stableHex(urn, 17, "defaultRouteTable")}`,
    defaultNetworkAclId: `acl-${stableHex(urn, 17, "defaultNetworkAcl")}`,
  }),
};

/** Version that Lambda gives a function that is published for the first time. */
const FIRST_VERSION = "1";

function lambdaFunction({ arn, inputs }: AwsSubject): Properties {
  const version = inputs["publish"] === true ? FIRST_VERSION : "$LATEST";
  return { version, ...known({ qualifiedArn: arn === undefined ? undefined : `${arn}:${version}` }) };
}

/** The ARN of a definition ends in its revision, which is the first one. */
function jobDefinition({ arn }: AwsSubject): Properties {
  return { revision: 1, ...known({ arnPrefix: arn?.slice(0, arn.lastIndexOf(":")) }) };
}

function transitAttachment({ urn }: AwsSubject): Properties {
  return { transitGatewayAttachmentId: `tgw-attach-${stableHex(urn, 17, "transitGatewayAttachment")}` };
}

function vpnConnection(subject: AwsSubject): Properties {
  const { partition, region, account, id } = subject;
  const isKnown = region !== undefined && account !== undefined && id !== undefined;
  return {
    ...transitAttachment(subject),
    ...(isKnown && { presharedKeyArn: `arn:${partition}:secretsmanager:${region}:${account}:secret:s2svpn!${id}` }),
  };
}

function workspace({ id, region, domain }: AwsSubject): Properties {
  return id === undefined || region === undefined
    ? {}
    : { prometheusEndpoint: `https://aps-workspaces.${region}.${domain}/workspaces/${id}/` };
}

/** The function that Synthetics makes for a canary, in the version that it runs. */
function canary({ urn, partition, region, account, physicalName }: AwsSubject): Properties {
  return region === undefined || physicalName === undefined
    ? {}
    : {
        engineArn: `arn:${partition}:lambda:${region}:${account}:function:cwsyn-${physicalName}-${stableHex(urn, 12)}:1`,
      };
}

const STREAM_LABEL = "applied";

function table({ arn, region, inputs }: AwsSubject): Properties {
  return arn === undefined || region === undefined ? {} : streamsAndReplicas(arn, region, inputs);
}

function streamsAndReplicas(arn: string, region: string, inputs: Properties): Properties {
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

/** Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html (read 2026-11-27). */
function repository({ region, account, domain, physicalName }: AwsSubject): Properties {
  return region === undefined || physicalName === undefined
    ? {}
    : { registryId: account, repositoryUrl: `${account}.dkr.ecr.${region}.${domain}/${physicalName}` };
}

/** The record by which ACM proves a domain: one for the domain and for the wildcard below it. */
function certificate({ urn, inputs }: AwsSubject): Properties {
  const { domainName, subjectAlternativeNames: others } = inputs;
  const domains = [domainName, ...(Array.isArray(others) ? others : [])].filter((each) => typeof each === "string");
  return {
    domainValidationOptions: [...new Set(domains)].map((domain) => {
      const proven = domain.replace(/^\*\./, "");
      return {
        domainName: domain,
        resourceRecordName: `_${stableHex(urn, 32, proven)}.${proven}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `_${stableHex(urn, 32, `${proven} value`)}.acm-validations.aws.`,
      };
    }),
  };
}

/** Source: AWS service authorization reference, "Resource types defined by Amazon API Gateway" (read 2026-11-26). */
function restApi({ partition, region, account, id }: AwsSubject): Properties {
  const isKnown = region !== undefined && id !== undefined;
  return isKnown ? { executionArn: `arn:${partition}:execute-api:${region}:${account}:${id}` } : {};
}

/** Where the record of a regional domain of API Gateway leads to. */
function regionalDomain({ urn, region, domain }: AwsSubject): Properties {
  const name = `d-${stableHex(urn, 10, "regional")}`;
  return region === undefined ? {} : { regionalDomainName: `${name}.execute-api.${region}.${domain}` };
}

/** Source: AWS service authorization reference, "Resource types defined by AWS WAF V2" (read 2026-11-26). */
function webAcl({ partition, region, account, physicalName, id, inputs }: AwsSubject): Properties {
  const isGlobal = inputs["scope"] === "CLOUDFRONT";
  const where = isGlobal ? "us-east-1" : region;
  if (where === undefined || physicalName === undefined || id === undefined) {
    return {};
  }
  const path = `${isGlobal ? "global" : "regional"}/webacl/${physicalName}/${id}`;
  return { arn: `arn:${partition}:wafv2:${where}:${account}:${path}` };
}

/** Port on which MSK's brokers let clients in by IAM. */
const IAM_PORT = 9098;

/** How many brokers MSK names to a client that looks for the cluster. */
const NAMED_BROKERS = 3;

/** Where clients of an MSK cluster begin, for those that are let in by IAM. */
function brokers({ urn, region, domain, physicalName, inputs }: AwsSubject): string | undefined {
  const { clientAuthentication, numberOfBrokerNodes: count } = inputs;
  if (
    region === undefined ||
    physicalName === undefined ||
    typeof count !== "number" ||
    !hasIam(clientAuthentication)
  ) {
    return undefined;
  }
  const host = `${physicalName}.${stableHex(urn, 6, "brokers")}.c1.kafka.${region}.${domain}:${IAM_PORT}`;
  return Array.from({ length: Math.min(count, NAMED_BROKERS) }, (_, index) => `b-${index + 1}.${host}`).join(",");
}

function hasIam(authentication: PropertyValue | undefined): boolean {
  const { sasl } = authentication !== undefined && isObject(authentication) ? authentication : {};
  return sasl !== undefined && isObject(sasl) && sasl["iam"] === true;
}

function serverlessBroker({ urn, region, domain }: AwsSubject): string | undefined {
  const name = `boot-${stableHex(urn, 8, "brokers")}`;
  return region === undefined ? undefined : `${name}.c1.kafka-serverless.${region}.${domain}:${IAM_PORT}`;
}

function cluster({ urn, region, domain, inputs }: AwsSubject): Properties {
  const id = stableHex(urn, 32).toUpperCase();
  const given = inputs["vpcConfig"] ?? {};
  const vpcConfig = isObject(given) ? given : {};
  const hosts = region !== undefined && {
    endpoint: `https://${id}.gr7.${region}.eks.${domain}`,
    identities: [{ oidcs: [{ issuer: `https://oidc.eks.${region}.${domain}/id/${id}` }] }],
  };
  return {
    ...hosts,
    certificateAuthority: { data: Buffer.from(`certificate of ${urn}`).toString("base64") },
    vpcConfig: { ...vpcConfig, clusterSecurityGroupId: `sg-${stableHex(urn, 17, "cluster")}` },
  };
}
