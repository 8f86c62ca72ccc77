import { bucketRefusals } from "../../../components/archive";
import { Feed, feedRefusals, type FeedArgs } from "../../../components/feed";
import { closed, field, fromKafka, minimal, schemaOf, stockChanged, tags } from "./fixture";

type Contract = FeedArgs["contract"];

const withContract = (change: Partial<Contract>): Partial<FeedArgs> => ({
  contract: { ...minimal.contract, ...change },
});
const withFields = (properties: Parameters<typeof schemaOf>[0]): Partial<FeedArgs> =>
  withContract({ schema: schemaOf(properties) });

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, Partial<FeedArgs>, string])[] = [
  [
    "a contract with an underscore",
    withContract({ name: "stock_changes" }),
    'contract.name is "stock_changes", expected 1 to 40 lower-case letters, digits and single dashes, starting with a letter; choose the name by which readers know it',
  ],
  [
    "a half version",
    withContract({ version: 1.5 }),
    "contract.version is 1.5, expected a whole number of at least 1; count up with every change that a reader would have to follow",
  ],
  [
    "freshness that files cannot keep",
    withContract({ freshness: "1 minute" }),
    'contract.freshness is "1 minute", expected whole minutes, 5 minutes to 24 hours; promise what files can keep; what has to be sooner reads the stream',
  ],
  [
    "replay for a week",
    withContract({ replayRetention: "20 days" }),
    'contract.replayRetention is "20 days", expected whole days, 30 to 3650; choose for how long a reader can read again',
  ],
  [
    "a field of two types",
    withFields({ quantity: field(["string", "integer"]) }),
    'contract.schema is ["quantity"], expected each a string, integer, number, boolean, object with properties or array of one of these, with null or without; write it out: a column has one type, and knows neither references nor alternatives',
  ],
  [
    "a field that is called as the partition key",
    withFields({ dt: field("string") }),
    'contract.schema is ["dt"], expected names of letters, digits and underscores that differ in lower case as well, none of them dt; rename the fields: columns have no capitals',
  ],
  [
    "an object that is open",
    withFields({ data: { type: "object", properties: { sku: field("string") } } }),
    'contract.schema is ["data"], expected additionalProperties false in every object; declare what is in it: what is not declared is nobody\'s promise, and may be personal',
  ],
  [
    "a field without a class of data",
    withFields({ data: closed({ sku: { type: "string" } }) }),
    'contract.schema is ["data.sku"], expected x-data-class in every field: public, internal or confidential; say what class of data it holds',
  ],
  [
    "a field that is personal",
    withFields({ buyer: field("string", { "x-data-class": "personal" }), mail: field("string", { format: "email" }) }),
    'contract.schema is ["buyer","mail"], expected no personal field, by class (personal, payment) or by format (email, idn-email, ipv4, ipv6); leave it out: whoever needs it asks the service, inside the residency partition',
  ],
  [
    "a name that Firehose does not take",
    { feedName: "stock changes" },
    'feedName is "stock changes", expected 1 to 64 letters, digits, underscores, dots or dashes; shorten or correct it',
  ],
  [
    "a region that is not one",
    { region: "eu-middle-1" },
    'region is "eu-middle-1", expected an AWS region listed in facts/regions.ts; correct the region\'s code',
  ],
  [
    "a database with a dash",
    { databaseName: "prod-eu" },
    'databaseName is "prod-eu", expected 1 to 128 lower-case letters, digits or underscores, starting with a letter; give the name of the lake\'s database',
  ],
  [
    "a topic with a space",
    { source: { kind: "kafka", arn: "arn", topicArn: "arn", topic: "stock events" } },
    'source.topic is "stock events", expected 1 to 249 letters, digits, dots, underscores or dashes; name the topic as the cluster does',
  ],
  [
    "a first day that is not one",
    { firstDay: "2026-13-01" },
    'firstDay is "2026-13-01", expected a day such as 2026-01-01; give the day of the first record',
  ],
  [
    "failures that outlive the records",
    { failureRetention: "365 days" },
    'failureRetention is "365 days", expected whole days, 7 days or more, and less than contract.replayRetention (365 days); leave the time to mend a schema and hand the records in again, and no more: they are kept as they came',
  ],
  [
    "a feed that is personal",
    { tags: { ...tags, "data-class": "personal" } },
    'tags.data-class is "personal", expected public, internal or confidential; feed a stream that holds nothing personal: what cannot be converted is kept as it came',
  ],
  [
    "a tag that promises less than the contract",
    { tags },
    'tags.data-class is "internal", expected confidential, as the contract\'s schema says, or above; raise the tag, or leave the fields out',
  ],
  [
    "no readers of it",
    { readerArns: {} },
    "readerArns is {}, expected one reader or more; leave it out where nobody else reads",
  ],
  [
    "a log that is kept for a month and a half",
    { logRetention: "45 days" },
    'logRetention is "45 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose how long failed deliveries can be looked into',
  ],
  [
    "a folder of runbooks that is not an address",
    { runbooksUrl: "the wiki" },
    'runbooksUrl is "the wiki", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "alarms that nobody hears",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name whom the alarms reach",
  ],
];

function refusalOf(args: FeedArgs): string {
  try {
    new Feed("stock", args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

describe("Feed", () => {
  it("accepts the arguments that the refusals below start from", () => {
    expect([minimal, fromKafka].map((args) => feedRefusals.filter(({ when }) => when(args)))).toStrictEqual([[], []]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf({ ...minimal, ...change })).toBe(`feed "stock": ${message}`);
  });

  it("has a case for every refusal that is not that of its bucket", () => {
    const own = feedRefusals.slice(bucketRefusals.length);
    const fired = rows.map(([, change]) => own.findIndex(({ when }) => when({ ...minimal, ...change })));
    expect(fired).toStrictEqual([...own.keys()]);
    expect(feedRefusals.slice(0, bucketRefusals.length)).toStrictEqual(bucketRefusals);
  });

  it("says all problems at once", () => {
    const schema = { ...stockChanged, additionalProperties: true };
    const message = refusalOf({ ...minimal, ...withContract({ version: 0, schema }), alarmTopicArns: [] });
    expect(message.split("\n")).toHaveLength(3);
  });

  it.each([
    ["failures that are kept for hours", { failureRetention: "200 hours" }, "failureRetention"],
    ["failures that go within a week", { failureRetention: "6 days" }, "failureRetention"],
    ["freshness of more than a day", withContract({ freshness: "25 hours" }), "contract.freshness"],
    ["a bucket name that leaves no room", { bucketName: "a".repeat(36) }, "bucketName"],
  ] as const)("refuses %s", (_, change, arg) => {
    const args: FeedArgs = { ...minimal, ...change };
    expect(feedRefusals.filter(({ when }) => when(args)).map(({ say }) => say(args).arg)).toStrictEqual([arg]);
  });
});
