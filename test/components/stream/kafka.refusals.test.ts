import { KafkaCluster, provisionedKafkaRefusals, serverlessKafkaRefusals } from "../../../components/stream";
import type { ProvisionedKafkaArgs, ServerlessKafkaArgs } from "../../../components/stream";
import { provisioned, refusalOf, serverless } from "./kafka-fixture";

const PROPERTIES =
  "compression.type: one of producer, uncompressed, gzip, snappy, lz4, zstd; group.initial.rebalance.delay.ms: a whole number of milliseconds; message.max.bytes: a whole number of bytes; num.io.threads: a whole number from 1; num.network.threads: a whole number from 1; num.partitions: a whole number from 1; num.replica.fetchers: a whole number from 1";

type Row<Args> = readonly [string, Partial<Args>, string];

/** What is wrong with either kind of cluster, the change, and the whole message. */
const shared: readonly Row<ServerlessKafkaArgs>[] = [
  [
    "a name with an underscore",
    { clusterName: "prod_events" },
    'clusterName is "prod_events", expected 1 to 64 letters, digits or single dashes; choose a name that leaves room for "-failures-parked" in a queue\'s name',
  ],
  [
    "a cluster that nobody reaches",
    { clientSecurityGroupIds: {} },
    "clientSecurityGroupIds is {}, expected one group or more; name who reaches the cluster: nobody else does",
  ],
  [
    "a group with a colon, whose lag is not published",
    { consumers: { projector: { group: "stock:projector", topic: "stock" } } },
    'consumers is {"projector":{"group":"stock:projector","topic":"stock"}}, expected a short name of lower-case letters, digits or single dashes, a group of ASCII without a colon or space, and a topic; rename them: CloudWatch publishes no lag of other groups',
  ],
  [
    "a lag alarm after the records have expired",
    { consumerLagAlarm: "7 days" },
    'consumerLagAlarm is "7 days", expected 1 minute or more, and less than retention (7 days); leave the time it takes to catch up before records expire',
  ],
  [
    "a failure-age alarm after the records have expired",
    { failureAgeAlarm: "7 days" },
    'failureAgeAlarm is "7 days", expected 1 minute or more, and less than retention (7 days) and than 14 days; leave the time it takes to redrive before the records, or the failure itself, expire',
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

const ofServerless: readonly Row<ServerlessKafkaArgs>[] = [
  [
    "a serverless cluster in one zone",
    { subnetIds: { a: "subnet-a" } },
    'subnetIds is ["a"], expected a subnet in each of 2 zones or more; give the cluster every zone of the network',
  ],
];

/** A value from outside, which the type would not let in. */
function fromOutside(change: Readonly<Record<string, unknown>>): Partial<ProvisionedKafkaArgs> {
  return JSON.parse(JSON.stringify(change)) as Partial<ProvisionedKafkaArgs>;
}

const ofBrokers: readonly Row<ProvisionedKafkaArgs>[] = [
  [
    "brokers over two zones",
    { subnetIds: { a: "subnet-a", b: "subnet-b" } },
    'subnetIds is ["a","b"], expected a subnet in each of 3 zones, one for each copy of a record; name three zones of the network',
  ],
  [
    "a version whose support has an end",
    { kafkaVersion: "3.7.x.kraft" },
    'kafkaVersion is "3.7.x.kraft", expected one of 3.8.x.kraft, 3.9.x.kraft, 4.0.x.kraft, 4.1.x.kraft, whose support has no end yet; choose a version that MSK does not upgrade by itself',
  ],
  [
    "a broker of another family",
    fromOutside({ brokerType: "kafka.t3.small" }),
    'brokerType is "kafka.t3.small", expected one of kafka.m7g.large, kafka.m7g.xlarge, kafka.m7g.2xlarge, kafka.m7g.4xlarge, kafka.m7g.8xlarge, kafka.m7g.12xlarge, kafka.m7g.16xlarge; choose a standard broker on Graviton',
  ],
  [
    "brokers that do not spread evenly",
    { brokers: 4 },
    "brokers is 4, expected a multiple of 3, to 60; put as many brokers into each zone",
  ],
  [
    "storage that would have to shrink",
    { storage: "3 TiB" },
    'storage is "3072 GiB, growing to 2048 GiB", expected 1 GiB or more, growing to no less and to 16384 GiB at most; set storage to what a week of records takes, and maxStorage to what it may become',
  ],
  [
    "growing storage where MSK does not let it grow",
    { region: "ap-northeast-3" },
    'maxStorage is "2 TiB", expected the same as storage in ap-northeast-3, where MSK does not let storage grow by itself; give the brokers all their storage from the start, and raise it by hand',
  ],
  [
    "storage that grows when it is full",
    { storageTargetPercent: 81, diskAlarmPercent: 90 },
    "storageTargetPercent is 81, expected a whole number from 10 to 80; leave room for what is written in the six hours between two growths",
  ],
  [
    "an alarm before the storage grows",
    { diskAlarmPercent: 60 },
    "diskAlarmPercent is 60, expected a whole number above storageTargetPercent (60), to 95; let the alarm ring where growing did not help, before the disk is full",
  ],
  [
    "less than a week of retention",
    { retention: "6 days" },
    'retention is "6 days", expected whole hours, 7 days or more; keep records long enough to repair a consumer and read them again',
  ],
  [
    "a property that keeps records safe",
    fromOutside({ serverProperties: { "min.insync.replicas": "1" } }),
    `serverProperties is {"min.insync.replicas":"1"}, expected ${PROPERTIES}; leave out the others: what keeps records safe is set for every cluster`,
  ],
  [
    "a log retention that CloudWatch does not offer",
    { logRetention: "8 days" },
    'logRetention is "8 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose a time that CloudWatch Logs offers',
  ],
  [
    "a topic with a space",
    { topics: { "stock events": { partitions: 3 } } },
    'topics is ["stock events"], expected names of 1 to 249 letters, digits, dots, underscores or dashes; rename the topics',
  ],
  [
    "a topic without a partition",
    { topics: { stock: { partitions: 0 } } },
    'topics is {"stock":0}, expected a whole number of partitions from 1; count as many partitions as members of one group are to read at the same time',
  ],
  [
    "a topic that forgets within the week",
    { topics: { stock: { partitions: 3, retention: "1 day" } } },
    'topics is {"stock":"1 day"}, expected a retention of 7 days or more; keep records long enough to repair a consumer and read them again',
  ],
  [
    "more partitions than the brokers bear",
    { topics: { stock: { partitions: 801 } } },
    'topics is "801 copies of partitions on each broker", expected 800 or fewer on kafka.m7g.large, which leaves a fifth of what AWS recommends to Kafka itself; add brokers, choose a larger type, or give topics fewer partitions',
  ],
];

/** Values beside those of the rows that fall under the same refusal. */
const edges: readonly Row<ProvisionedKafkaArgs>[] = [
  ["an empty name", { clusterName: "" }, "clusterName"],
  ["a name of 65 letters", { clusterName: "a".repeat(65) }, "clusterName"],
  ["a topic of consumers with a slash", { consumers: { a: { group: "a", topic: "a/b" } } }, "consumers"],
  ["a short name with a capital", { consumers: { A: { group: "a", topic: "a" } } }, "consumers"],
  ["a lag alarm below a minute", { consumerLagAlarm: "59 seconds" }, "consumerLagAlarm"],
  ["more than sixty brokers", { brokers: 63 }, "brokers"],
  ["no broker", { brokers: 0 }, "brokers"],
  ["more storage than a broker takes", { maxStorage: "17 TiB" }, "storage"],
  ["retention in minutes", { retention: "10081 minutes" }, "retention"],
  ["a compression that there is not", { serverProperties: { "compression.type": "brotli" } }, "serverProperties"],
  ["a topic named by dots alone", { topics: { "..": { partitions: 3 } } }, "topics"],
];

function firedBy<Args>(rules: readonly { readonly when: (args: Args) => boolean }[], args: Args): number[] {
  return [...rules.entries()].filter(([, { when }]) => when(args)).map(([index]) => index);
}

describe("KafkaCluster", () => {
  it("accepts the arguments that the refusals below start from", () => {
    expect(firedBy(provisionedKafkaRefusals, provisioned)).toStrictEqual([]);
    expect(firedBy(serverlessKafkaRefusals, serverless)).toStrictEqual([]);
  });

  it("accepts the largest cluster, and a topic that is compacted", () => {
    const largest: ProvisionedKafkaArgs = {
      ...provisioned,
      clusterName: "a".repeat(64),
      brokers: 60,
      storage: "16 TiB",
      maxStorage: "16 TiB",
      region: "af-south-1",
      topics: { products: { partitions: 16_000, cleanup: "compact", retention: "1 day" } },
    };
    expect(firedBy(provisionedKafkaRefusals, largest)).toStrictEqual([]);
  });

  it.each([...shared, ...ofServerless])("refuses %s", (_, change, message) => {
    const refused = refusalOf(() => new KafkaCluster("events", { ...serverless, ...change }));
    expect(refused).toBe(`Kafka cluster "events": ${message}`);
  });

  it.each(ofBrokers)("refuses %s", (_, change, message) => {
    const refused = refusalOf(() => new KafkaCluster("events", { ...provisioned, ...change }));
    expect(refused).toBe(`Kafka cluster "events": ${message}`);
  });

  it.each(edges)("refuses %s", (_, change, arg) => {
    const args = { ...provisioned, ...change };
    const problems = provisionedKafkaRefusals.filter(({ when }) => when(args));
    expect(problems.map(({ say }) => say(args).arg)).toStrictEqual([arg]);
  });

  it("has a case for every refusal of either kind", () => {
    const brokers = [
      ...shared.map(([, { alarmTopicArns, ...change }]) => ({
        ...provisioned,
        ...change,
        ...(alarmTopicArns === undefined ? {} : { alarmTopicArns }),
        kind: provisioned.kind,
      })),
      ...ofBrokers.map(([, change]) => ({ ...provisioned, ...change })),
    ].flatMap((args) => firedBy(provisionedKafkaRefusals, args));
    const none = [...shared, ...ofServerless].flatMap(([, change]) =>
      firedBy(serverlessKafkaRefusals, { ...serverless, ...change }),
    );
    expect(brokers.toSorted((left, right) => left - right)).toStrictEqual([...provisionedKafkaRefusals.keys()]);
    expect(none.toSorted((left, right) => left - right)).toStrictEqual([...serverlessKafkaRefusals.keys()]);
  });

  it("refuses several problems at once, the tags' first", () => {
    const message = refusalOf(
      () =>
        new KafkaCluster("events", {
          ...provisioned,
          tags: { ...provisioned.tags, owner: "" },
          brokers: 2,
          retention: "1 day",
          alarmTopicArns: [],
        }),
    );
    expect(message.split("\n")).toStrictEqual([
      'Kafka cluster "events": tags.owner is "", expected 1 to 63 lower-case letters, digits, dots or dashes, starting and ending with a letter or digit; set it in the environment file or in the component\'s tags',
      'Kafka cluster "events": brokers is 2, expected a multiple of 3, to 60; put as many brokers into each zone',
      'Kafka cluster "events": retention is "1 day", expected whole hours, 7 days or more; keep records long enough to repair a consumer and read them again',
      'Kafka cluster "events": failureAgeAlarm is "1 day", expected 1 minute or more, and less than retention (1 day) and than 14 days; leave the time it takes to redrive before the records, or the failure itself, expire',
      'Kafka cluster "events": alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever repairs the stream',
    ]);
  });
});
