import { allows, aws, bucket, type Leak, type Planted } from "../program";
import { EU, FAR, IN, IN_INDIA, lets, ORDERS, pair, PAYMENTS, policy, US } from "./pair";

const CATALOGUE = bucket("eu", "eu-catalogue", { holds: "internal" });
const READS_ORDERS = ["arn:aws:s3:::eu-orders/*", "arn:aws:s3:::eu-catalogue/*"] as const;
const ISSUER = "oidc.eks.us-east-1.amazonaws.com/id/ABC";
const HOST_KEYS = "xks.keys.example";

/** A role of a zone that somebody may take on, and what it may do. */
function role(what: string, trusts: Planted["inputs"], right: readonly [action: string, resource: string]): Planted[] {
  const [zone = "", name = ""] = what.split(" ");
  const [action, resource] = right;
  return [
    aws(
      `${zone} iam/role:Role ${name}`,
      { name, assumeRolePolicy: policy({ Effect: "Allow", Action: "sts:AssumeRole", ...trusts }) },
      { arn: `arn:aws:iam::${zone === "eu" ? EU : IN}:role/${name}` },
    ),
    aws(`${zone} iam/rolePolicy:RolePolicy ${name}-right`, {
      role: name,
      policy: policy({ Effect: "Allow", Action: action, Resource: resource }),
    }),
  ];
}

/** A role of no partition, and one of the Union that may take it on. */
const DOOR = "arn:aws:iam::111111111111:role/door";
function doorWith(action: string): Planted[] {
  const trust = policy(lets(EU, "sts:AssumeRole"));
  const right = { role: "door", policy: policy({ Effect: "Allow", Action: action, Resource: "arn:aws:s3:::files/*" }) };
  return [
    aws("global iam/role:Role door", { name: "door", assumeRolePolicy: trust }, { arn: DOOR }),
    aws("global iam/rolePolicy:RolePolicy door-right", right),
    ...role("eu taker", { Principal: { Service: "lambda.amazonaws.com" } }, ["sts:AssumeRole", DOOR]),
  ];
}

/** The script that a server starts with, as the provider takes it. */
function script(endpoint: string): Planted {
  const text = `#!/bin/sh\necho 'ENDPOINT=https://${endpoint}' > /etc/agent\n`;
  return aws("eu ec2/launchTemplate:LaunchTemplate t", { userData: Buffer.from(text).toString("base64") });
}

/** Who is let in, by what, and what programs are told. */
export const ACCESS: readonly Leak[] = [
  pair({
    title: "another partition may take on a role that reads a whole bucket of personal files",
    leak: [ORDERS, CATALOGUE, ...role("eu r", lets(US, "sts:AssumeRole"), ["s3:GetObject", READS_ORDERS[0]])],
    swaps: [READS_ORDERS],
    at: "r assumeRolePolicy",
  }),
  pair({
    title: "another partition may take on a role that reads nothing but may take on one that reads orders",
    leak: [
      ORDERS,
      CATALOGUE,
      ...role("eu door", lets(US, "sts:AssumeRole"), ["sts:AssumeRole", `arn:aws:iam::${EU}:role/inner`]),
      ...role("eu inner", { Principal: { AWS: `arn:aws:iam::${EU}:role/door` } }, ["s3:GetObject", READS_ORDERS[0]]),
    ],
    swaps: [READS_ORDERS],
    at: "door assumeRolePolicy",
  }),
  pair({
    title: "pods of a cluster in Virginia may take on a role that reads orders",
    leak: [
      ORDERS,
      aws(
        "eu iam/openIdConnectProvider:OpenIdConnectProvider pods",
        { url: `https://${ISSUER}`, clientIdLists: ["sts.amazonaws.com"] },
        { arn: `arn:aws:iam::${EU}:oidc-provider/${ISSUER}` },
      ),
      ...role(
        "eu pod",
        {
          Principal: { Federated: `arn:aws:iam::${EU}:oidc-provider/${ISSUER}` },
          Action: "sts:AssumeRoleWithWebIdentity",
        },
        ["s3:GetObject", READS_ORDERS[0]],
      ),
    ],
    swaps: [["us-east-1", "eu-central-1"]],
    at: "pod assumeRolePolicy",
  }),
  pair({
    title: "servers with a certificate of an authority in Virginia may take on a role that reads payments",
    leak: [
      PAYMENTS,
      aws("in rolesanywhere/trustAnchor:TrustAnchor a", {
        enabled: true,
        source: {
          sourceType: "AWS_ACM_PCA",
          sourceData: { acmPcaArn: `arn:aws:acm-pca:us-east-1:${US}:certificate-authority/1` },
        },
      }),
      aws("in rolesanywhere/profile:Profile p", { enabled: true, roleArns: [`arn:aws:iam::${IN}:role/server`] }),
      ...role("in server", { Principal: { Service: "rolesanywhere.amazonaws.com" } }, [
        "s3:GetObject",
        "arn:aws:s3:::in-payments/*",
      ]),
    ],
    swaps: [[`us-east-1:${US}`, `ap-south-1:${IN}`]],
    at: "a source.sourceData.acmPcaArn",
  }),
  pair({
    title: "a key lets another account decrypt, and not only see that it is there",
    leak: [aws("eu kms/key:Key k", { policy: policy(lets(US, "kms:Decrypt")) })],
    swaps: [["kms:Decrypt", "kms:DescribeKey"]],
    at: "k policy",
  }),
  pair({
    title: "a policy beside a key lets another account make grants, and by them anything",
    leak: [
      aws("in kms/key:Key k", {}, { holds: "payment" }),
      aws("in kms/keyPolicy:KeyPolicy p", { keyId: "k", policy: policy(lets(US, "kms:CreateGrant")) }),
    ],
    swaps: [[US, IN]],
    at: "p policy",
  }),
  pair({
    title: "a grant of a key lets a role of another account decrypt",
    leak: [
      aws("in kms/grant:Grant g", {
        keyId: `arn:aws:kms:ap-south-1:${IN}:key/1`,
        granteePrincipal: `arn:aws:iam::${US}:role/reader`,
        operations: ["Decrypt"],
      }),
    ],
    swaps: [[US, IN]],
    at: "g granteePrincipal",
  }),
  pair({
    title: "keys are kept by a proxy that nobody declares",
    leak: [
      aws("in kms/customKeyStore:CustomKeyStore s", {
        customKeyStoreType: "EXTERNAL_KEY_STORE",
        xksProxyUriEndpoint: `https://${HOST_KEYS}`,
      }),
    ],
    swaps: [[HOST_KEYS, "xks.bank.internal"]],
    at: "s xksProxyUriEndpoint",
  }),
  pair({
    title: "a cluster is given to another account by a share, over three resources",
    leak: [
      aws(
        "eu rds/cluster:Cluster orders",
        { clusterIdentifier: "orders" },
        { arn: `arn:aws:rds:eu-central-1:${EU}:cluster:orders` },
      ),
      aws("eu ram/resourceAssociation:ResourceAssociation what", {
        resourceArn: `arn:aws:rds:eu-central-1:${EU}:cluster:orders`,
        resourceShareArn: `arn:aws:ram:eu-central-1:${EU}:resource-share/1`,
      }),
      aws("eu ram/principalAssociation:PrincipalAssociation whom", {
        principal: US,
        resourceShareArn: `arn:aws:ram:eu-central-1:${EU}:resource-share/1`,
      }),
    ],
    swaps: [[US, EU]],
    at: "whom principal",
  }),
  pair({
    title: "a function is told a region alone and the bare name of a bucket there",
    leak: [
      PAYMENTS,
      FAR,
      aws("in lambda/function:Function f", {
        environment: { variables: { ARCHIVE_REGION: "us-east-1", ARCHIVE: "us-files" } },
      }),
    ],
    swaps: [["us-east-1", "ap-south-1"], IN_INDIA],
    at: "f environment.variables.ARCHIVE",
  }),
  pair({
    title: "a step posts an order outside, by a connection that lies at home",
    leak: [
      aws("eu sfn/stateMachine:StateMachine m", {
        definition: JSON.stringify({
          States: {
            Post: {
              Resource: "arn:aws:states:::http:invoke",
              Parameters: {
                ApiEndpoint: "https://api.partner.example/orders",
                Authentication: { ConnectionArn: `arn:aws:events:eu-central-1:${EU}:connection/p/1` },
              },
            },
          },
        }),
      }),
    ],
    swaps: [["api.partner.example", "abc.execute-api.eu-central-1.amazonaws.com"]],
    at: "m definition",
  }),
  pair({
    title: "a graph is resolved from a table in Virginia, by a region deep inside",
    leak: [
      aws("eu appsync/dataSource:DataSource d", {
        type: "AMAZON_DYNAMODB",
        dynamodbConfig: { tableName: "orders", region: "us-east-1" },
      }),
    ],
    swaps: [["us-east-1", "eu-central-1"]],
    at: "d dynamodbConfig.region",
  }),
  pair({
    title: "another account may connect to the service in front of orders",
    leak: [
      aws("eu ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple p", {
        vpcEndpointServiceId: "vpce-svc-1",
        principalArn: `arn:aws:iam::${US}:root`,
      }),
    ],
    swaps: [[US, EU]],
    at: "p principalArn",
  }),
  pair({
    title: "packets of an interface are mirrored to a load balancer of another account",
    leak: [
      aws("eu ec2/trafficMirrorTarget:TrafficMirrorTarget t", {
        networkLoadBalancerArn: `arn:aws:elasticloadbalancing:eu-central-1:${US}:loadbalancer/net/m/1`,
      }),
      aws("eu ec2/trafficMirrorSession:TrafficMirrorSession s", {
        networkInterfaceId: "eni-1",
        sessionNumber: 1,
        trafficMirrorTargetId: "t",
      }),
    ],
    swaps: [[US, EU]],
    at: "t networkLoadBalancerArn",
  }),
  pair({
    title: "images are made at home, and another account may launch them",
    leak: [
      aws("in imagebuilder/distributionConfiguration:DistributionConfiguration d", {
        distributions: [
          {
            region: "ap-south-1",
            amiDistributionConfiguration: { launchPermission: { userIds: [US] } },
          },
        ],
      }),
    ],
    swaps: [[US, IN]],
    at: "d distributions[0].amiDistributionConfiguration.launchPermission.userIds[0]",
  }),
  pair({
    title: "a function may take on a role of no partition that writes files",
    leak: [bucket("global", "files", { holds: "internal" }), ...doorWith("s3:PutObject")],
    swaps: [["s3:PutObject", "cloudfront:CreateInvalidation"]],
    at: "taker-right policy",
  }),
  {
    title: "a function may take on a role of no partition that empties caches, and that a bucket of none lets in",
    leak: [
      ...doorWith("cloudfront:CreateInvalidation"),
      aws("global s3/bucketPolicy:BucketPolicy p", { bucket: "files", policy: allows({ AWS: DOOR }) }),
    ],
    twin: doorWith("cloudfront:CreateInvalidation"),
    at: "taker-right policy",
  },
  {
    title:
      "a function may take on a role of no partition that empties caches, and has a right that is written elsewhere",
    leak: [
      ...doorWith("cloudfront:CreateInvalidation"),
      aws("global iam/rolePolicyAttachment:RolePolicyAttachment a", {
        role: "door",
        policyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
      }),
    ],
    twin: doorWith("cloudfront:CreateInvalidation"),
    at: "taker-right policy",
  },
  {
    title: "the script that a server starts with, in base64, sends records to Virginia",
    leak: [script("kinesis.us-east-1.amazonaws.com")],
    twin: [script("kinesis.eu-central-1.amazonaws.com")],
    at: "t userData",
  },
];
