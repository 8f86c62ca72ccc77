import { Queue, queueRefusals, type QueueArgs } from "../../../components/queue";

const valid: QueueArgs = {
  queueName: "prod-orders",
  accountId: "111122223333",
  handlerTimeout: "30 seconds",
  keyArn: "arn:aws:kms:eu-central-1:111122223333:key/queue",
  alarmTopicArns: ["arn:aws:sns:eu-central-1:111122223333:on-call"],
  runbooksUrl: "https://runbooks.example.com",
  tags: {
    environment: "prod",
    service: "adapter",
    owner: "inventory",
    "cost-center": "c100",
    channel: "marketplace",
    feature: "orders",
    "data-class": "personal",
    residency: "eu",
  },
};

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, Partial<QueueArgs>, string])[] = [
  [
    "a name that carries the suffix of a FIFO queue itself",
    { queueName: "prod-orders.fifo" },
    'queueName is "prod-orders.fifo", expected 1 to 62 letters, digits, underscores or dashes; choose a name without ".fifo", which is added, that leaves room for "-dead-letters"',
  ],
  [
    "an account that is not one",
    { accountId: "1111" },
    'accountId is "1111", expected 12 digits; give the account of the queue',
  ],
  [
    "a handler that works longer than a message can be hidden",
    { handlerTimeout: "3 hours" },
    'handlerTimeout is "3 hours", expected 1 second to 120 minutes; split the work: SQS hides a message for 12 hours at most',
  ],
  [
    "a visibility timeout that a slow handler outlives",
    { visibilityTimeout: "179 seconds" },
    'visibilityTimeout is "179 seconds", expected 6 times handlerTimeout (30 seconds) or more; raise it, or a second handler takes a message that the first still works on',
  ],
  [
    "a visibility timeout beyond that of SQS",
    { visibilityTimeout: "13 hours" },
    'visibilityTimeout is "13 hours", expected 12 hours at most; leave it out, and lower handlerTimeout',
  ],
  [
    "messages that are kept as long as dead letters",
    { retention: "14 days" },
    'retention is "14 days", expected 1 minute or more, and less than the 14 days of a dead letter; shorten it: in a standard queue a dead letter\'s time counts from when it was first sent',
  ],
  [
    "a message that is never tried",
    { maxReceives: 0 },
    "maxReceives is 0, expected a whole number from 1 to 1000; choose how often a message is tried before it becomes a dead letter",
  ],
  [
    "an alarm on an empty queue",
    { backlogAlarm: 0 },
    "backlogAlarm is 0, expected a whole number of messages, 1 or more; choose how many messages may wait",
  ],
  [
    "an alarm after messages have expired",
    { ageAlarm: "7 days" },
    'ageAlarm is "7 days", expected 1 minute or more, and less than retention (7 days); leave the time it takes to catch up before messages expire',
  ],
  [
    "a folder of runbooks that is not an address",
    { runbooksUrl: "the wiki" },
    'runbooksUrl is "the wiki", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "alarms that nobody hears",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever repairs the adapter",
  ],
];

/** Values beside those of the rows that fall under the same refusal. */
const edges: readonly (readonly [string, Partial<QueueArgs>, string])[] = [
  ["an empty name", { queueName: "" }, "queueName"],
  ["a name that leaves no room for the suffixes", { queueName: "a".repeat(63) }, "queueName"],
  ["a handler without time", { handlerTimeout: "0 seconds" }, "handlerTimeout"],
  ["messages that are not kept", { retention: "59 seconds", ageAlarm: "1 minute" }, "retention ageAlarm"],
  ["half an attempt", { maxReceives: 1.5 }, "maxReceives"],
  ["more attempts than SQS counts", { maxReceives: 1_001 }, "maxReceives"],
  ["half a message", { backlogAlarm: 1.5 }, "backlogAlarm"],
  ["an alarm below a minute", { ageAlarm: "59 seconds" }, "ageAlarm"],
  ["a folder of runbooks with a slash at its end", { runbooksUrl: "https://runbooks.example.com/" }, "runbooksUrl"],
  ["more topics than an alarm notifies", { alarmTopicArns: Array.from({ length: 6 }, String) }, "alarmTopicArns"],
];

/** The message of the refusal, which is thrown before anything is registered. */
function refusalOf(args: QueueArgs): string {
  try {
    new Queue("orders", args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

describe("Queue", () => {
  it("accepts the arguments that the refusals below start from", () => {
    expect(queueRefusals.filter(({ when }) => when(valid))).toStrictEqual([]);
  });

  it("accepts the longest name, times and number of attempts", () => {
    const longest: QueueArgs = {
      ...valid,
      queueName: "a".repeat(62),
      handlerTimeout: "2 hours",
      visibilityTimeout: "12 hours",
      retention: "13 days",
      maxReceives: 1_000,
      ageAlarm: "12 days",
    };
    expect(queueRefusals.filter(({ when }) => when(longest))).toStrictEqual([]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf({ ...valid, ...change })).toBe(`queue "orders": ${message}`);
  });

  it.each(edges)("refuses %s", (_, change, args) => {
    const problems = queueRefusals.filter(({ when }) => when({ ...valid, ...change }));
    expect(problems.map(({ say }) => say({ ...valid, ...change }).arg).join(" ")).toBe(args);
  });

  it("has a case for every refusal", () => {
    const fired = rows.map(([, change]) => queueRefusals.findIndex(({ when }) => when({ ...valid, ...change })));
    expect(fired.toSorted((left, right) => left - right)).toStrictEqual([...queueRefusals.keys()]);
  });

  it("refuses several problems at once, the tags' first", () => {
    const message = refusalOf({
      ...valid,
      tags: { ...valid.tags, residency: "" },
      accountId: "",
      visibilityTimeout: "30 seconds",
    });
    expect(message.split("\n")).toStrictEqual([
      'queue "orders": tags.residency is "", expected 1 to 63 lower-case letters, digits, dots or dashes, starting and ending with a letter or digit; set it in the environment file or in the component\'s tags',
      'queue "orders": accountId is "", expected 12 digits; give the account of the queue',
      'queue "orders": visibilityTimeout is "30 seconds", expected 6 times handlerTimeout (30 seconds) or more; raise it, or a second handler takes a message that the first still works on',
    ]);
  });
});
