import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { planProgram, type Plan, type Properties } from "inventory-platform/planner";
import { CONFIG_VARIABLES } from "../../src/service/config";
import { deployInventoryService } from "../../deploy/inventory-service";
import { readSettings } from "../../deploy/settings";

const DEPLOYMENT = path.join(__dirname, "..", "..", "deploy");
const PLANNER = path.join(__dirname, "..", "..", "..", "..", "planner", "bin.js");
const REGION = "organization/inventory-platform/prod-eu-central-1";
const CONNECT = "arn:aws:rds-db:eu-central-1:222222222222:dbuser:prx-0123456789abcdef0/dbowner";
const SETTINGS = {
  "inventory-service:region": "eu-central-1",
  "inventory-service:partition": "eu",
  "inventory-service:account": "222222222222",
  "inventory-service:cidr": "10.0.0.0/16",
};
/** What the service reads of a region's stack. */
const OUTPUTS: Properties = {
  partition: "eu",
  region: "eu-central-1",
  role: "primary",
  cidr: "10.0.0.0/16",
  clusterName: "prod-eu-central-1",
  kubeconfig: "{}",
  metrics: { prometheusUrl: "http://prometheus.metrics:80", keda: true },
  streams: {},
  flags: {},
  archives: {},
  database: {
    endpoint: "db.proxy.internal",
    readerEndpoint: "db.reader.internal",
    name: "inventory",
    username: "dbowner",
    connectArns: [CONNECT],
  },
};

/** Variables that the deployment does not set, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  DATA_FOLDER: "it is for a database of the service's own, and the deployment has the region's",
  S3_ENDPOINT: "it is for servers that stand in for AWS",
  CLOUDWATCH_ENDPOINT: "it is for servers that stand in for AWS",
  KINESIS_ENDPOINT: "it is for servers that stand in for AWS",
};
const CACHE = "arn:aws:elasticache:eu-central-1:222222222222:replicationgroup:prod-cache";
const CACHE_USER = "arn:aws:elasticache:eu-central-1:222222222222:user:prod-cache-projector";
const BUCKET = "arn:aws:s3:::prod-events-222222222222-eu-central-1";
const KEY = "arn:aws:kms:eu-central-1:222222222222:key/1";
const FEED_TOPIC = "arn:aws:kafka:eu-central-1:222222222222:topic/prod/1a-2/sales-feed";
const FEED_STREAM = "arn:aws:kinesis:eu-central-1:222222222222:stream/prod-eu-central-1-stock-changes";
const STREAM = {
  failureQueueArn: "arn:aws:sqs:eu-central-1:222222222222:failures",
  failureQueueUrl: "https://sqs.eu-central-1.amazonaws.com/222222222222/failures",
};
/** Outputs of a region that has all that the service can use. */
const WHOLE: Properties = {
  ...OUTPUTS,
  streams: {
    "stock-events": {
      ...STREAM,
      name: "prod-eu-central-1-stock-events",
      arn: "arn:aws:kinesis:eu-central-1:222222222222:stream/prod-eu-central-1-stock-events",
      keyArn: KEY,
    },
    "stock-changes": {
      ...STREAM,
      name: "prod-eu-central-1-stock-changes",
      arn: FEED_STREAM,
      keyArn: KEY,
    },
    // A topic has the name that the environment gives it, and no key.
    "sales-feed": { ...STREAM, name: "sales-feed", arn: FEED_TOPIC },
  },
  kafka: {
    name: "prod",
    arn: "arn:aws:kafka:eu-central-1:222222222222:cluster/prod/1a-2",
    bootstrapServers: "b-1.kafka.internal:9098,b-2.kafka.internal:9098",
    securityGroupId: "sg-1",
    subnetIds: { a: "subnet-1" },
    logKeyArn: KEY,
  },
  cache: { address: "cache.internal", port: 6379, arn: CACHE, userArns: { projector: CACHE_USER } },
  archives: { events: { name: BUCKET.slice("arn:aws:s3:::".length), arn: BUCKET, keyArn: KEY } },
};
/** Settings that name all of it. */
const USING_ALL = {
  "inventory-service:stream": '{"kind":"kafka","name":"inventory.events"}',
  "inventory-service:feeds": '{"stock-changes@1":"sales-feed"}',
  "inventory-service:cacheUser": "projector",
  "inventory-service:archive": "events",
  "inventory-service:channels": "inventory-channels",
  "inventory-service:flags": "flags",
  "inventory-service:tls": '{"secret":"inventory-tls","clientCa":true}',
  "inventory-service:traces": '{"namespace":"observability","service":"collector","ratio":0.1}',
};
const BY_KINESIS = {
  "inventory-service:stream": '{"kind":"kinesis","name":"stock-events"}',
  "inventory-service:feeds": '{"stock-changes@1":"stock-changes"}',
};

function planOf(outputs: Properties, settings: Readonly<Record<string, string>> = {}): Promise<Plan> {
  return planProgram({
    project: "inventory-service",
    stack: "prod-eu-central-1",
    config: { ...SETTINGS, ...settings },
    program: () => deployInventoryService(readSettings()),
    stackOutputs: { [REGION]: outputs },
  });
}

function inputsOf(plan: Plan, name: string): Properties {
  const found = plan.resources.find((resource) => resource.name === `inventory-service-${name}`);
  if (found === undefined) {
    throw new Error(`${name} is not in the plan`);
  }
  return found.inputs;
}

interface Variable {
  readonly name: string;
  readonly value?: string;
}

/** Variables of the container, without those that it gets from the pod it is in. */
function variablesOf(plan: Plan): Map<string, string | undefined> {
  const { template } = JSON.parse(JSON.stringify(inputsOf(plan, "deployment")["spec"])) as {
    readonly template: { readonly spec: { readonly containers: readonly { readonly env: readonly Variable[] }[] } };
  };
  return new Map(template.spec.containers.flatMap(({ env }) => env.map(({ name, value }) => [name, value] as const)));
}

/** What the pods may do: actions and resources, by what each right is for. */
function rightsIn(plan: Plan): Readonly<Record<string, readonly unknown[]>> {
  const { Statement: all } = JSON.parse(String(inputsOf(plan, "role-rights")["policy"])) as {
    readonly Statement: readonly { readonly Sid: string; readonly Action: unknown; readonly Resource: unknown }[];
  };
  return Object.fromEntries(all.map(({ Sid, Action, Resource }) => [Sid, [Action, Resource]]));
}

/** Ports that the pods go to outside of the cluster's own names. */
function portsIn(plan: Plan): readonly number[] {
  const { egress } = JSON.parse(JSON.stringify(inputsOf(plan, "network-policy")["spec"])) as {
    readonly egress: readonly {
      readonly to?: readonly { readonly ipBlock?: { readonly cidr: string } }[];
      readonly ports?: readonly { readonly port: number }[];
    }[];
  };
  const outside = egress.filter(({ to = [] }) => to.some(({ ipBlock }) => ipBlock?.cidr === "10.0.0.0/16"));
  return outside.flatMap(({ ports = [] }) => ports.map(({ port }) => port)).toSorted((one, other) => one - other);
}

describe("the deployment of the service", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf(OUTPUTS);
  });

  it("sets every variable that the service reads, but those that are left out for a reason, and no other", async () => {
    const [kafka, kinesis] = await Promise.all([
      planOf(WHOLE, USING_ALL),
      planOf(WHOLE, { ...USING_ALL, ...BY_KINESIS }),
    ]);
    const set = new Set([...variablesOf(kafka).keys(), ...variablesOf(kinesis).keys()]);

    expect([...set, ...Object.keys(LEFT_OUT)].toSorted()).toEqual(CONFIG_VARIABLES.toSorted());
  });

  it("goes by what its settings name of the region, and is deployed without what they do not name", async () => {
    const using = variablesOf(await planOf(WHOLE, USING_ALL));
    const named = ["ARCHIVE_URL", "FEED_STREAMS", "KAFKA_AUTH", "KAFKA_BROKERS", "KAFKA_TOPIC", "KINESIS_STREAM"];
    const cached = ["METRICS_NAMESPACE", "REDIS_CACHE_ARN", "REDIS_CLUSTER", "REDIS_URL"];

    expect([...named, ...cached].map((name) => [name, using.get(name)])).toEqual([
      ["ARCHIVE_URL", "s3://prod-events-222222222222-eu-central-1/inventory-service"],
      ["FEED_STREAMS", '{"stock-changes@1":"sales-feed"}'],
      ["KAFKA_AUTH", "aws-iam"],
      ["KAFKA_BROKERS", "b-1.kafka.internal:9098,b-2.kafka.internal:9098"],
      ["KAFKA_TOPIC", "inventory.events"],
      ["KINESIS_STREAM", undefined],
      ["METRICS_NAMESPACE", "Inventory/Service"],
      ["REDIS_CACHE_ARN", CACHE],
      ["REDIS_CLUSTER", "true"],
      ["REDIS_URL", "rediss://prod-cache-projector@cache.internal:6379"],
    ]);
    expect([...variablesOf(plan).keys()].filter((name) => /^(ARCHIVE|FEED|KAFKA|KINESIS|REDIS)_/.test(name))).toEqual(
      [],
    );
    const kinesis = variablesOf(await planOf(WHOLE, { ...USING_ALL, ...BY_KINESIS }));
    expect(["KINESIS_STREAM", "FEED_STREAMS"].map((name) => kinesis.get(name))).toEqual([
      "prod-eu-central-1-stock-events",
      '{"stock-changes@1":"prod-eu-central-1-stock-changes"}',
    ]);
  });

  it("may do with these what the service does with them, and reaches them alone", async () => {
    const using = await planOf(WHOLE, USING_ALL);
    const kinesis = await planOf(WHOLE, { ...USING_ALL, ...BY_KINESIS });
    const kafka = "arn:aws:kafka:eu-central-1:222222222222";

    expect(rightsIn(using)).toEqual({
      LogInToDatabase: [["rds-db:connect"], [CONNECT]],
      ConnectToKafka: [
        ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster", "kafka-cluster:WriteDataIdempotently"],
        [`${kafka}:cluster/prod/1a-2`],
      ],
      UseTopic: [
        ["CreateTopic", "DescribeTopic", "ReadData", "WriteData"].map((action) => `kafka-cluster:${action}`),
        [`${kafka}:topic/prod/1a-2/inventory.events`],
      ],
      JoinGroups: [
        ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
        [`${kafka}:group/prod/1a-2/inventory.events-*`],
      ],
      PublishInTransactions: [
        ["kafka-cluster:AlterTransactionalId", "kafka-cluster:DescribeTransactionalId"],
        [`${kafka}:transactional-id/prod/1a-2/inventory.events-*`],
      ],
      WriteFeeds: [["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"], [FEED_TOPIC]],
      LogInToCache: [["elasticache:Connect"], [CACHE, CACHE_USER]],
      FindFiles: [["s3:ListBucket"], [BUCKET]],
      UseFiles: [["s3:GetObject", "s3:PutObject"], [`${BUCKET}/*`]],
      UseArchiveKey: [["kms:Decrypt", "kms:GenerateDataKey"], [KEY]],
      PublishMetrics: [["cloudwatch:PutMetricData"], ["*"]],
    });
    expect(rightsIn(kinesis)).toMatchObject({
      UseStream: [
        ["DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards", "PutRecord"].map(
          (action) => `kinesis:${action}`,
        ),
        ["arn:aws:kinesis:eu-central-1:222222222222:stream/prod-eu-central-1-stock-events"],
      ],
      UseStreamKey: [["kms:Decrypt", "kms:GenerateDataKey"], [KEY]],
      WriteFeeds: [["kinesis:DescribeStreamSummary", "kinesis:PutRecords"], [FEED_STREAM]],
      UseFeedKeys: [["kms:GenerateDataKey"], [KEY]],
    });
    expect([portsIn(plan), portsIn(using), portsIn(kinesis)]).toEqual([
      [443, 5432],
      [443, 5432, 6379, 6380, 9098],
      [443, 5432, 6379, 6380],
    ]);
    expect([plan, using].map((of) => JSON.stringify(inputsOf(of, "network-policy")).includes("0.0.0.0/0"))).toEqual([
      false,
      true,
    ]);
  });

  it("reads channels, flags and certificates where they are mounted, and is probed beside TLS", async () => {
    const using = await planOf(WHOLE, USING_ALL);
    const read = variablesOf(using);
    const folder = "/etc/inventory";

    expect(
      ["CHANNELS_FILE", "FLAGS_FILE", "TLS_CERT_FILE", "TLS_KEY_FILE", "TLS_CLIENT_CA_FILE"].map((name) =>
        read.get(name),
      ),
    ).toEqual([
      `${folder}/channels/channels.json`,
      `${folder}/flags/flags.json`,
      `${folder}/tls/tls.crt`,
      `${folder}/tls/tls.key`,
      `${folder}/tls/ca.crt`,
    ]);
    expect(inputsOf(using, "deployment")["spec"]).toMatchObject({
      template: {
        metadata: { annotations: { "prometheus.io/port": read.get("OPERATIONS_PORT") } },
        spec: {
          volumes: [
            { name: "tmp" },
            { secret: { secretName: "inventory-channels" } },
            { configMap: { name: "flags" } },
            { secret: { secretName: "inventory-tls" } },
          ],
          containers: [
            {
              readinessProbe: { httpGet: { port: "operations" } },
              volumeMounts: [
                { mountPath: "/tmp" },
                { mountPath: `${folder}/channels`, readOnly: true },
                { mountPath: `${folder}/flags`, readOnly: true },
                { mountPath: `${folder}/tls`, readOnly: true },
              ],
            },
          ],
        },
      },
    });
    expect(
      variablesOf(await planOf(OUTPUTS, { "inventory-service:tls": '{"secret":"inventory-tls"}' })).get(
        "TLS_CLIENT_CA_FILE",
      ),
    ).toBeUndefined();
  });

  it("tells a collector of the cluster its traces, and reaches it", async () => {
    const using = await planOf(WHOLE, USING_ALL);
    const policy = inputsOf(using, "network-policy")["spec"];

    expect(variablesOf(using).get("OTEL_EXPORTER_OTLP_ENDPOINT")).toBe("http://collector.observability:4318");
    expect(variablesOf(using).get("OTEL_TRACES_SAMPLER_ARG")).toBe("0.1");
    expect(policy).toMatchObject({
      egress: expect.arrayContaining([
        {
          to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "observability" } } }],
          ports: [{ protocol: "TCP", port: 4318 }],
        },
      ]),
    });
  });

  it("logs in by IAM, where the certificate is checked, and may publish metrics beside", () => {
    expect(variablesOf(plan).get("DATABASE_URL")).toBe(
      "postgres://dbowner@db.proxy.internal:5432/inventory?sslmode=verify-full",
    );
    expect(rightsIn(plan)).toEqual({
      LogInToDatabase: [["rds-db:connect"], [CONNECT]],
      PublishMetrics: [["cloudwatch:PutMetricData"], ["*"]],
    });
  });

  it("migrates in the primary alone: the database of a secondary takes no migration", async () => {
    const secondary = await planOf({ ...OUTPUTS, role: "secondary" });

    expect(variablesOf(plan).get("DATABASE_MIGRATE")).toBe("true");
    expect(variablesOf(secondary).get("DATABASE_MIGRATE")).toBe("false");
  });

  it("scales by the commands that wait, between bounds", () => {
    expect(inputsOf(plan, "scaled-object")["spec"]).toMatchObject({
      minReplicaCount: 2,
      maxReplicaCount: 20,
      triggers: [{ type: "prometheus", metadata: { query: "sum(inventory_waiting_commands)", threshold: "500" } }],
    });
  });

  it("lets in the namespaces that call it, and nobody else", async () => {
    const policy = (of: Plan) => JSON.stringify(inputsOf(of, "network-policy"));
    const called = await planOf(OUTPUTS, { "inventory-service:callers": '["gateway"]' });

    expect(policy(called)).toContain('"kubernetes.io/metadata.name":"gateway"');
    expect(policy(plan)).not.toContain("gateway");
  });

  it("refuses settings that are missing or wrong, all at once", async () => {
    const { outputs } = await planProgram({
      project: "inventory-service",
      stack: "prod-eu-central-1",
      config: {
        ...SETTINGS,
        "inventory-service:account": "22",
        "inventory-service:minReplicas": "0",
        "inventory-service:tls": '{"secret":"In valid"}',
        "inventory-service:stream": '{"kind":"kafka","name":"inventory.events"}',
        "inventory-service:feeds": '{"stock-changes@1":"stock changes"}',
      },
      program: () => ({ refused: refusalOf(readSettings) }),
    });

    expect(String(outputs["refused"]).split("\n")).toEqual([
      'inventory-service:account is "22", expected an account of 12 digits; set it in Pulumi.prod-eu-central-1.yaml',
      expect.stringMatching(/^inventory-service:deployRole is "arn:aws:iam::22:role.*, expected the ARN of a role; /),
      expect.stringMatching(/^inventory-service:feeds.stock-changes@1 is /),
      expect.stringMatching(/^inventory-service:tls.secret is {"secret":"In valid"}, expected the name of a Secret /),
      expect.stringMatching(/^inventory-service:minReplicas is 0, expected /),
    ]);
  });

  it.each([
    {
      ...{ what: "without the stream that events go by", stream: undefined, feeds: '{"stock-changes@1":"sales"}' },
      why: /^expected stream to be set beside/,
    },
    {
      what: "that are none",
      stream: "events",
      feeds: "{}",
      why: /^expected a stream of its own for each feed, and some/,
    },
    {
      ...{ what: "where events go", stream: "events", feeds: '{"stock-changes@1":"events"}' },
      why: /^expected a stream of its own for each feed/,
    },
    {
      ...{ what: "that there are not", stream: "events", feeds: '{"stock-change@1":"sales"}' },
      why: /^expected feeds out of stock-changes@1 and reservation-changes@1/,
    },
  ])("refuses feeds $what", async ({ stream, feeds, why }) => {
    const events = stream === undefined ? {} : { "inventory-service:stream": `{"kind":"kafka","name":"${stream}"}` };
    const { outputs } = await planProgram({
      ...{ project: "inventory-service", stack: "prod-eu-central-1" },
      config: { ...SETTINGS, ...events, "inventory-service:feeds": feeds },
      program: () => ({ refused: refusalOf(readSettings) }),
    });
    const refused = String(outputs["refused"]);

    expect(refused).toContain(`is ${feeds}, expected`);
    expect(refused.slice(refused.indexOf("expected"))).toMatch(why);
  });
});

function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "not refused";
}

describe("a region that lacks what the service needs", () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-deploy-"));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  /** What the planner says of the deployment into a region that gives these outputs. */
  function refused(outputs: Properties): string {
    const file = path.join(folder, "outputs.json");
    fs.writeFileSync(file, JSON.stringify({ [REGION]: outputs }));
    const stack = ["--cwd", DEPLOYMENT, "--stack", "prod-eu-central-1", "--outputs", file, "--no-policy"];
    const { status, stderr } = spawnSync(process.execPath, [PLANNER, "preview", ...stack], { encoding: "utf8" });
    expect(status).toBe(2);
    return stderr;
  }

  it.each([
    [
      "a relational database",
      "database",
      "the service keeps its reservations in PostgreSQL: choose a region of an environment whose pattern has a relational database, such as microservices-relational",
    ],
    [
      "a cluster",
      "clusterName",
      "the service runs on Kubernetes: choose a region of an environment whose pattern does, such as microservices-relational",
    ],
    [
      "what measures",
      "metrics",
      "its autoscaler needs KEDA, which runs where a service of the environment scales by kind keda",
    ],
    ["a Kafka cluster", "kafka", "no Kafka cluster carries its streams: say kind: kinesis"],
  ])("is refused by its name: %s", (_what, output, why) => {
    const { [output]: _absent, ...rest } = WHOLE;

    expect(refused(rest)).toContain(`${REGION} gives no ${output}: ${why}`);
  });

  it.each([
    ["the archive", { archives: {} }, "archives.events"],
    ["a key of the archive", { archives: { events: { name: "events", arn: BUCKET } } }, "archives.events"],
  ])("is refused by the name of what the settings have it use, and it has not: %s", (_what, changed, output) => {
    expect(refused({ ...WHOLE, ...changed })).toContain(`${REGION} gives no ${output}: `);
  });

  it("is refused where it is another than the settings say, with all that differs", () => {
    const lines = refused({ ...WHOLE, partition: "us", cidr: "10.9.0.0/16" }).split("\n");

    expect(lines.map((line) => line.replace(/^.*(?=inventory-service:)/, "").trim())).toEqual(
      expect.arrayContaining([
        `inventory-service:partition is "eu", expected "us" as ${REGION} gives; set it in Pulumi.prod-eu-central-1.yaml`,
        `inventory-service:cidr is "10.0.0.0/16", expected "10.9.0.0/16" as ${REGION} gives; set it in Pulumi.prod-eu-central-1.yaml`,
      ]),
    );
  });
});
