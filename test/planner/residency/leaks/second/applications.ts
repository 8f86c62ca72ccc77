import { aws, type Leak, type Planted } from "../program";
import { EU, FAR, IN_EU, ORDERS, pair, US } from "./pair";

const FAR_AWAY = ["us-east-1", "eu-central-1"] as const;
const TOPIC = `arn:aws:sns:eu-central-1:${EU}:alarms`;
const STOCK = JSON.stringify({
  type: "object",
  additionalProperties: false,
  properties: { sku: { type: "string", "x-data-class": "internal" } },
});

/** A topic whose messages a chat is told. */
function told(topic: Pick<Planted, "holds" | "tags">): readonly Planted[] {
  return [
    aws("eu sns/topic:Topic alarms", { name: "alarms" }, { arn: TOPIC, ...topic }),
    aws("eu chatbot/slackChannelConfiguration:SlackChannelConfiguration chat", {
      configurationName: "chat",
      slackChannelId: "C0",
      slackTeamId: "T0",
      snsTopicArns: [TOPIC],
    }),
  ];
}

/** Services that customers meet, and files that are carried. */
export const APPLICATIONS: readonly Leak[] = [
  {
    title: "a chat outside AWS is told what a personal topic says",
    leak: told({ holds: "personal" }),
    twin: told({ holds: "internal", tags: { schema: "stock@1" } }),
    schemas: () => STOCK,
    at: "chat snsTopicArns[0]",
  },
  pair({
    title: "a pool of customers mails its codes by an identity in Virginia",
    leak: [
      aws("eu cognito/userPool:UserPool u", {
        emailConfiguration: {
          emailSendingAccount: "DEVELOPER",
          sourceArn: `arn:aws:ses:us-east-1:${EU}:identity/shop.example`,
        },
      }),
    ],
    swaps: [FAR_AWAY],
    at: "u emailConfiguration.sourceArn",
  }),
  pair({
    title: "a pool of customers sends its short messages through Virginia",
    leak: [
      aws("eu cognito/userPool:UserPool u", {
        smsConfiguration: { externalId: "x", snsCallerArn: `arn:aws:iam::${EU}:role/sms`, snsRegion: "us-east-1" },
      }),
    ],
    swaps: [FAR_AWAY],
    at: "u smsConfiguration.snsRegion",
  }),
  pair({
    title: "a flow of an application copies orders into a bucket of another partition",
    leak: [
      ORDERS,
      FAR,
      aws("eu appflow/flow:Flow f", {
        sourceFlowConfig: {
          connectorType: "S3",
          sourceConnectorProperties: { s3: { bucketName: "eu-orders", bucketPrefix: "in" } },
        },
        destinationFlowConfigs: [
          { connectorType: "S3", destinationConnectorProperties: { s3: { bucketName: "us-files" } } },
        ],
      }),
    ],
    swaps: [IN_EU],
    at: "f destinationFlowConfigs[0].destinationConnectorProperties.s3.bucketName",
  }),
  pair({
    title: "profiles of customers that fail go to a queue whose address lies in Virginia",
    leak: [
      aws("eu customerprofiles/domain:Domain d", {
        domainName: "customers",
        deadLetterQueueUrl: `https://sqs.us-east-1.amazonaws.com/${EU}/dead`,
      }),
    ],
    swaps: [FAR_AWAY],
    at: "d deadLetterQueueUrl",
  }),
  pair({
    title: "calls of customers are recorded into a bucket of another partition",
    leak: [
      ORDERS,
      FAR,
      aws("eu connect/instanceStorageConfig:InstanceStorageConfig c", {
        resourceType: "CALL_RECORDINGS",
        storageConfig: { storageType: "S3", s3Config: { bucketName: "us-files", bucketPrefix: "calls" } },
      }),
    ],
    swaps: [IN_EU],
    at: "c storageConfig.s3Config.bucketName",
  }),
  pair({
    title: "a task copies personal files to a location whose bucket lies abroad",
    leak: [
      ORDERS,
      FAR,
      aws("eu datasync/s3Location:S3Location from", { s3BucketArn: "arn:aws:s3:::eu-orders", subdirectory: "/" }),
      aws("eu datasync/s3Location:S3Location to", { s3BucketArn: "arn:aws:s3:::us-files", subdirectory: "/" }),
      aws("eu datasync/task:Task t", {
        sourceLocationArn: `arn:aws:datasync:eu-central-1:${EU}:location/loc-1`,
        destinationLocationArn: `arn:aws:datasync:eu-central-1:${EU}:location/loc-2`,
      }),
    ],
    swaps: [IN_EU],
    at: "to s3BucketArn",
  }),
  pair({
    title: "a location of files is a container of another cloud",
    leak: [
      aws("eu datasync/locationAzureBlob:LocationAzureBlob l", {
        authenticationType: "SAS",
        containerUrl: "https://orders.blob.core.windows.net/in",
      }),
    ],
    swaps: [["orders.blob.core.windows.net", "files.warehouse.internal"]],
    at: "l containerUrl",
  }),
  pair({
    title: "files are sent to the server of a partner that nobody declares",
    leak: [aws("eu transfer/connector:Connector c", { url: "sftp://files.partner.example" })],
    swaps: [["files.partner.example", "s-0123456789abcdef0.server.transfer.eu-central-1.amazonaws.com"]],
    at: "c url",
  }),
  pair({
    title: "each file that is handed in is copied by a workflow into a bucket of another partition",
    leak: [
      ORDERS,
      FAR,
      aws("eu transfer/workflow:Workflow w", {
        steps: [
          {
            type: "COPY",
            copyStepDetails: { destinationFileLocation: { s3FileLocation: { bucket: "us-files", key: "in/" } } },
          },
        ],
      }),
    ],
    swaps: [IN_EU],
    at: "w steps[0].copyStepDetails.destinationFileLocation.s3FileLocation.bucket",
  }),
  pair({
    title: "another account may receive what a clean room computes of customers",
    leak: [
      aws("eu cleanrooms/collaboration:Collaboration c", {
        creatorMemberAbilities: ["CAN_QUERY"],
        members: [{ accountId: US, displayName: "partner", memberAbilities: ["CAN_RECEIVE_RESULTS"] }],
      }),
    ],
    swaps: [[US, EU]],
    at: "c members[0].accountId",
  }),
];
