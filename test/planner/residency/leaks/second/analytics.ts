import { aws, type Leak } from "../program";
import { EU, FAR, IN_EU, IN_INDIA, lets, ORDERS, pair, PAYMENTS, policy, US } from "./pair";

const FAR_AWAY = ["us-east-1", "eu-central-1"] as const;
const GLOBAL_PROFILE = "global.anthropic.claude-sonnet-4-20250514-v1:0";
const MODEL = "anthropic.claude-3-haiku-20240307-v1:0";

/** Queries, searches, models, and the files they leave. */
export const ANALYTICS: readonly Leak[] = [
  pair({
    title: "the catalogue's own policy lets another account read tables",
    leak: [aws("eu glue/resourcePolicy:ResourcePolicy p", { policy: policy(lets(US, "glue:GetTable")) })],
    swaps: [[US, EU]],
    at: "p policy",
  }),
  pair({
    title: "a job spills its data into a bucket of another partition by an argument",
    leak: [
      ORDERS,
      FAR,
      aws("eu glue/job:Job j", {
        command: { scriptLocation: "s3://eu-orders/job.py" },
        defaultArguments: { "--TempDir": "s3://us-files/tmp/" },
      }),
    ],
    swaps: [IN_EU],
    at: "j defaultArguments.--TempDir",
  }),
  pair({
    title: "a connection of the catalogue leads to a database in Virginia",
    leak: [
      aws("eu glue/connection:Connection c", {
        connectionType: "JDBC",
        connectionProperties: {
          JDBC_CONNECTION_URL: "jdbc:postgresql://reports.abc.us-east-1.rds.amazonaws.com:5432/orders",
        },
      }),
    ],
    swaps: [FAR_AWAY],
    at: "c connectionProperties.JDBC_CONNECTION_URL",
  }),
  pair({
    title: "a search domain is connected with one in Virginia",
    leak: [
      aws("eu opensearch/outboundConnection:OutboundConnection o", {
        localDomainInfo: { ownerId: EU, region: "eu-central-1", domainName: "orders" },
        remoteDomainInfo: { ownerId: EU, region: "us-east-1", domainName: "orders" },
      }),
    ],
    swaps: [["us-east-1", "eu-west-1"]],
    at: "o remoteDomainInfo.region",
  }),
  pair({
    title: "the access policy of a collection, a list of rules in a text, names a role of another account",
    leak: [
      aws("eu opensearch/serverlessAccessPolicy:ServerlessAccessPolicy p", {
        type: "data",
        policy: JSON.stringify([
          {
            Rules: [{ ResourceType: "index", Resource: ["index/orders/*"], Permission: ["aoss:ReadDocument"] }],
            Principal: [`arn:aws:iam::${US}:role/analyst`],
          },
        ]),
      }),
    ],
    swaps: [[US, EU]],
    at: "p policy",
  }),
  pair({
    title: "the YAML of an ingestion ends in a search domain in Virginia",
    leak: [
      aws("eu opensearchingest/pipeline:Pipeline p", {
        pipelineConfigurationBody: [
          "orders:",
          "  source: { http: { path: /orders } }",
          "  sink:",
          '    - opensearch: { hosts: ["https://search-orders-abc.us-east-1.es.amazonaws.com"] }',
        ].join("\n"),
      }),
    ],
    swaps: [FAR_AWAY],
    at: "p pipelineConfigurationBody",
  }),
  pair({
    title: "a group of another account may see a data set of orders",
    leak: [
      aws("eu quicksight/dataSet:DataSet d", {
        importMode: "SPICE",
        permissions: [
          {
            principal: `arn:aws:quicksight:us-east-1:${US}:group/default/analysts`,
            actions: ["quicksight:PassDataSet"],
          },
        ],
      }),
    ],
    swaps: [[US, EU]],
    at: "d permissions[0].principal",
  }),
  pair({
    title: "what a model is asked is captured in a bucket of another partition",
    leak: [
      ORDERS,
      FAR,
      aws("eu sagemaker/endpointConfiguration:EndpointConfiguration e", {
        dataCaptureConfig: { destinationS3Uri: "s3://us-files/capture", captureOptions: [{ captureMode: "Input" }] },
      }),
    ],
    swaps: [IN_EU],
    at: "e dataCaptureConfig.destinationS3Uri",
  }),
  pair({
    title: "features of payers are kept in a bucket of another partition",
    leak: [
      PAYMENTS,
      FAR,
      aws("in sagemaker/featureGroup:FeatureGroup g", {
        offlineStoreConfig: { s3StorageConfig: { s3Uri: "s3://us-files/payers" } },
      }),
    ],
    swaps: [IN_INDIA],
    at: "g offlineStoreConfig.s3StorageConfig.s3Uri",
  }),
  pair({
    title: "an agent asks a profile that answers in whichever region of the world has room",
    leak: [aws("eu bedrock/agentAgent:AgentAgent a", { agentName: "support", foundationModel: GLOBAL_PROFILE })],
    swaps: [[GLOBAL_PROFILE, MODEL]],
    at: "a foundationModel",
  }),
  pair({
    title: "prompts and answers are logged into a bucket of another partition",
    leak: [
      ORDERS,
      FAR,
      aws("eu bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration l", {
        loggingConfig: { textDataDeliveryEnabled: true, s3Config: { bucketName: "us-files" } },
      }),
    ],
    swaps: [IN_EU],
    at: "l loggingConfig.s3Config.bucketName",
  }),
  pair({
    title: "documents of customers are embedded into a store of vectors that nobody declares",
    leak: [
      aws("eu bedrock/agentKnowledgeBase:AgentKnowledgeBase k", {
        storageConfiguration: {
          type: "PINECONE",
          pineconeConfiguration: { connectionString: "https://docs-abc.svc.us-east1-gcp.vectors.example" },
        },
      }),
    ],
    swaps: [["docs-abc.svc.us-east1-gcp.vectors.example", "vectors.warehouse.internal"]],
    at: "k storageConfiguration.pineconeConfiguration.connectionString",
  }),
  pair({
    title: "an application on a stream is told a region, and nothing else, by a property",
    leak: [
      aws("eu kinesisanalyticsv2/application:Application a", {
        applicationConfiguration: {
          environmentProperties: {
            propertyGroups: [
              { propertyGroupId: "sink", propertyMap: { "aws.region": "us-east-1", "stream.name": "orders" } },
            ],
          },
        },
      }),
    ],
    swaps: [FAR_AWAY],
    at: "a applicationConfiguration.environmentProperties.propertyGroups[0].propertyMap.aws.region",
  }),
  pair({
    title: "records that a time series refuses are kept in a bucket of another partition",
    leak: [
      ORDERS,
      FAR,
      aws("eu timestreamwrite/table:Table t", {
        databaseName: "scans",
        tableName: "scans",
        magneticStoreWriteProperties: {
          magneticStoreRejectedDataLocation: { s3Configuration: { bucketName: "us-files" } },
        },
      }),
    ],
    swaps: [IN_EU],
    at: "t magneticStoreWriteProperties.magneticStoreRejectedDataLocation.s3Configuration.bucketName",
  }),
];
