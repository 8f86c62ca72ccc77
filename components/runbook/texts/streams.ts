import type { RunbookId } from "../../core/runbooks";
import type { Look, Runbook } from "../steps";

const SUMMARY: Look = {
  say: "The state of the stream, its mode, its shards and how long it retains.",
  call: { operation: "kinesis:DescribeStreamSummary", with: { StreamName: "{{ StreamName }}" } },
};
const CONSUMERS: Look = {
  say: "Its consumers: whether one is disabled, and what its last result was.",
  call: { operation: "lambda:ListEventSourceMappings", with: { EventSourceArn: "{{ StreamArn }}" } },
};

/** Runbooks of streams and of what their consumers gave up on. */
export const STREAM_RUNBOOKS = {
  "stream-failures-waiting": {
    title: "A consumer gave up on records",
    severity: "ticket",
    means:
      "The failure queue holds notes: which records of the stream a consumer could not handle. Read models and partners lack them. The records themselves stay in the stream until its retention ends, and no longer.",
    look: [
      {
        say: "How many notes there are.",
        call: {
          operation: "sqs:GetQueueAttributes",
          with: { QueueUrl: "{{ FailureQueueUrl }}", AttributeNames: ["ApproximateNumberOfMessages"] },
        },
      },
      { say: "Which consumer, shard or partition, and since when: a note says so." },
      {
        say: "Why: the consumer's log of that time. One record that cannot be read, or something behind the consumer that was down.",
      },
    ],
    parameters: {},
    steps: [
      { kind: "manual", name: "mendConsumer", say: "Mend the consumer, or what it depends on." },
      {
        kind: "manual",
        name: "redrive",
        say: "Redrive: read each note, read its records again from the stream by shard and sequence number (by partition and offset in Kafka), hand them to the mended consumer, delete the note. SQS cannot do this: a note is not a record.",
      },
    ],
    after: [
      "The failure queue is empty.",
      "Consumers were given records twice, and out of order: counts agree all the same.",
    ],
    next: ["stream-failures-aging", "stream-failures-parked", "handler-errors"],
  },
  "stream-failures-aging": {
    title: "A failure waits until its records expire",
    severity: "page",
    means:
      "A note has waited so long that the records it names leave the stream soon. After that they are in the archive alone.",
    look: [
      SUMMARY,
      { say: "When the records arrived: the note says so. Retention counts from then, not from the failure." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "keepRecords",
        say: "Win time: raise `retention` of the stream in the file and apply it. It applies to records that are in the stream already.",
      },
      { kind: "manual", name: "redrive", say: "Redrive, the oldest note first." },
      {
        kind: "manual",
        name: "readArchive",
        say: "Where the records are gone, read them from the archive of events and hand them to the consumer.",
      },
    ],
    after: ["Take the retention back to what it was."],
    next: ["stream-failures-waiting", "stuck-reconciliation"],
  },
  "stream-failures-parked": {
    title: "Redriving failed as well",
    severity: "ticket",
    means: "A note was tried as often as allowed and is parked. Nothing tries again: somebody has to decide.",
    look: [
      { say: "Why each attempt failed: the log of whoever redrives." },
      {
        say: "Whether the records can still be read from the stream, and whether they still matter: a newer event may say the same.",
      },
    ],
    parameters: {
      ParkedQueueArn: { say: "ARN of the queue of parked failures", pattern: "^arn:[a-z-]+:sqs:[^ ]+$" },
    },
    steps: [
      { kind: "manual", name: "mendCause", say: "Mend what made redriving fail." },
      { kind: "approve", name: "approveRedrive", say: "Approve that the parked notes are tried again." },
      {
        kind: "act",
        name: "unpark",
        say: "Move the notes back into the failure queue.",
        call: { operation: "sqs:StartMessageMoveTask", with: { SourceArn: "{{ ParkedQueueArn }}" } },
      },
      {
        kind: "wait",
        name: "unparked",
        say: "Wait until they have been moved.",
        call: { operation: "sqs:ListMessageMoveTasks", with: { SourceArn: "{{ ParkedQueueArn }}" } },
        property: "$.Results[0].Status",
        oneOf: ["COMPLETED"],
        seconds: 3_600,
      },
      {
        kind: "manual",
        name: "redrive",
        say: "Redrive them from the failure queue, and settle by hand what fails again.",
      },
    ],
    after: ["Both queues are empty."],
    next: ["stream-failures-waiting", "stuck-reconciliation"],
  },
  "stream-reader-behind": {
    title: "A reader of a stream is behind",
    severity: "page",
    means:
      "The slowest reader handles old records. What it feeds is stale; when it is as far behind as the stream retains, records are lost to it.",
    look: [
      CONSUMERS,
      SUMMARY,
      {
        say: "Whether one shard is behind or all: one is a hot key or a record that fails over and over, all is too little capacity.",
      },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "mendConsumer",
        say: "Where the consumer fails, mend it; bisection and a maximum of retries let a bad record go to the failure queue.",
      },
      {
        kind: "manual",
        name: "giveCapacity",
        say: "Where it is slow, raise its parallel batches for each shard, its batch size, or its memory.",
      },
      {
        kind: "manual",
        name: "keepRecords",
        say: "Where it cannot catch up before records expire, raise `retention` in the file first.",
      },
    ],
    after: ["The age of the iterator falls to seconds."],
    next: ["handler-behind", "handler-errors", "handler-throttled", "stream-read-throttled"],
  },
  "stream-write-throttled": {
    title: "Producers of a stream are throttled",
    severity: "page",
    means:
      "The stream refuses records. Producers retry; an outbox fills up, and events come late. Without an outbox they are lost.",
    look: [
      SUMMARY,
      {
        say: "Whether traffic more than doubled within minutes: an on-demand stream takes twice its former peak at once.",
      },
      {
        say: "Whether one key gets most records: a shard takes 1 MB or 1,000 records a second, whatever the others do.",
      },
    ],
    parameters: {},
    steps: [
      { kind: "manual", name: "slowProducers", say: "Let producers back off and batch; stop an import that can wait." },
      {
        kind: "manual",
        name: "spreadKeys",
        say: "Where one key is hot, spread it over several partition keys, if its order does not matter.",
      },
      {
        kind: "manual",
        name: "giveCapacity",
        say: "Where all shards are full, raise the shards of a provisioned stream in the file.",
      },
    ],
    after: ["The outbox is empty, and nothing is throttled at the next peak."],
    next: ["stream-reader-behind", "read-model-behind"],
  },
  "stream-read-throttled": {
    title: "Readers of a stream are throttled",
    severity: "ticket",
    means:
      "Readers ask more than a shard gives: 2 MB or 5 calls a second, shared by all that poll it. They fall behind.",
    look: [CONSUMERS, { say: "Who else reads: a forgotten consumer, an analysis, somebody at a terminal." }],
    parameters: {},
    steps: [
      { kind: "manual", name: "stopReaders", say: "Stop the readers that nobody needs." },
      {
        kind: "manual",
        name: "fanOut",
        say: "Give a reader that needs all of it enhanced fan-out: a throughput of its own.",
      },
      { kind: "manual", name: "giveCapacity", say: "Or raise the shards of a provisioned stream in the file." },
    ],
    after: ["The age of the iterator falls."],
    next: ["stream-reader-behind"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
