import { aws, bucket, type Leak, type Planted } from "./program";

const EU = "222222222222";
const US = "333333333333";
const CARRIER = {
  host: "api.carrier.example",
  name: "Carrier",
  jurisdiction: "DE",
  dataClass: "personal",
  basis: "processing agreement of 2026-03-01",
} as const;
const STOCK_SCHEMA = JSON.stringify({
  type: "object",
  additionalProperties: false,
  properties: {
    sku: { type: "string", "x-data-class": "internal" },
    delta: { type: "integer", "x-data-class": "internal" },
  },
});
const BUYER_SCHEMA = STOCK_SCHEMA.replace(
  '"sku":{"type":"string","x-data-class":"internal"}',
  '"buyer":{"type":"string","x-data-class":"personal"}',
);

/** A stream of the Union that says it is internal, and whose tag names a schema where one is given. */
function stock(schema?: string): Planted {
  return aws(
    "eu kinesis/stream:Stream stock",
    { name: "stock" },
    {
      holds: "internal",
      arn: `arn:aws:kinesis:eu-central-1:${EU}:stream/stock`,
      ...(schema !== undefined && { tags: { schema } }),
    },
  );
}

/** A function of the United States that reads it. */
const READER = aws(
  "us lambda/eventSourceMapping:EventSourceMapping reader",
  { functionName: "f", eventSourceArn: `arn:aws:kinesis:eu-central-1:${EU}:stream/stock` },
  { holds: null },
);

/** A program in a cluster that is given an address. */
function program(address: string): Planted {
  return {
    in: "eu",
    type: "kubernetes:apps/v1:Deployment",
    name: "allocation",
    holds: null,
    inputs: {
      metadata: { labels: { "inventory-platform/data-class": "personal", "inventory-platform/residency": "eu" } },
      spec: { template: { spec: { containers: [{ name: "a", env: [{ name: "TARGET", value: address }] }] } } },
    },
  };
}

/** A function that is given an address. */
function function_(address: string): Planted {
  return aws("eu lambda/function:Function f", { name: "f", environment: { variables: { TARGET: address } } });
}

/** Streams, events, logs, dead letters, and what leaves AWS. */
export const LEAKS_OF_FLOWS: readonly Leak[] = [
  {
    title: "a stream that is called internal leaves without a schema",
    leak: [stock(), READER],
    twin: [stock("stock-delta@1"), READER],
    schemas: (name) => (name === "stock-delta@1" ? STOCK_SCHEMA : undefined),
    at: "reader eventSourceArn",
  },
  {
    title: "a stream that is called internal leaves by a schema with a personal field",
    leak: [stock("buyers@1"), READER],
    twin: [stock("stock-delta@1"), READER],
    schemas: (name) => (name === "stock-delta@1" ? STOCK_SCHEMA : BUYER_SCHEMA),
    at: "reader eventSourceArn",
  },
  {
    title: "a personal stream leaves by a schema that has no personal field",
    leak: [{ ...stock("stock-delta@1"), holds: "personal" }, READER],
    twin: [stock("stock-delta@1"), READER],
    schemas: () => STOCK_SCHEMA,
    at: "reader eventSourceArn",
  },
  {
    title: "the changes of a table go into a stream of another account",
    leak: [
      aws("eu dynamodb/table:Table carts", { name: "carts", hashKey: "id" }),
      aws(
        "eu dynamodb/kinesisStreamingDestination:KinesisStreamingDestination d",
        { tableName: "carts", streamArn: "arn:aws:kinesis:eu-central-1:404040404040:stream/s" },
        { holds: null },
      ),
    ],
    twin: [
      aws("eu dynamodb/table:Table carts", { name: "carts", hashKey: "id" }),
      aws(
        "eu dynamodb/kinesisStreamingDestination:KinesisStreamingDestination d",
        { tableName: "carts", streamArn: `arn:aws:kinesis:eu-central-1:${EU}:stream/s` },
        { holds: null },
      ),
    ],
    at: "d streamArn",
  },
  {
    title: "a pipe takes orders of the Union to a queue in Virginia",
    leak: [
      aws("eu pipes/pipe:Pipe p", {
        source: `arn:aws:sqs:eu-central-1:${EU}:orders`,
        target: `arn:aws:sqs:us-east-1:${US}:orders`,
        roleArn: `arn:aws:iam::${EU}:role/p`,
      }),
    ],
    twin: [
      aws("eu pipes/pipe:Pipe p", {
        source: `arn:aws:sqs:eu-central-1:${EU}:orders`,
        target: `arn:aws:sqs:eu-west-1:${EU}:orders`,
        roleArn: `arn:aws:iam::${EU}:role/p`,
      }),
    ],
    at: "p target",
  },
  {
    title: "a rule hands events to the bus of another partition",
    leak: [
      aws(
        "eu cloudwatch/eventTarget:EventTarget t",
        { rule: "orders", arn: `arn:aws:events:us-east-1:${US}:event-bus/orders` },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu cloudwatch/eventTarget:EventTarget t",
        { rule: "orders", arn: `arn:aws:events:eu-west-1:${EU}:event-bus/orders` },
        { holds: null },
      ),
    ],
    at: "t arn",
  },
  {
    title: "events that a target refuses are parked abroad",
    leak: [
      aws(
        "eu cloudwatch/eventTarget:EventTarget t",
        {
          rule: "orders",
          arn: `arn:aws:sqs:eu-central-1:${EU}:q`,
          deadLetterConfig: { arn: `arn:aws:sqs:us-east-1:${EU}:dead` },
        },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu cloudwatch/eventTarget:EventTarget t",
        {
          rule: "orders",
          arn: `arn:aws:sqs:eu-central-1:${EU}:q`,
          deadLetterConfig: { arn: `arn:aws:sqs:eu-central-1:${EU}:dead` },
        },
        { holds: null },
      ),
    ],
    at: "t deadLetterConfig.arn",
  },
  {
    title: "a global endpoint of events replicates them to Virginia",
    leak: [
      aws(
        "eu cloudwatch/eventEndpoint:EventEndpoint e",
        {
          eventBuses: [{ eventBusArn: `arn:aws:events:eu-central-1:${EU}:event-bus/b` }],
          routingConfig: { failoverConfig: { secondary: { route: "us-east-1" } } },
        },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu cloudwatch/eventEndpoint:EventEndpoint e",
        {
          eventBuses: [{ eventBusArn: `arn:aws:events:eu-central-1:${EU}:event-bus/b` }],
          routingConfig: { failoverConfig: { secondary: { route: "eu-west-1" } } },
        },
        { holds: null },
      ),
    ],
    at: "e routingConfig.failoverConfig.secondary.route",
  },
  {
    title: "a bus lets any account put and read",
    leak: [
      aws("eu cloudwatch/eventPermission:EventPermission p", { principal: "*", statementId: "all" }, { holds: null }),
    ],
    twin: [
      aws("eu cloudwatch/eventPermission:EventPermission p", { principal: EU, statementId: "own" }, { holds: null }),
    ],
    at: "p principal",
  },
  {
    title: "records of Kafka are replicated to a cluster in the United States",
    leak: [
      aws(
        "us msk/cluster:Cluster there",
        { clusterName: "there" },
        { arn: `arn:aws:kafka:us-east-1:${US}:cluster/there/1` },
      ),
      aws(
        "eu msk/cluster:Cluster here",
        { clusterName: "here" },
        { arn: `arn:aws:kafka:eu-central-1:${EU}:cluster/here/1` },
      ),
      aws(
        "eu msk/replicator:Replicator r",
        {
          kafkaClusters: [
            { amazonMskCluster: { mskClusterArn: `arn:aws:kafka:eu-central-1:${EU}:cluster/here/1` } },
            { amazonMskCluster: { mskClusterArn: `arn:aws:kafka:us-east-1:${US}:cluster/there/1` } },
          ],
        },
        { holds: "internal" },
      ),
    ],
    twin: [
      aws(
        "eu msk/cluster:Cluster there",
        { clusterName: "there" },
        { region: "eu-west-1", arn: `arn:aws:kafka:eu-west-1:${EU}:cluster/there/1` },
      ),
      aws(
        "eu msk/cluster:Cluster here",
        { clusterName: "here" },
        { arn: `arn:aws:kafka:eu-central-1:${EU}:cluster/here/1` },
      ),
      aws(
        "eu msk/replicator:Replicator r",
        {
          kafkaClusters: [
            { amazonMskCluster: { mskClusterArn: `arn:aws:kafka:eu-central-1:${EU}:cluster/here/1` } },
            { amazonMskCluster: { mskClusterArn: `arn:aws:kafka:eu-west-1:${EU}:cluster/there/1` } },
          ],
        },
        { holds: "internal" },
      ),
    ],
    at: "r kafkaClusters[1].amazonMskCluster.mskClusterArn",
  },
  {
    title: "change capture writes to a database of a stranger",
    leak: [
      aws("eu dms/endpoint:Endpoint target", {
        endpointType: "target",
        engineName: "postgres",
        serverName: "db.elsewhere.example",
        port: 5432,
      }),
    ],
    twin: [
      aws("eu dms/endpoint:Endpoint target", {
        endpointType: "target",
        engineName: "postgres",
        serverName: "c.cluster-x.eu-central-1.rds.amazonaws.com",
        port: 5432,
      }),
    ],
    at: "target serverName",
  },
  {
    title: "change capture reads the data centre of somebody else",
    leak: [
      aws("eu dms/endpoint:Endpoint source", {
        endpointType: "source",
        engineName: "oracle",
        serverName: "ora.erp-us.example",
      }),
    ],
    twin: [
      aws("eu dms/endpoint:Endpoint source", {
        endpointType: "source",
        engineName: "oracle",
        serverName: "ora.erp-eu.example",
      }),
    ],
    premises: { eu: ["erp-eu.example"] },
    at: "source serverName",
  },
  {
    title: "a delivery stream posts records to an address that nobody declares",
    leak: [
      bucket("eu", "b"),
      aws("eu kinesis/firehoseDeliveryStream:FirehoseDeliveryStream f", {
        destination: "http_endpoint",
        httpEndpointConfiguration: {
          url: "https://api.other.example/in",
          s3Configuration: { bucketArn: "arn:aws:s3:::b", roleArn: `arn:aws:iam::${EU}:role/f` },
        },
      }),
    ],
    twin: [
      bucket("eu", "b"),
      aws("eu kinesis/firehoseDeliveryStream:FirehoseDeliveryStream f", {
        destination: "http_endpoint",
        httpEndpointConfiguration: {
          url: "https://api.carrier.example/in",
          s3Configuration: { bucketArn: "arn:aws:s3:::b", roleArn: `arn:aws:iam::${EU}:role/f` },
        },
      }),
    ],
    processors: { eu: [CARRIER] },
    at: "f httpEndpointConfiguration.url",
  },
  {
    title: "a connector of Kafka is configured with a host that nobody declares",
    leak: [
      aws("eu mskconnect/connector:Connector c", {
        connectorConfiguration: { "connection.url": "jdbc:postgresql://db.elsewhere.example:5432/orders" },
      }),
    ],
    twin: [
      aws("eu mskconnect/connector:Connector c", {
        connectorConfiguration: { "connection.url": "jdbc:postgresql://db.warehouse.internal:5432/orders" },
      }),
    ],
    at: "c connectorConfiguration.connection.url",
  },
  {
    title: "an agent of AWS asks a model that somebody outside runs",
    leak: [
      aws("eu bedrock/agentcoreHarness:AgentcoreHarness a", {
        harnessName: "support",
        model: { geminiModelConfig: { modelId: "gemini-2.5-pro" } },
      }),
    ],
    twin: [
      aws("eu bedrock/agentcoreHarness:AgentcoreHarness a", {
        harnessName: "support",
        model: { bedrockModelConfig: { modelId: "anthropic.claude-3-haiku-20240307-v1:0" } },
      }),
    ],
    at: "a model.geminiModelConfig",
  },
  {
    title: "a processor is declared for internal data, and is given personal ones",
    leak: [
      aws("eu sns/topic:Topic t", { name: "t" }, { arn: `arn:aws:sns:eu-central-1:${EU}:t` }),
      aws(
        "eu sns/topicSubscription:TopicSubscription s",
        { topic: `arn:aws:sns:eu-central-1:${EU}:t`, protocol: "https", endpoint: "https://api.carrier.example/t" },
        { holds: null },
      ),
    ],
    twin: [
      aws("eu sns/topic:Topic t", { name: "t" }, { holds: "internal", arn: `arn:aws:sns:eu-central-1:${EU}:t` }),
      aws(
        "eu sns/topicSubscription:TopicSubscription s",
        { topic: `arn:aws:sns:eu-central-1:${EU}:t`, protocol: "https", endpoint: "https://api.carrier.example/t" },
        { holds: null },
      ),
    ],
    processors: { eu: [{ ...CARRIER, dataClass: "internal" }] },
    at: "s endpoint",
  },
  {
    title: "a processor abroad is given payment data that stay in India",
    leak: [
      aws(
        "in cloudwatch/eventApiDestination:EventApiDestination d",
        {
          name: "d",
          connectionArn: "arn:aws:events:ap-south-1:666666666666:connection/c",
          httpMethod: "POST",
          invocationEndpoint: "https://api.carrier.example/pay",
        },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "in cloudwatch/eventApiDestination:EventApiDestination d",
        {
          name: "d",
          connectionArn: "arn:aws:events:ap-south-1:666666666666:connection/c",
          httpMethod: "POST",
          invocationEndpoint: "https://gateway.bank.example/pay",
        },
        { holds: null },
      ),
    ],
    processors: { in: [CARRIER, { ...CARRIER, host: "*.bank.example", jurisdiction: "IN", dataClass: "payment" }] },
    at: "d invocationEndpoint",
  },
  {
    title: "a function is given the queue of another partition",
    leak: [function_(`https://sqs.us-east-1.amazonaws.com/${US}/orders`)],
    twin: [function_(`https://sqs.eu-west-1.amazonaws.com/${EU}/orders`)],
    at: "f environment.variables.TARGET",
  },
  {
    title: "a function is given a secret address outside",
    leak: [
      aws("eu lambda/function:Function f", {
        name: "f",
        environment: {
          variables: {
            TARGET: {
              "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
              value: "https://hidden.example",
            },
          },
        },
      }),
    ],
    twin: [
      aws("eu lambda/function:Function f", {
        name: "f",
        environment: {
          variables: {
            TARGET: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "not an address" },
          },
        },
      }),
    ],
    at: "f environment.variables.TARGET",
  },
  {
    title: "a task's containers are given a collector of traces outside",
    leak: [
      aws("eu ecs/taskDefinition:TaskDefinition t", {
        family: "t",
        containerDefinitions:
          '[{"name":"a","environment":[{"name":"OTLP","value":"https://otlp.traces.example:4317"}]}]',
      }),
    ],
    twin: [
      aws("eu ecs/taskDefinition:TaskDefinition t", {
        family: "t",
        containerDefinitions: '[{"name":"a","environment":[{"name":"OTLP","value":"http://localhost:4317"}]}]',
      }),
    ],
    at: "t containerDefinitions",
  },
  {
    title: "a state machine calls an address outside in its definition",
    leak: [
      aws("eu sfn/stateMachine:StateMachine m", {
        definition:
          '{"States":{"Call":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Parameters":{"ApiEndpoint":"https://api.other.example/orders"}}}}',
        roleArn: `arn:aws:iam::${EU}:role/m`,
      }),
    ],
    twin: [
      aws("eu sfn/stateMachine:StateMachine m", {
        definition: `{"States":{"Call":{"Type":"Task","Resource":"arn:aws:lambda:eu-central-1:${EU}:function:f"}}}`,
        roleArn: `arn:aws:iam::${EU}:role/m`,
      }),
    ],
    at: "m definition",
  },
  {
    title: "a program in a cluster writes to an address outside",
    leak: [program("https://api.other.example/orders")],
    twin: [program("https://api.carrier.example/orders")],
    processors: { eu: [CARRIER] },
    at: "allocation spec.template.spec.containers[0].env[0].value",
  },
  {
    title: "a program in a cluster reads the brokers of another region",
    leak: [
      program("b-1.events.x.c1.kafka.us-east-1.amazonaws.com:9098,b-2.events.x.c1.kafka.us-east-1.amazonaws.com:9098"),
    ],
    twin: [
      program(
        "b-1.events.x.c1.kafka.eu-central-1.amazonaws.com:9098,b-2.events.x.c1.kafka.eu-central-1.amazonaws.com:9098",
      ),
    ],
    at: "allocation spec.template.spec.containers[0].env[0].value",
  },
  {
    title: "configuration of a cluster names the database of another partition",
    leak: [
      {
        in: "eu",
        type: "kubernetes:core/v1:ConfigMap",
        name: "c",
        holds: null,
        inputs: { data: { url: "postgres://db.cluster-x.ap-south-1.rds.amazonaws.com:5432/inventory" } },
      },
    ],
    twin: [
      {
        in: "eu",
        type: "kubernetes:core/v1:ConfigMap",
        name: "c",
        holds: null,
        inputs: { data: { url: "postgres://inventory-db.databases.svc.cluster.local:5432/inventory" } },
      },
    ],
    at: "c data.url",
  },
  {
    title: "the log of a firewall at the edge, with the addresses of buyers, goes to Virginia",
    leak: [
      aws(
        "eu wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration l",
        {
          resourceArn: `arn:aws:wafv2:eu-central-1:${EU}:regional/webacl/w/1`,
          logDestinationConfigs: [`arn:aws:logs:us-east-1:${EU}:log-group:aws-waf-logs-edge`],
        },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration l",
        {
          resourceArn: `arn:aws:wafv2:eu-central-1:${EU}:regional/webacl/w/1`,
          logDestinationConfigs: [`arn:aws:logs:eu-central-1:${EU}:log-group:aws-waf-logs-edge`],
        },
        { holds: null },
      ),
    ],
    at: "l logDestinationConfigs[0]",
  },
  {
    title: "the queries of a zone of the Union are logged in Virginia, where Route 53 wants them",
    leak: [
      aws(
        "eu route53/queryLog:QueryLog q",
        { zoneId: "Z1", cloudwatchLogGroupArn: `arn:aws:logs:us-east-1:${EU}:log-group:/aws/route53/eu` },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "global route53/queryLog:QueryLog q",
        { zoneId: "Z1", cloudwatchLogGroupArn: "arn:aws:logs:us-east-1:111111111111:log-group:/aws/route53/all" },
        { holds: null },
      ),
    ],
    at: "q cloudwatchLogGroupArn",
  },
  {
    title: "the access log of a personal bucket is written into another partition",
    leak: [
      bucket("eu", "orders"),
      bucket("us", "logs"),
      aws(
        "eu s3/bucketLogging:BucketLogging l",
        { bucket: "orders", targetBucket: "logs", targetPrefix: "orders/" },
        { holds: null },
      ),
    ],
    twin: [
      bucket("eu", "orders"),
      bucket("eu", "logs"),
      aws(
        "eu s3/bucketLogging:BucketLogging l",
        { bucket: "orders", targetBucket: "logs", targetPrefix: "orders/" },
        { holds: null },
      ),
    ],
    at: "l targetBucket",
  },
  {
    title: "a trail of the Union is kept in a bucket of no partition",
    leak: [
      bucket("global", "trail", { holds: "internal", region: "us-east-1" }),
      aws("eu cloudtrail/trail:Trail t", { s3BucketName: "trail" }),
    ],
    twin: [bucket("eu", "trail"), aws("eu cloudtrail/trail:Trail t", { s3BucketName: "trail" })],
    at: "t s3BucketName",
  },
  {
    title: "telemetry of the Union is linked into a monitoring account",
    leak: [
      aws("eu oam/link:Link l", {
        labelTemplate: "$AccountName",
        resourceTypes: ["AWS::Logs::LogGroup"],
        sinkIdentifier: "arn:aws:oam:eu-central-1:111111111111:sink/s",
      }),
    ],
    twin: [
      aws("eu oam/link:Link l", {
        labelTemplate: "$AccountName",
        resourceTypes: ["AWS::Logs::LogGroup"],
        sinkIdentifier: `arn:aws:oam:eu-central-1:${EU}:sink/s`,
      }),
    ],
    at: "l sinkIdentifier",
  },
  {
    title: "records that a function could not handle go to a topic abroad",
    leak: [
      aws(
        "eu lambda/functionEventInvokeConfig:FunctionEventInvokeConfig c",
        {
          functionName: "f",
          destinationConfig: { onFailure: { destination: `arn:aws:sns:us-east-1:${EU}:failures` } },
        },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu lambda/functionEventInvokeConfig:FunctionEventInvokeConfig c",
        {
          functionName: "f",
          destinationConfig: { onFailure: { destination: `arn:aws:sns:eu-central-1:${EU}:failures` } },
        },
        { holds: null },
      ),
    ],
    at: "c destinationConfig.onFailure.destination",
  },
  {
    title: "a description names a resource of another region",
    leak: [
      aws("eu cloudwatch/eventRule:EventRule r", {
        name: "r",
        description: `sends to arn:aws:sqs:us-east-1:${US}:orders`,
      }),
    ],
    twin: [
      aws("eu cloudwatch/eventRule:EventRule r", {
        name: "r",
        description: `sends to arn:aws:sqs:eu-central-1:${EU}:orders`,
      }),
    ],
    at: "r description",
  },
  {
    title: "a gateway passes calls on to an address outside",
    leak: [
      aws(
        "eu apigateway/integration:Integration i",
        {
          restApi: "a",
          resourceId: "r",
          httpMethod: "POST",
          type: "HTTP_PROXY",
          uri: "https://api.other.example/orders",
        },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu apigateway/integration:Integration i",
        {
          restApi: "a",
          resourceId: "r",
          httpMethod: "POST",
          type: "AWS_PROXY",
          uri: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:${EU}:function:f/invocations`,
        },
        { holds: null },
      ),
    ],
    at: "i uri",
  },
  {
    title: "a function is given a bare name of a host outside",
    leak: [function_("db.other.example")],
    twin: [function_("carts.databases.svc")],
    at: "f environment.variables.TARGET",
  },
  {
    title: "a service of a cluster stands for a host outside",
    leak: [
      {
        in: "eu",
        type: "kubernetes:core/v1:Service",
        name: "s",
        holds: null,
        inputs: { spec: { type: "ExternalName", externalName: "db.other.example" } },
      },
    ],
    twin: [
      {
        in: "eu",
        type: "kubernetes:core/v1:Service",
        name: "s",
        holds: null,
        inputs: { spec: { type: "ExternalName", externalName: "api.carrier.example" } },
      },
    ],
    processors: { eu: [{ ...CARRIER, dataClass: "payment" }] },
    at: "s spec.externalName",
  },
  {
    title: "a program of the Union has the right to write into a bucket of another partition",
    leak: [
      bucket("us", "there"),
      aws(
        "eu iam/rolePolicy:RolePolicy p",
        {
          role: "r",
          policy: '{"Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::there/*"}]}',
        },
        { holds: null },
      ),
    ],
    twin: [
      bucket("eu", "there"),
      aws(
        "eu iam/rolePolicy:RolePolicy p",
        {
          role: "r",
          policy: '{"Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::there/*"}]}',
        },
        { holds: null },
      ),
    ],
    at: "p policy",
  },
  {
    title: "internal logs leave India under directions that bind every log",
    leak: [
      aws("logs cloudwatch/logGroup:LogGroup l", { name: "/app", retentionInDays: 365 }, { holds: "internal" }),
      aws(
        "logs cloudwatch/logSubscriptionFilter:LogSubscriptionFilter f",
        { logGroup: "/app", destinationArn: `arn:aws:kinesis:us-east-1:${US}:stream/logs` },
        { holds: null },
      ),
    ],
    twin: [
      aws("us cloudwatch/logGroup:LogGroup l", { name: "/app", retentionInDays: 365 }, { holds: "internal" }),
      aws(
        "us cloudwatch/logSubscriptionFilter:LogSubscriptionFilter f",
        { logGroup: "/app", destinationArn: `arn:aws:kinesis:eu-central-1:${EU}:stream/logs` },
        { holds: null },
      ),
    ],
    at: "f destinationArn",
  },
  {
    title: "a query of no partition reads files of the Union",
    leak: [
      bucket("eu", "lake"),
      aws(
        "global glue/catalogTable:CatalogTable t",
        { databaseName: "d", name: "t", storageDescriptor: { location: "s3://lake/orders/" } },
        { holds: null },
      ),
    ],
    twin: [
      bucket("eu", "lake", { holds: "internal" }),
      aws(
        "global glue/catalogTable:CatalogTable t",
        { databaseName: "d", name: "t", storageDescriptor: { location: "s3://lake/orders/" } },
        { holds: null },
      ),
    ],
    at: "t storageDescriptor.location",
  },
];
