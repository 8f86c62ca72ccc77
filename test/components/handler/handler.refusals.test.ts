import { Handler, handlerRefusals, type HandlerArgs } from "../../../components/handler";
import { invoke, kafka, kinesis, minimal, queue, table } from "./fixture";

const network = {
  vpcId: "vpc-1",
  subnetIds: { a: "subnet-a", b: "subnet-b" },
  destinations: { database: { port: 5432, securityGroupId: "sg-database" } },
};
const right = { actions: ["dynamodb:PutItem"], resources: ["arn:aws:dynamodb:::table/stock"] };

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, Partial<HandlerArgs>, string])[] = [
  [
    "a name with dots",
    { handlerName: "prod.projector" },
    'handlerName is "prod.projector", expected 1 to 64 letters, digits, underscores or dashes; choose a shorter name',
  ],
  [
    "an entry without an export",
    { entry: "index" },
    'entry is "index", expected a file of the bundle without its ending, a dot and an export: "index.handler"; name the function that the bundle exports',
  ],
  [
    "work that takes longer than Lambda lets it",
    { timeout: "16 minutes" },
    'timeout is "16 minutes", expected 1 second to 15 minutes for a kinesis source; split the work, or lower source.batchSize',
  ],
  [
    "less memory than Lambda has",
    { memoryMiB: 64 },
    "memoryMiB is 64, expected a whole number from 128 to 10240; choose the memory that one batch needs",
  ],
  [
    "a concurrency that switches the handler off",
    { reservedConcurrency: 0 },
    "reservedConcurrency is 0, expected a whole number, 1 or more; set enabled to false to stop reading the source",
  ],
  [
    "a retention that CloudWatch Logs does not offer",
    { logRetention: "31 days" },
    'logRetention is "31 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose the next longer one',
  ],
  [
    "more records than Lambda hands over",
    { source: { ...kinesis, batchSize: 10_001 } },
    "source.batchSize is 10001, expected a whole number from 1 to 10000; choose how many records one invocation handles within its timeout",
  ],
  [
    "a window of more than five minutes",
    { source: { ...kinesis, batchWindow: "6 minutes" } },
    'source.batchWindow is "6 minutes", expected 5 minutes at most; choose how long a record may wait for others',
  ],
  [
    "a window on a FIFO queue",
    { source: { ...queue, queueKind: "fifo", batchWindow: "0 seconds" } },
    'source.batchWindow is "0 seconds", expected none for a FIFO queue; leave it out: only standard queues gather messages',
  ],
  [
    "a large batch of a queue without a window",
    { source: { ...queue, batchSize: 11, batchWindow: "0 seconds" } },
    'source.batchWindow is "0 seconds", expected 1 second or more for batches of more than 10 messages; leave it out, or lower batchSize',
  ],
  [
    "retries for ever",
    { source: { ...kinesis, maxRetries: -1 } },
    "source.maxRetries is -1, expected a whole number from 0 to 10000; bound the retries: a record that always fails holds up what comes after it",
  ],
  [
    "records of a table that are older than its stream keeps them",
    { source: { ...table, maxRecordAge: "25 hours" } },
    'source.maxRecordAge is "25 hours", expected 1 minute to 24 hours; give up on a record while it can still be read again',
  ],
  [
    "more batches of a shard at a time than Lambda handles",
    { source: { ...kinesis, parallelization: 11 } },
    "source.parallelization is 11, expected a whole number from 1 to 10; add shards where that is not enough",
  ],
  [
    "an alarm on failures of a table whose records are gone",
    { source: { ...table, failureAgeAlarm: "1 day" } },
    'source.failureAgeAlarm is "1 day", expected 1 minute or more, and less than the 24 hours of a table\'s stream; leave the time it takes to redrive before the records expire',
  ],
  [
    "more retries of an event than Lambda offers",
    { source: { ...invoke, maxRetries: 3 } },
    "source.maxRetries is 3, expected a whole number from 0 to 2; put a queue before the handler where events have to be tried more often",
  ],
  [
    "an event that becomes older than Lambda keeps it",
    { source: { ...invoke, maxEventAge: "7 hours" } },
    'source.maxEventAge is "7 hours", expected 1 minute to 6 hours; put a queue before the handler where events may become older',
  ],
  [
    "an alarm on failed events that are gone",
    { source: { ...invoke, failureAgeAlarm: "14 days" } },
    'source.failureAgeAlarm is "14 days", expected 1 minute or more, and less than the 14 days of a failure; leave the time it takes to redrive before the event is lost',
  ],
  [
    "a queue that hides messages for less than six timeouts and the window",
    { source: { ...queue, batchWindow: "5 seconds" } },
    "source.visibilityTimeoutSeconds is 180, expected 185 or more: 6 times the timeout, and the batch window; raise the queue's handlerTimeout, or lower the timeout, or a second handler takes the same messages",
  ],
  [
    "more messages at a time than the reserved concurrency handles",
    { source: { ...queue, maxConcurrency: 11 } },
    "source.maxConcurrency is 11, expected a whole number from 2 to reservedConcurrency, 1000 at most; raise reservedConcurrency with it: throttled messages become dead letters unseen",
  ],
  [
    "several topics",
    { source: { ...kafka, topic: "stock,orders" } },
    'source.topic is "stock,orders", expected 1 to 249 letters, digits, dots, underscores or dashes; give the name of one topic',
  ],
  [
    "a consumer group without a name",
    { source: { ...kafka, consumerGroup: "" } },
    'source.consumerGroup is "", expected 1 to 200 letters, digits or any of /_+=.@-; give the handler a group of its own',
  ],
  [
    "fewer pollers at most than at least",
    { source: { ...kafka, pollers: { min: 2, max: 1 } } },
    'source.pollers is {"min":2,"max":1}, expected min from 1 to 200, and max from min to 2000; count a poller for every 5 MB a second',
  ],
  [
    "variables that Lambda or the component sets",
    { environment: { AWS_REGION: "eu-west-1", HANDLER_TIMEOUT_SECONDS: "1", "a-b": "", READ_MODEL: "stock" } },
    'environment is ["AWS_REGION","HANDLER_TIMEOUT_SECONDS","a-b"], expected names of letters, digits and underscores that neither Lambda nor the component sets; choose other names',
  ],
  [
    "rights under names that policies do not take, or that the component uses",
    { rights: { "write-read-model": right, ReadSource: right } },
    'rights is ["write-read-model","ReadSource"], expected names of letters and digits, none that the component uses itself; name what the right is for: WriteReadModel',
  ],
  [
    "actions that are not named in full",
    { rights: { Everything: { ...right, actions: ["dynamodb:*", "dynamodb:GetItem"] } } },
    'rights.*.actions is ["dynamodb:*"], expected one action and more, each named in full: dynamodb:PutItem; name the actions that the code calls',
  ],
  [
    "actions on everything",
    { rights: { Anywhere: { ...right, resources: ["*"] } } },
    'rights.*.resources is ["Anywhere"], expected ARNs, and never "*" alone; name what the actions are allowed on',
  ],
  [
    "a VPC in one zone",
    { network: { ...network, subnetIds: { a: "subnet-a" } } },
    "network.subnetIds is 1, expected subnets of 2 to 16 zones; give a subnet of every zone, so that the loss of one does not stop the handler",
  ],
  [
    "more groups than a network interface takes",
    { network: { ...network, clientGroupIds: { a: "sg-a", b: "sg-b", c: "sg-c", d: "sg-d", e: "sg-e" } } },
    "network.clientGroupIds is 5, expected 4 groups or fewer beside its own; let one group stand for the clients of several stores",
  ],
  [
    "a port that is none",
    { network: { ...network, destinations: { database: { port: 0, securityGroupId: "sg-database" } } } },
    'network.destinations.*.port is ["database"], expected a whole number from 1 to 65535; give the port that the destination listens on',
  ],
  [
    "an alarm after records were given up",
    { behindAlarm: "1 day" },
    'behindAlarm is "1 day", expected 1 minute or more, and less than 1 day, when records are given up; leave the time it takes to catch up before records are given up',
  ],
  [
    "runbooks whose address is not one",
    { runbooksUrl: "the wiki" },
    'runbooksUrl is "the wiki", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "alarms that nobody hears",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever repairs the handler",
  ],
];

/** Values that only a caller without types can give, and the whole message. */
const untyped: readonly (readonly [string, object, string])[] = [
  [
    "a runtime that Lambda no longer patches",
    { runtime: "nodejs18.x" },
    'runtime is "nodejs18.x", expected one of nodejs22.x, nodejs24.x; choose a runtime that Lambda still patches',
  ],
  [
    "settings that a source does not have",
    { source: { ...kafka, parallelization: 2 } },
    'source is ["parallelization"], expected settings of a kafka source: clusterArn, clusterName, topic, consumerGroup, failureQueueArn, keyArn, batchSize, batchWindow, maxRetries, maxRecordAge, startAt, pollers; leave out what this source does not have',
  ],
];

/** Values beside those of the rows that fall under the same refusal. */
const edges: readonly (readonly [string, Partial<HandlerArgs>, string])[] = [
  ["an empty name", { handlerName: "" }, "handlerName"],
  ["a name that is too long", { handlerName: "a".repeat(65) }, "handlerName"],
  ["no time", { timeout: "0 seconds" }, "timeout"],
  ["a reader of Kafka that works for more than 14 minutes", { source: kafka, timeout: "841 seconds" }, "timeout"],
  ["half a MiB", { memoryMiB: 512.5 }, "memoryMiB"],
  ["more memory than Lambda has", { memoryMiB: 10_241 }, "memoryMiB"],
  ["no records", { source: { ...kinesis, batchSize: 0 } }, "source.batchSize"],
  [
    "more than ten messages of a FIFO queue",
    { source: { ...queue, queueKind: "fifo", batchSize: 11 } },
    "source.batchSize",
  ],
  ["half a retry", { source: { ...table, maxRetries: 0.5 } }, "source.maxRetries"],
  ["more retries than Lambda counts", { source: { ...kafka, maxRetries: 10_001 } }, "source.maxRetries"],
  ["an age below a minute", { source: { ...kinesis, maxRecordAge: "59 seconds" } }, "source.maxRecordAge behindAlarm"],
  ["an age of more than a week", { source: { ...kinesis, maxRecordAge: "8 days" } }, "source.maxRecordAge"],
  [
    "an event's age below a minute",
    { source: { ...invoke, maxEventAge: "59 seconds" } },
    "source.maxEventAge behindAlarm",
  ],
  [
    "an early alarm on failures of a table",
    { source: { ...table, failureAgeAlarm: "1 second" } },
    "source.failureAgeAlarm",
  ],
  ["an early alarm on failed events", { source: { ...invoke, failureAgeAlarm: "1 second" } }, "source.failureAgeAlarm"],
  ["one message at a time", { source: { ...queue, maxConcurrency: 1 } }, "source.maxConcurrency"],
  ["a queue with a reserved concurrency of one", { source: queue, reservedConcurrency: 1 }, "source.maxConcurrency"],
  ["too many pollers", { source: { ...kafka, pollers: { min: 201, max: 300 } } }, "source.pollers"],
  ["a right to nothing", { rights: { Nothing: { ...right, actions: [] } } }, "rights.*.actions"],
  ["a right on nothing", { rights: { Nowhere: { ...right, resources: [] } } }, "rights.*.resources"],
  ["an alarm within a minute", { behindAlarm: "59 seconds" }, "behindAlarm"],
  ["an alarm within a minute on a queue", { source: queue, behindAlarm: "59 seconds" }, "behindAlarm"],
  ["runbooks with a fragment", { runbooksUrl: "https://runbooks.example.com/handler#top" }, "runbooksUrl"],
  ["more topics than an alarm notifies", { alarmTopicArns: Array.from({ length: 6 }, String) }, "alarmTopicArns"],
];

/** The message of the refusal, which is thrown before anything is registered. */
function refusalOf(change: object): string {
  try {
    Reflect.construct(Handler, ["projector", { ...minimal, ...change }]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

describe("Handler", () => {
  it.each([kinesis, table, queue, kafka, invoke])("accepts a $kind source that leaves every choice open", (source) => {
    expect(handlerRefusals.filter(({ when }) => when({ ...minimal, source }))).toStrictEqual([]);
  });

  it("accepts what lies on the edge of what is refused", () => {
    const widest: readonly Partial<HandlerArgs>[] = [
      { handlerName: "a".repeat(64), timeout: "15 minutes", memoryMiB: 10_240, reservedConcurrency: 1, network },
      { source: { ...kinesis, batchSize: 10_000, batchWindow: "5 minutes", maxRetries: 0, maxRecordAge: "7 days" } },
      { source: { ...table, maxRecordAge: "1 day", parallelization: 10, failureAgeAlarm: "23 hours" } },
      { source: { ...queue, batchSize: 10_000, batchWindow: "1 second", visibilityTimeoutSeconds: 181 } },
      { source: { ...queue, queueKind: "fifo", batchSize: 10, maxConcurrency: 2 }, behindAlarm: "3 days" },
      { source: { ...kafka, pollers: { min: 200, max: 2_000 } }, timeout: "14 minutes" },
      { source: { ...invoke, maxRetries: 0, maxEventAge: "6 hours", failureAgeAlarm: "13 days" } },
      { behindAlarm: "23 hours", environment: { READ_MODEL: "" }, rights: { WriteReadModel: right } },
    ];
    for (const change of widest) {
      expect(handlerRefusals.filter(({ when }) => when({ ...minimal, ...change }))).toStrictEqual([]);
    }
  });

  it.each([...rows, ...untyped])("refuses %s", (_, change, message) => {
    expect(refusalOf(change)).toBe(`handler "projector": ${message}`);
  });

  it.each(["any*", "of:stock"])(
    "refuses the consumer group %s, which a policy or MSK's metrics do not name",
    (group) => {
      const args = { ...minimal, source: { ...kafka, consumerGroup: group } };
      expect(handlerRefusals.filter(({ when }) => when(args)).map(({ say }) => say(args).arg)).toEqual([
        "source.consumerGroup",
      ]);
    },
  );

  it.each(edges)("refuses %s", (_, change, args) => {
    const problems = handlerRefusals.filter(({ when }) => when({ ...minimal, ...change }));
    expect(problems.map(({ say }) => say({ ...minimal, ...change }).arg).join(" ")).toBe(args);
  });

  it("has a case for every refusal", () => {
    const fired = [...rows, ...untyped].map(([, change]) =>
      handlerRefusals.findIndex(({ when }) => when({ ...minimal, ...change })),
    );
    expect(fired.toSorted((left, right) => left - right)).toStrictEqual([...handlerRefusals.keys()]);
  });

  it("asks a refusal of one kind of source about no other", () => {
    const row = handlerRefusals.find(({ when }) => when({ ...minimal, source: { ...kafka, topic: "" } }));
    expect(() => row?.say(minimal)).toThrow("a refusal of kafka was asked about a kinesis source");
  });

  it("refuses several problems at once, the tags' first", () => {
    const message = refusalOf({
      tags: { ...minimal.tags, residency: "" },
      timeout: "0 seconds",
      source: { ...kinesis, maxRetries: -1 },
    });
    expect(message.split("\n")).toStrictEqual([
      'handler "projector": tags.residency is "", expected 1 to 63 lower-case letters, digits, dots or dashes, starting and ending with a letter or digit; set it in the environment file or in the component\'s tags',
      'handler "projector": timeout is "0 seconds", expected 1 second to 15 minutes for a kinesis source; split the work, or lower source.batchSize',
      'handler "projector": source.maxRetries is -1, expected a whole number from 0 to 10000; bound the retries: a record that always fails holds up what comes after it',
    ]);
  });
});
