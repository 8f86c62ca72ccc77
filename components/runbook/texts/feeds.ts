import type { RunbookId } from "../../core/runbooks";
import type { Look, Runbook } from "../steps";

const STREAM: Look = {
  say: "The delivery stream: whether it is active, where it reads and where it writes.",
  call: {
    operation: "firehose:DescribeDeliveryStream",
    with: { DeliveryStreamName: "{{ DeliveryStreamName }}" },
  },
};
const LOG: Look = {
  say: "What failed, in the feed's log group `/aws/kinesisfirehose/<feed>`: access denied, a key that is off, a schema that is gone.",
};

/** Runbooks of feeds and of the proposals that are made from them. */
export const FEED_RUNBOOKS = {
  "feed-stale": {
    title: "A feed is older than its contract promises",
    severity: "ticket",
    means:
      "Firehose has records for longer than the contract allows. The warehouse reads what is too old; stock and orders are untouched. Nothing is lost: Firehose keeps trying for as long as the source retains.",
    look: [
      STREAM,
      LOG,
      { say: "Whether the alarms of failing delivery or of failed conversion ring as well: then start with theirs." },
    ],
    parameters: {},
    steps: [
      { kind: "manual", name: "mendDelivery", say: "Mend what the log names: the bucket's policy, the key, the role." },
      {
        kind: "manual",
        name: "tellReaders",
        say: "Tell readers until when the feed is whole: the end of the last day before freshness was missed.",
      },
    ],
    after: ["The metric DeliveryToS3.DataFreshness is below the contract's freshness for an hour."],
    next: ["feed-delivery-failing", "feed-conversion-failed", "feed-source-behind"],
  },
  "feed-conversion-failed": {
    title: "Records do not fit the contract",
    severity: "ticket",
    means:
      "Records could not be converted by the schema, and lie as they came below the prefix `failures/`. Readers do not have them; they go when the retention of failures ends.",
    look: [
      {
        say: "What they look like: each line of a file holds the record in base64 as `rawData`, with `ErrorCode` and `ErrorMessage`.",
      },
      { say: "Whether a producer changed: the time of the first failure, and the producer's last release." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "stopCause",
        say: "Where a producer broke the contract, take its release back. Where the contract has to change, add its next version beside this one.",
      },
      {
        kind: "manual",
        name: "fetchFailures",
        say: "Fetch the failures: their bucket, prefix and day are in the variables.",
        command: 'aws s3 cp --recursive "s3://$Bucket/$FailurePrefix" failures --exclude "*" --include "*dt=$Day/*"',
      },
      {
        kind: "manual",
        name: "mendRecords",
        say: "Take the records out, a line for each, and mend them; look at them before: what a contract does not name may be personal.",
        command: 'find failures -type f -exec cat {} + | jq -r ".rawData | @base64d" > records.jsonl',
      },
      {
        kind: "manual",
        name: "redrive",
        say: "Redrive: hand the mended records to the stream again, by the producer's own tool and with the ids that they had. Every consumer gets them once more, and drops what it has.",
      },
      {
        kind: "manual",
        name: "removeFailures",
        say: "Remove the files that were redriven, and the copies on your machine.",
        command: 'aws s3 rm --recursive "s3://$Bucket/$FailurePrefix" --exclude "*" --include "*dt=$Day/*"',
      },
    ],
    after: ["The metric FailedConversion.Records is zero for a day.", "Nothing lies below the failure prefix."],
    next: ["feed-stale", "stream-failures-waiting"],
  },
  "feed-delivery-failing": {
    title: "A feed cannot be written",
    severity: "ticket",
    means:
      "Firehose writes again and again and is refused. What it has not written is in the source for as long as that retains, and no longer.",
    look: [STREAM, LOG],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "mendAccess",
        say: "Mend what refuses it: the role of the feed's writer, the policy of the bucket, the customer key. Apply the stack where somebody changed one by hand.",
        command: 'pulumi up --stack "$Stack"',
      },
      {
        kind: "manual",
        name: "keepRecords",
        say: "Where that takes more than half a day, raise `retention` of the stream in the file and apply it.",
      },
    ],
    after: ["The metric DeliveryToS3.Success is 1 for an hour.", "Take the retention back to what it was."],
    next: ["feed-stale", "feed-source-behind"],
  },
  "feed-source-behind": {
    title: "A feed falls behind its stream",
    severity: "ticket",
    means:
      "Firehose reads late, or as fast as it may and not fast enough. The feed is stale though what is delivered is fresh; what leaves the stream before it is read is lost to readers.",
    look: [
      STREAM,
      { say: "How much more is written than on other days: a sale, a migration, a producer in a loop." },
      { say: "Whether other consumers of the same stream or cluster are behind as well: then it is not Firehose." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "mendDelivery",
        say: "Where delivery fails or conversion does, mend that first: Firehose reads no further than it can write.",
      },
      {
        kind: "manual",
        name: "raiseLimit",
        say: "Where it reads at its limit, ask AWS for a higher one: for a topic the limit is per partition, so more partitions help too.",
      },
      {
        kind: "manual",
        name: "keepRecords",
        say: "Where it cannot catch up before records expire, raise `retention` of the stream in the file first.",
      },
    ],
    after: ["Firehose is less than a minute behind, or reads without back-pressure, for an hour."],
    next: ["feed-delivery-failing", "feed-throttled", "stream-reader-behind", "kafka-consumer-behind"],
  },
  "feed-throttled": {
    title: "The source slows a feed down",
    severity: "ticket",
    means:
      "The stream throttles Firehose, or brokers delay it. It shares the source with other readers: either the source is too small or one reader takes too much.",
    look: [STREAM, { say: "Which readers there are, and whether their alarms of throttling ring too." }],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "separateReaders",
        say: "Give readers that take much an enhanced fan-out of their own, or stop the one that is not needed.",
      },
      { kind: "manual", name: "giveCapacity", say: "Add shards, or brokers, in the file and apply it." },
    ],
    after: ["No throttling for an hour."],
    next: ["feed-source-behind", "stream-read-throttled"],
  },
  "restock-proposals-undelivered": {
    title: "Restock proposals have not reached their queue",
    severity: "ticket",
    means:
      "EventBridge could not hand proposals to the queue of those who decide, and left them as dead letters. Nothing was ordered or not ordered by that: proposals are looked at by people.",
    look: [
      {
        say: "Why: the attributes ERROR_CODE and ERROR_MESSAGE of a dead letter; access denied by the queue or its key is common.",
      },
      { say: "How old they are: a proposal counts until the next night's replaces it." },
    ],
    parameters: {},
    steps: [
      { kind: "manual", name: "mendQueue", say: "Mend the queue's policy or its key: apply the stack." },
      {
        kind: "manual",
        name: "replay",
        say: "Replay the night from the archive of the bus, to the rule of proposals alone. Whoever reads drops the ids that it has.",
        command:
          'aws events start-replay --replay-name "$Replay" --event-source-arn "$ArchiveArn" --event-start-time "$From" --event-end-time "$Until" --destination "Arn=$BusArn,FilterArns=$RuleArn"',
      },
      {
        kind: "manual",
        name: "removeLetters",
        say: "Empty the queue of dead letters: the archive holds what was in them.",
        command: 'aws sqs purge-queue --queue-url "$UndeliveredQueueUrl"',
      },
    ],
    after: ["The queue of dead letters is empty, and the queue of proposals has last night's."],
    next: ["queue-backlog", "batch-run-failed"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
