import { aws, type Leak } from "../program";
import { EU, FAR, IN, IN_EU, IN_INDIA, ORDERS, pair, PAYMENTS, US } from "./pair";

const FAR_AWAY = ["us-east-1", "eu-central-1"] as const;

/** Logs, traces, findings and whoever watches. */
export const LOGS: readonly Leak[] = [
  pair({
    title: "a policy of the account, JSON in a text, subscribes every log group from Virginia",
    leak: [
      aws("in cloudwatch/logAccountPolicy:LogAccountPolicy p", {
        policyType: "SUBSCRIPTION_FILTER_POLICY",
        policyDocument: JSON.stringify({
          DestinationArn: `arn:aws:kinesis:us-east-1:${US}:stream/logs`,
          FilterPattern: "",
        }),
      }),
    ],
    swaps: [[`us-east-1:${US}`, `ap-south-1:${IN}`]],
    at: "p policyDocument",
  }),
  pair({
    title: "logs are delivered by three resources, the middle one of which names a bucket abroad",
    leak: [
      ORDERS,
      FAR,
      aws("eu cloudwatch/logDeliverySource:LogDeliverySource s", {
        logType: "APPLICATION_LOGS",
        resourceArn: `arn:aws:bedrock:eu-central-1:${EU}:knowledge-base/k`,
      }),
      aws(
        "eu cloudwatch/logDeliveryDestination:LogDeliveryDestination d",
        { deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:s3:::us-files" } },
        { arn: `arn:aws:logs:eu-central-1:${EU}:delivery-destination:d` },
      ),
      aws("eu cloudwatch/logDelivery:LogDelivery l", {
        deliverySourceName: "s",
        deliveryDestinationArn: `arn:aws:logs:eu-central-1:${EU}:delivery-destination:d`,
      }),
    ],
    swaps: [IN_EU],
    at: "d deliveryDestinationConfiguration.destinationResourceArn",
  }),
  pair({
    title: "the log of viewers, with their addresses, flows to Virginia as they look",
    leak: [
      aws("eu cloudfront/realtimeLogConfig:RealtimeLogConfig l", {
        fields: ["c-ip", "cs-uri-stem"],
        endpoint: { kinesisStreamConfig: { streamArn: `arn:aws:kinesis:us-east-1:${EU}:stream/viewers` } },
      }),
    ],
    swaps: [FAR_AWAY],
    at: "l endpoint.kinesisStreamConfig.streamArn",
  }),
  pair({
    title: "what the network asks its resolver is logged into a bucket of another partition",
    leak: [
      ORDERS,
      FAR,
      aws("eu route53/resolverQueryLogConfig:ResolverQueryLogConfig q", {
        destinationArn: "arn:aws:s3:::us-files/dns",
      }),
    ],
    swaps: [IN_EU],
    at: "q destinationArn",
  }),
  pair({
    title: "who speaks to whom in the Indian network is logged into a bucket of another partition",
    leak: [
      PAYMENTS,
      FAR,
      aws("in ec2/flowLog:FlowLog f", { logDestinationType: "s3", logDestination: "arn:aws:s3:::us-files/flows" }),
    ],
    swaps: [IN_INDIA],
    at: "f logDestination",
  }),
  pair({
    title: "containers log to Virginia by an option of their log driver",
    leak: [
      aws("eu ecs/taskDefinition:TaskDefinition t", {
        containerDefinitions: JSON.stringify([
          {
            name: "app",
            logConfiguration: {
              logDriver: "awslogs",
              options: { "awslogs-group": "/orders", "awslogs-region": "us-east-1" },
            },
          },
        ]),
      }),
    ],
    swaps: [FAR_AWAY],
    at: "t containerDefinitions",
  }),
  pair({
    title: "what commands print on servers is kept in a bucket of another partition",
    leak: [
      ORDERS,
      FAR,
      aws("eu ssm/association:Association a", {
        name: "AWS-RunShellScript",
        outputLocation: { s3BucketName: "us-files" },
      }),
    ],
    swaps: [IN_EU],
    at: "a outputLocation.s3BucketName",
  }),
  pair({
    title: "samples of personal data that a scan found are kept in a bucket of another partition",
    leak: [
      ORDERS,
      FAR,
      aws("eu macie2/classificationExportConfiguration:ClassificationExportConfiguration c", {
        s3Destination: { bucketName: "us-files", kmsKeyArn: `arn:aws:kms:eu-central-1:${EU}:key/1` },
      }),
    ],
    swaps: [IN_EU],
    at: "c s3Destination.bucketName",
  }),
  pair({
    title: "screenshots of the shop are kept in a bucket of another partition",
    leak: [ORDERS, FAR, aws("eu synthetics/canary:Canary c", { artifactS3Location: "s3://us-files/canary" })],
    swaps: [IN_EU],
    at: "c artifactS3Location",
  }),
  pair({
    title: "a lake of logs is rolled up to Virginia",
    leak: [
      aws("eu securitylake/dataLake:DataLake l", {
        configuration: { region: "eu-central-1", replicationConfiguration: { regions: ["us-east-1"] } },
      }),
    ],
    swaps: [["us-east-1", "eu-west-1"]],
    at: "l configuration.replicationConfiguration.regions[0]",
  }),
  pair({
    title: "another account subscribes to a lake of logs",
    leak: [
      aws("eu securitylake/subscriber:Subscriber s", {
        accessType: "S3",
        subscriberIdentity: { externalId: "x", principal: US },
      }),
    ],
    swaps: [[US, EU]],
    at: "s subscriberIdentity.principal",
  }),
];
