import type { Properties } from "../../../../planner/plan";
import { aws, allows, bucket, type Leak, type Planted } from "./program";

const EU = "222222222222";
const US = "333333333333";
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** A policy for an account as the provider takes it too: an object. */
function policyFor(account: string): Properties {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: "sqs:ReceiveMessage", Resource: "*" }],
  };
}

/** A role that an account may take on, and its rights. */
function role(account: string, resource: string, action = "s3:GetObject"): Planted[] {
  const rights = JSON.stringify({ Statement: [{ Effect: "Allow", Action: [action], Resource: [resource] }] });
  return [
    aws("eu iam/role:Role reader", {
      name: "reader",
      assumeRolePolicy: allows({ AWS: `arn:aws:iam::${account}:root` }),
    }),
    aws("eu iam/rolePolicy:RolePolicy rights", { role: "reader", policy: rights }, { holds: null }),
  ];
}

/** A table of the catalogue of which each column states a class. */
function dataset(name: string, dataClass: string): Planted {
  return aws(
    `eu glue/catalogTable:CatalogTable ${name}`,
    {
      databaseName: "lake",
      name,
      parameters: { "data-class": dataClass },
      storageDescriptor: {
        location: `s3://lake/parquet/${name}/`,
        columns: [{ name: "sku", parameters: { "data-class": dataClass } }],
      },
    },
    { holds: null },
  );
}

/** A distribution of the Union's pages. */
function pages(
  behaviour: Planted["inputs"],
  more: Planted["inputs"] = {},
  holds: Planted["holds"] = "personal",
): Planted {
  return aws(
    "eu cloudfront/distribution:Distribution pages",
    {
      origins: [{ originId: "o", domainName: "api.execute-api.eu-central-1.amazonaws.com" }],
      defaultCacheBehavior: behaviour,
      ...more,
    },
    { holds: holds ?? null },
  );
}

/** Shares, trust, networks, edges and state. */
export const LEAKS_OF_ACCESS: readonly Leak[] = [
  {
    title: "another partition may take on a role that reads personal files",
    leak: [
      bucket("eu", "lake"),
      dataset("stock", "internal"),
      dataset("orders", "personal"),
      ...role(US, "arn:aws:s3:::lake/parquet/orders/*"),
    ],
    twin: [
      bucket("eu", "lake"),
      dataset("stock", "internal"),
      dataset("orders", "personal"),
      ...role(US, "arn:aws:s3:::lake/parquet/stock/*"),
    ],
    at: "reader assumeRolePolicy",
  },
  {
    title: "another partition may take on a role that reads the whole bucket of the lake",
    leak: [bucket("eu", "lake"), dataset("stock", "internal"), ...role(US, "arn:aws:s3:::lake/*")],
    twin: [bucket("eu", "lake"), dataset("stock", "internal"), ...role(EU, "arn:aws:s3:::lake/*")],
    at: "reader assumeRolePolicy",
  },
  {
    title: "another partition may take on a role that reads by whatever action there is",
    leak: [bucket("eu", "lake"), dataset("stock", "internal"), ...role(US, "*", "*")],
    twin: [
      bucket("eu", "lake"),
      dataset("stock", "internal"),
      ...role(US, `arn:aws:athena:eu-central-1:${EU}:workgroup/w`, "athena:StartQueryExecution"),
    ],
    at: "reader assumeRolePolicy",
  },
  {
    title: "another partition may take on a role that also has a policy of AWS",
    leak: [
      ...role(US, `arn:aws:athena:eu-central-1:${EU}:workgroup/w`, "athena:StartQueryExecution"),
      aws(
        "eu iam/rolePolicyAttachment:RolePolicyAttachment a",
        { role: "reader", policyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" },
        { holds: null },
      ),
    ],
    twin: [
      ...role(EU, `arn:aws:athena:eu-central-1:${EU}:workgroup/w`, "athena:StartQueryExecution"),
      aws(
        "eu iam/rolePolicyAttachment:RolePolicyAttachment a",
        { role: "reader", policyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" },
        { holds: null },
      ),
    ],
    at: "reader assumeRolePolicy",
  },
  {
    title: "an account outside the fleet may take on a role that reads next to nothing",
    leak: role("404040404040", `arn:aws:athena:eu-central-1:${EU}:workgroup/w`, "athena:StartQueryExecution"),
    twin: role(EU, `arn:aws:athena:eu-central-1:${EU}:workgroup/w`, "athena:StartQueryExecution"),
    at: "reader assumeRolePolicy",
  },
  {
    title: "a table's own policy lets a stranger read",
    leak: [
      aws(
        "eu dynamodb/resourcePolicy:ResourcePolicy p",
        { resourceArn: `arn:aws:dynamodb:eu-central-1:${EU}:table/t`, policy: allows({ AWS: ["404040404040"] }) },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu dynamodb/resourcePolicy:ResourcePolicy p",
        { resourceArn: `arn:aws:dynamodb:eu-central-1:${EU}:table/t`, policy: allows({ AWS: [EU] }) },
        { holds: null },
      ),
    ],
    at: "p policy",
  },
  {
    title: "a queue lets everybody in but those it names",
    leak: [
      aws(
        "eu sqs/queuePolicy:QueuePolicy p",
        {
          queueUrl: "q",
          policy:
            '{"Statement":[{"Effect":"Allow","NotPrincipal":{"AWS":"404040404040"},"Action":"sqs:*","Resource":"*"}]}',
        },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu sqs/queuePolicy:QueuePolicy p",
        { queueUrl: "q", policy: allows({ Service: "events.amazonaws.com" }) },
        { holds: null },
      ),
    ],
    at: "p policy",
  },
  {
    title: "a topic lets everybody in from an account of another partition",
    leak: [
      aws(
        "eu sns/topicPolicy:TopicPolicy p",
        { arn: `arn:aws:sns:eu-central-1:${EU}:t`, policy: allows("*", { StringEquals: { "aws:SourceAccount": US } }) },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu sns/topicPolicy:TopicPolicy p",
        { arn: `arn:aws:sns:eu-central-1:${EU}:t`, policy: allows("*", { StringEquals: { "aws:SourceAccount": EU } }) },
        { holds: null },
      ),
    ],
    at: "p policy",
  },
  {
    title: "a queue's policy, written as an object and not as its JSON, lets another account in",
    leak: [aws("eu sqs/queuePolicy:QueuePolicy p", { queueUrl: "q", policy: policyFor(US) }, { holds: null })],
    twin: [aws("eu sqs/queuePolicy:QueuePolicy p", { queueUrl: "q", policy: policyFor(EU) }, { holds: null })],
    at: "p policy",
  },
  {
    title: "a secret's policy cannot be read",
    leak: [
      aws(
        "eu secretsmanager/secretPolicy:SecretPolicy p",
        { secretArn: "s", policy: '{"Statement": [' },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu secretsmanager/secretPolicy:SecretPolicy p",
        { secretArn: "s", policy: '{"Statement": []}' },
        { holds: null },
      ),
    ],
    at: "p policy",
  },
  {
    title: "anybody may read what a bucket's list of access says",
    leak: [bucket("eu", "b"), aws("eu s3/bucketAcl:BucketAcl a", { bucket: "b", acl: "public-read" }, { holds: null })],
    twin: [bucket("eu", "b"), aws("eu s3/bucketAcl:BucketAcl a", { bucket: "b", acl: "private" }, { holds: null })],
    at: "a acl",
  },
  {
    title: "a function may be invoked by an account of another partition",
    leak: [
      aws(
        "eu lambda/permission:Permission p",
        { function: "f", action: "lambda:InvokeFunction", principal: US },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu lambda/permission:Permission p",
        { function: "f", action: "lambda:InvokeFunction", principal: "s3.amazonaws.com" },
        { holds: null },
      ),
    ],
    at: "p principal",
  },
  {
    title: "tables of the lake are granted to an account of another partition",
    leak: [
      aws(
        "eu lakeformation/permissions:Permissions p",
        { principal: US, permissions: ["SELECT"], table: { databaseName: "lake", name: "orders" } },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu lakeformation/permissions:Permissions p",
        {
          principal: `arn:aws:iam::${EU}:role/analyst`,
          permissions: ["SELECT"],
          table: { databaseName: "lake", name: "orders" },
        },
        { holds: null },
      ),
    ],
    at: "p principal",
  },
  {
    title: "subnets are shared with the whole of an organisation",
    leak: [
      aws(
        "eu ram/principalAssociation:PrincipalAssociation p",
        {
          principal: "arn:aws:organizations::111111111111:organization/o-1",
          resourceShareArn: `arn:aws:ram:eu-central-1:${EU}:resource-share/s`,
        },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu ram/principalAssociation:PrincipalAssociation p",
        { principal: EU, resourceShareArn: `arn:aws:ram:eu-central-1:${EU}:resource-share/s` },
        { holds: null },
      ),
    ],
    at: "p principal",
  },
  {
    title: "an access point is made on the bucket of another account",
    leak: [
      bucket("eu", "b"),
      aws(
        "eu s3/accessPoint:AccessPoint a",
        { bucket: "b", bucketAccountId: "404040404040", name: "a" },
        { holds: null },
      ),
    ],
    twin: [
      bucket("eu", "b"),
      aws("eu s3/accessPoint:AccessPoint a", { bucket: "b", bucketAccountId: EU, name: "a" }, { holds: null }),
    ],
    at: "a bucketAccountId",
  },
  {
    title: "transit gateways of two partitions are joined",
    leak: [
      aws("eu ec2transitgateway/peeringAttachment:PeeringAttachment a", {
        transitGatewayId: "tgw-eu",
        peerTransitGatewayId: "tgw-us",
        peerRegion: "us-east-1",
        peerAccountId: US,
      }),
    ],
    twin: [
      aws("eu ec2transitgateway/transitGateway:TransitGateway tgw-west", {}, { region: "eu-west-1" }),
      aws("eu ec2transitgateway/peeringAttachment:PeeringAttachment a", {
        transitGatewayId: "tgw-eu",
        peerTransitGatewayId: "tgw-west",
        peerRegion: "eu-west-1",
        peerAccountId: EU,
      }),
    ],
    at: "a peerRegion",
  },
  {
    title: "a network is joined with one that no plan has",
    leak: [aws("eu ec2/vpcPeeringConnection:VpcPeeringConnection p", { vpcId: "vpc-1", peerVpcId: "vpc-9" })],
    twin: [
      aws("eu ec2/vpc:Vpc vpc-9", { cidrBlock: "10.1.0.0/16" }),
      aws("eu ec2/vpcPeeringConnection:VpcPeeringConnection p", { vpcId: "vpc-1", peerVpcId: "vpc-9" }),
    ],
    at: "p peerVpcId",
  },
  {
    title: "a tunnel leads to a device that is nobody's",
    leak: [
      aws("eu ec2/customerGateway:CustomerGateway g", {
        bgpAsn: "65010",
        ipAddress: "198.51.100.7",
        type: "ipsec.1",
      }),
    ],
    twin: [
      aws("eu ec2/customerGateway:CustomerGateway g", {
        bgpAsn: "65010",
        ipAddress: "203.0.113.10",
        type: "ipsec.1",
      }),
    ],
    premises: { eu: ["203.0.113.10"] },
    at: "g ipAddress",
  },
  {
    title: "a private link leads to a service of somebody else",
    leak: [
      aws("eu ec2/vpcEndpoint:VpcEndpoint e", {
        vpcId: "vpc-1",
        serviceName: "com.amazonaws.vpce.eu-central-1.vpce-svc-0123456789abcdef0",
        vpcEndpointType: "Interface",
      }),
    ],
    twin: [
      aws("eu ec2/vpcEndpoint:VpcEndpoint e", {
        vpcId: "vpc-1",
        serviceName: "com.amazonaws.eu-central-1.sqs",
        vpcEndpointType: "Interface",
      }),
    ],
    at: "e serviceName",
  },
  {
    title: "a private link leads to a service in another region",
    leak: [
      aws("eu ec2/vpcEndpoint:VpcEndpoint e", {
        vpcId: "vpc-1",
        serviceName: "com.amazonaws.us-east-1.sqs",
        serviceRegion: "us-east-1",
        vpcEndpointType: "Interface",
      }),
    ],
    twin: [
      aws("eu ec2/vpcEndpoint:VpcEndpoint e", {
        vpcId: "vpc-1",
        serviceName: "com.amazonaws.eu-west-1.sqs",
        serviceRegion: "eu-west-1",
        vpcEndpointType: "Interface",
      }),
    ],
    at: "e serviceRegion",
  },
  {
    title: "pages of persons are kept at every edge",
    leak: [pages({ cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" })],
    twin: [pages({ cachePolicyId: CACHING_DISABLED })],
    at: "pages defaultCacheBehavior",
  },
  {
    title: "one class of pages of persons is kept at every edge",
    leak: [pages({ cachePolicyId: CACHING_DISABLED }, { orderedCacheBehaviors: [{ pathPattern: "/me", maxTtl: 60 }] })],
    twin: [pages({ cachePolicyId: CACHING_DISABLED }, { orderedCacheBehaviors: [{ pathPattern: "/me", maxTtl: 0 }] })],
    at: "pages orderedCacheBehaviors[0]",
  },
  {
    title: "pages of persons are kept at edges for more than the own markets",
    leak: [
      pages(
        { maxTtl: 60 },
        { restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["DE", "US"] } } },
      ),
    ],
    twin: [
      pages({ maxTtl: 60 }, { restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["DE"] } } }),
    ],
    at: "pages defaultCacheBehavior",
  },
  {
    title: "personal pages are called public, and their logs with the buyers' addresses lie abroad",
    leak: [
      bucket("us", "edge-logs"),
      pages({ maxTtl: 60 }, { loggingConfig: { bucket: "edge-logs.s3.amazonaws.com" } }),
    ],
    twin: [bucket("us", "edge-logs"), pages({ maxTtl: 60 }, {}, "public")],
    at: "pages loggingConfig.bucket",
  },
  {
    title: "a distribution of no partition takes its pages from personal files of the Union",
    leak: [
      bucket("eu", "site", { outputs: { bucketRegionalDomainName: "site.s3.eu-central-1.amazonaws.com" } }),
      aws(
        "global cloudfront/distribution:Distribution d",
        { origins: [{ originId: "s", domainName: "site.s3.eu-central-1.amazonaws.com" }] },
        { holds: "public" },
      ),
    ],
    twin: [
      bucket("eu", "site", {
        holds: "public",
        outputs: { bucketRegionalDomainName: "site.s3.eu-central-1.amazonaws.com" },
      }),
      aws(
        "global cloudfront/distribution:Distribution d",
        { origins: [{ originId: "s", domainName: "site.s3.eu-central-1.amazonaws.com" }] },
        { holds: "public" },
      ),
    ],
    at: "d origins[0].domainName",
  },
  {
    title: "a program writes records of persons into a state that lies abroad",
    leak: [
      aws("eu dynamodb/table:Table t", { name: "t", hashKey: "id" }),
      aws(
        "eu dynamodb/tableItem:TableItem i",
        { tableName: "t", hashKey: "id", item: '{"id":{"S":"1"}}' },
        { holds: null },
      ),
    ],
    twin: [
      aws("eu dynamodb/table:Table t", { name: "t", hashKey: "id" }, { holds: "internal" }),
      aws(
        "eu dynamodb/tableItem:TableItem i",
        { tableName: "t", hashKey: "id", item: '{"id":{"S":"1"}}' },
        { holds: null },
      ),
    ],
    backend: "s3://state?region=us-east-1",
    at: "shop-shop-eu state.backend",
  },
  {
    title: "a key lets everybody in who comes by a service",
    leak: [
      aws("eu kms/key:Key k", {
        policy: allows("*", { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } }),
      }),
    ],
    twin: [
      aws("eu kms/key:Key k", {
        policy: allows("*", {
          StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com", "kms:CallerAccount": EU },
        }),
      }),
    ],
    at: "k policy",
  },
  {
    title: "a queue takes and gives for a role of that name in any account",
    leak: [
      aws(
        "eu sqs/queuePolicy:QueuePolicy p",
        { queueUrl: "q", policy: allows("*", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/reader" } }) },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu sqs/queuePolicy:QueuePolicy p",
        { queueUrl: "q", policy: allows("*", { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${EU}:role/reader` } }) },
        { holds: null },
      ),
    ],
    at: "p policy",
  },
  {
    title: "a topic lets a source of another partition in",
    leak: [
      aws(
        "eu sns/topicPolicy:TopicPolicy p",
        {
          arn: `arn:aws:sns:eu-central-1:${EU}:t`,
          policy: allows("*", { ArnEquals: { "aws:SourceArn": `arn:aws:events:us-east-1:${US}:rule/r` } }),
        },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu sns/topicPolicy:TopicPolicy p",
        {
          arn: `arn:aws:sns:eu-central-1:${EU}:t`,
          policy: allows("*", { ArnEquals: { "aws:SourceArn": `arn:aws:events:eu-west-1:${EU}:rule/r` } }),
        },
        { holds: null },
      ),
    ],
    at: "p policy",
  },
  {
    title: "a bucket lets in whoever has an id that tells no account",
    leak: [
      bucket("eu", "b"),
      aws(
        "eu s3/bucketPolicy:BucketPolicy p",
        {
          bucket: "b",
          policy: allows({ CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }),
        },
        { holds: null },
      ),
    ],
    twin: [
      bucket("eu", "b"),
      aws(
        "eu s3/bucketPolicy:BucketPolicy p",
        { bucket: "b", policy: allows({ Service: "cloudfront.amazonaws.com" }) },
        { holds: null },
      ),
    ],
    at: "p policy",
  },
  {
    title: "a database of another provider stands in a stack of the Union",
    leak: [
      {
        in: "eu",
        type: "mongodbatlas:index/cluster:Cluster",
        name: "c",
        holds: null,
        inputs: { providerRegionName: "US_EAST_1" },
      },
    ],
    twin: [
      { in: "eu", type: "random:index/randomPassword:RandomPassword", name: "c", holds: null, inputs: { length: 32 } },
    ],
    at: "c type",
  },
];
