import { aws, type Leak, type Planted } from "../program";
import { EU, FAR, IN, IN_EU, IN_INDIA, lets, ORDERS, pair, PAYMENTS, policy, US } from "./pair";

const HOME = `arn:aws:kinesis:eu-central-1:${EU}:stream/orders`;
const FAR_AWAY = ["us-east-1", "eu-central-1"] as const;
const ACCOUNT_FAR_AWAY = [`us-east-1:${US}`, `eu-central-1:${EU}`] as const;

/** A delivery stream of orders. */
function delivery(destination: string, inputs: Planted["inputs"]): Planted {
  return aws("eu kinesis/firehoseDeliveryStream:FirehoseDeliveryStream d", { destination, ...inputs });
}

/** Buses, pipes, topics, streams, and what they hand on. */
export const EVENTS: readonly Leak[] = [
  pair({
    title: "events go to a bus of the partition, and a rule on that bus sends them on to Virginia",
    leak: [
      aws("eu cloudwatch/eventBus:EventBus orders", { name: "orders" }),
      aws(
        "eu cloudwatch/eventBus:EventBus relay",
        { name: "relay" },
        { region: "eu-west-1", arn: `arn:aws:events:eu-west-1:${EU}:event-bus/relay` },
      ),
      aws("eu cloudwatch/eventTarget:EventTarget first", {
        rule: "all",
        eventBusName: "orders",
        arn: `arn:aws:events:eu-west-1:${EU}:event-bus/relay`,
      }),
      aws(
        "eu cloudwatch/eventTarget:EventTarget second",
        { rule: "all", eventBusName: "relay", arn: `arn:aws:events:us-east-1:${US}:event-bus/orders` },
        { region: "eu-west-1" },
      ),
    ],
    swaps: [ACCOUNT_FAR_AWAY],
    at: "second arn",
  }),
  pair({
    title: "a pipe starts and ends at home, and every event is enriched by a function in Virginia",
    leak: [
      aws("eu pipes/pipe:Pipe p", {
        source: `arn:aws:sqs:eu-central-1:${EU}:orders`,
        target: HOME,
        enrichment: `arn:aws:lambda:us-east-1:${EU}:function:enrich`,
      }),
    ],
    swaps: [FAR_AWAY],
    at: "p enrichment",
  }),
  pair({
    title: "a pipe of payments logs whole events into a bucket of another partition",
    leak: [
      PAYMENTS,
      FAR,
      aws("in pipes/pipe:Pipe p", {
        source: `arn:aws:sqs:ap-south-1:${IN}:payments`,
        target: `arn:aws:sqs:ap-south-1:${IN}:settled`,
        logConfiguration: {
          level: "TRACE",
          includeExecutionDatas: ["ALL"],
          s3LogDestination: { bucketName: "us-files", bucketOwner: IN },
        },
      }),
    ],
    swaps: [IN_INDIA],
    at: "p logConfiguration.s3LogDestination.bucketName",
  }),
  pair({
    title: "a topic of payments delivers to a queue in Virginia",
    leak: [
      aws("in sns/topic:Topic t", { name: "t" }, { holds: "payment", arn: `arn:aws:sns:ap-south-1:${IN}:t` }),
      aws("in sns/topicSubscription:TopicSubscription s", {
        topic: `arn:aws:sns:ap-south-1:${IN}:t`,
        protocol: "sqs",
        endpoint: `arn:aws:sqs:us-east-1:${IN}:payments`,
      }),
    ],
    swaps: [["us-east-1", "ap-south-2"]],
    at: "s endpoint",
  }),
  pair({
    title: "a topic lets everybody subscribe whose account is not its own",
    leak: [
      aws("eu sns/topicPolicy:TopicPolicy p", {
        arn: `arn:aws:sns:eu-central-1:${EU}:t`,
        policy: policy({
          Effect: "Allow",
          Principal: "*",
          Action: "sns:Subscribe",
          Condition: { StringNotEquals: { "aws:SourceAccount": EU } },
        }),
      }),
    ],
    swaps: [["StringNotEquals", "StringEquals"]],
    at: "p policy",
  }),
  pair({
    title: "a stream's own policy lets another account take records",
    leak: [
      aws("in kinesis/resourcePolicy:ResourcePolicy p", {
        resourceArn: `arn:aws:kinesis:ap-south-1:${IN}:stream/payments`,
        policy: policy(lets(US, "kinesis:GetRecords")),
      }),
    ],
    swaps: [["kinesis:GetRecords", "kinesis:PutRecords"]],
    at: "p policy",
  }),
  pair({
    title: "what a delivery stream cannot deliver is kept in a bucket of another partition",
    leak: [
      ORDERS,
      FAR,
      delivery("http_endpoint", {
        httpEndpointConfiguration: {
          url: "https://abc.execute-api.eu-central-1.amazonaws.com/in",
          s3BackupMode: "FailedDataOnly",
          s3Configuration: { bucketArn: "arn:aws:s3:::us-files" },
        },
      }),
    ],
    swaps: [IN_EU],
    at: "d httpEndpointConfiguration.s3Configuration.bucketArn",
  }),
  pair({
    title: "records are transformed by a function in Virginia on their way to a bucket at home",
    leak: [
      ORDERS,
      delivery("extended_s3", {
        extendedS3Configuration: {
          bucketArn: "arn:aws:s3:::eu-orders",
          processingConfiguration: {
            processors: [
              {
                type: "Lambda",
                parameters: [
                  { parameterName: "LambdaArn", parameterValue: `arn:aws:lambda:us-east-1:${EU}:function:mask:1` },
                ],
              },
            ],
          },
        },
      }),
    ],
    swaps: [FAR_AWAY],
    at: "d extendedS3Configuration.processingConfiguration.processors[0].parameters[0].parameterValue",
  }),
  pair({
    title: "records are loaded into a warehouse whose JDBC address lies in Virginia",
    leak: [
      ORDERS,
      delivery("redshift", {
        redshiftConfiguration: {
          clusterJdbcurl: "jdbc:redshift://warehouse.abc.us-east-1.redshift.amazonaws.com:5439/orders",
          dataTableName: "orders",
          s3Configuration: { bucketArn: "arn:aws:s3:::eu-orders" },
        },
      }),
    ],
    swaps: [FAR_AWAY],
    at: "d redshiftConfiguration.clusterJdbcurl",
  }),
  pair({
    title: "a connector of Kafka is configured with a database in Virginia",
    leak: [
      aws("eu mskconnect/connector:Connector c", {
        connectorConfiguration: {
          "connector.class": "io.confluent.connect.jdbc.JdbcSinkConnector",
          "connection.url": "jdbc:postgresql://reports.abc.us-east-1.rds.amazonaws.com:5432/orders",
        },
      }),
    ],
    swaps: [FAR_AWAY],
    at: "c connectorConfiguration.connection.url",
  }),
  pair({
    title: "who opened which mail is told to a delivery stream in Virginia",
    leak: [
      aws("eu sesv2/configurationSetEventDestination:ConfigurationSetEventDestination e", {
        configurationSetName: "orders",
        eventDestination: {
          matchingEventTypes: ["OPEN"],
          kinesisFirehoseDestination: {
            deliveryStreamArn: `arn:aws:firehose:us-east-1:${EU}:deliverystream/opens`,
          },
        },
      }),
    ],
    swaps: [FAR_AWAY],
    at: "e eventDestination.kinesisFirehoseDestination.deliveryStreamArn",
  }),
  pair({
    title: "mail that customers write is kept in a bucket of another partition",
    leak: [
      ORDERS,
      FAR,
      aws("eu ses/receiptRule:ReceiptRule r", {
        ruleSetName: "in",
        s3Actions: [{ position: 1, bucketName: "us-files" }],
      }),
    ],
    swaps: [IN_EU],
    at: "r s3Actions[0].bucketName",
  }),
  pair({
    title: "things of a warehouse post what they scan to a host that nobody declares",
    leak: [
      aws("eu iot/topicRule:TopicRule r", {
        enabled: true,
        sql: "SELECT * FROM 'scans'",
        https: [{ url: "https://collect.fleet.example/scan" }],
      }),
    ],
    swaps: [["collect.fleet.example", "abc.execute-api.eu-central-1.amazonaws.com"]],
    at: "r https[0].url",
  }),
];
