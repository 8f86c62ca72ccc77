import { Stream, streamRefusals, type StreamArgs } from "../../../components/stream";

const valid: StreamArgs = {
  streamName: "prod-stock-events",
  keyArn: "arn:aws:kms:eu-central-1:111122223333:key/stream",
  alarmTopicArns: ["arn:aws:sns:eu-central-1:111122223333:on-call"],
  runbooksUrl: "https://runbooks.example.com",
  tags: {
    environment: "prod",
    service: "platform",
    owner: "inventory",
    "cost-center": "c100",
    channel: "all",
    feature: "stock-events",
    "data-class": "internal",
    residency: "eu",
  },
};

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, Partial<StreamArgs>, string])[] = [
  [
    "a name that leaves no room for the queues'",
    { streamName: "a".repeat(65) },
    `streamName is "${"a".repeat(65)}", expected 1 to 64 letters, digits, underscores or dashes; choose a name that leaves room for "-failures-parked" in a queue's name`,
  ],
  [
    "less than a week of retention",
    { retention: "6 days" },
    'retention is "6 days", expected 7 days to 365 days; keep records long enough to repair a consumer and read them again',
  ],
  [
    "retention that is not in whole hours",
    { retention: "10081 minutes" },
    'retention is "10081 minutes", expected whole hours; round it up to the next hour',
  ],
  [
    "no shard",
    { capacity: { shards: 0 } },
    'capacity is {"shards":0}, expected "on-demand" or a whole number of shards from 1; count a shard for each MB, or 1,000 records, written a second at peak',
  ],
  [
    "a shard metric listed twice",
    { shardMetrics: ["IncomingBytes", "IncomingBytes"] },
    'shardMetrics is ["IncomingBytes","IncomingBytes"], expected each metric once; list a metric once',
  ],
  [
    "an iterator-age alarm after the records have expired",
    { iteratorAgeAlarm: "7 days" },
    'iteratorAgeAlarm is "7 days", expected 1 minute or more, and less than retention (7 days); leave the time it takes to catch up before records expire',
  ],
  [
    "a failure-age alarm after the failure has expired",
    { failureAgeAlarm: "14 days", retention: "30 days" },
    'failureAgeAlarm is "14 days", expected 1 minute or more, and less than retention (30 days) and than 14 days; leave the time it takes to redrive before the records, or the failure itself, expire',
  ],
  [
    "no attempt to redrive",
    { redriveAttempts: 0 },
    "redriveAttempts is 0, expected a whole number from 1 to 10; choose how often a failure is tried before it is parked",
  ],
  [
    "a folder of runbooks that is not an address",
    { runbooksUrl: "the wiki" },
    'runbooksUrl is "the wiki", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "alarms that nobody hears",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever repairs the stream",
  ],
];

/** Values beside those of the rows that fall under the same refusal. */
const edges: readonly (readonly [string, Partial<StreamArgs>, string])[] = [
  ["an empty name", { streamName: "" }, "streamName"],
  ["a name with a dot, which a queue's cannot have", { streamName: "stock.events" }, "streamName"],
  ["more than a year of retention", { retention: "366 days" }, "retention"],
  ["half a shard", { capacity: { shards: 1.5 } }, "capacity"],
  ["an iterator-age alarm below a minute", { iteratorAgeAlarm: "59 seconds" }, "iteratorAgeAlarm"],
  ["a failure-age alarm below a minute", { failureAgeAlarm: "59 seconds" }, "failureAgeAlarm"],
  ["a failure-age alarm after the records have expired", { failureAgeAlarm: "7 days" }, "failureAgeAlarm"],
  ["half an attempt", { redriveAttempts: 1.5 }, "redriveAttempts"],
  ["more than ten attempts", { redriveAttempts: 11 }, "redriveAttempts"],
  ["a folder of runbooks with a slash at its end", { runbooksUrl: "https://runbooks.example.com/" }, "runbooksUrl"],
  ["more topics than an alarm notifies", { alarmTopicArns: Array.from({ length: 6 }, String) }, "alarmTopicArns"],
];

/** The message of the refusal, which is thrown before anything is registered. */
function refusalOf(args: StreamArgs): string {
  try {
    new Stream("stock-events", args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

describe("Stream", () => {
  it("accepts the arguments that the refusals below start from", () => {
    expect(streamRefusals.filter(({ when }) => when(valid))).toStrictEqual([]);
  });

  it("accepts the longest name, retention and number of attempts", () => {
    const longest = { ...valid, streamName: "a".repeat(64), retention: "365 days", redriveAttempts: 10 } as const;
    expect(streamRefusals.filter(({ when }) => when(longest))).toStrictEqual([]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf({ ...valid, ...change })).toBe(`stream "stock-events": ${message}`);
  });

  it.each(edges)("refuses %s", (_, change, arg) => {
    const problems = streamRefusals.filter(({ when }) => when({ ...valid, ...change }));
    expect(problems.map(({ say }) => say({ ...valid, ...change }).arg)).toStrictEqual([arg]);
  });

  it("has a case for every refusal", () => {
    const fired = rows.map(([, change]) => streamRefusals.findIndex(({ when }) => when({ ...valid, ...change })));
    expect(fired.toSorted((left, right) => left - right)).toStrictEqual([...streamRefusals.keys()]);
  });

  it("refuses several problems at once, the tags' first", () => {
    const message = refusalOf({
      ...valid,
      tags: { ...valid.tags, owner: "" },
      retention: "1 day",
      failureAgeAlarm: "2 days",
      alarmTopicArns: [],
    });
    expect(message.split("\n")).toStrictEqual([
      'stream "stock-events": tags.owner is "", expected 1 to 63 lower-case letters, digits, dots or dashes, starting and ending with a letter or digit; set it in the environment file or in the component\'s tags',
      'stream "stock-events": retention is "1 day", expected 7 days to 365 days; keep records long enough to repair a consumer and read them again',
      'stream "stock-events": failureAgeAlarm is "2 days", expected 1 minute or more, and less than retention (1 day) and than 14 days; leave the time it takes to redrive before the records, or the failure itself, expire',
      'stream "stock-events": alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever repairs the stream',
    ]);
  });
});
