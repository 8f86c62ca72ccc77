import type { RunbookId } from "../../core/runbooks";
import type { Look, Runbook, RunbookParameter } from "../steps";

const WAITING: Look = {
  say: "How many messages wait, and how many are being handled.",
  call: {
    operation: "sqs:GetQueueAttributes",
    with: {
      QueueUrl: "{{ QueueUrl }}",
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    },
  },
};
const DEAD_LETTERS: RunbookParameter = { say: "ARN of the dead-letter queue", pattern: "^arn:[a-z-]+:sqs:[^ ]+$" };

/** Runbooks of queues. */
export const QUEUE_RUNBOOKS = {
  "queue-backlog": {
    title: "A queue has a backlog",
    severity: "ticket",
    means:
      "More messages wait than the handlers take. Adapters fall behind; nothing is lost while the queue retains them.",
    look: [
      WAITING,
      {
        say: "Whether messages are being handled at all. None at all is a handler that is off, refused or broken; many is too little capacity.",
      },
      { say: "Whether it is a peak of senders: a campaign, a re-import, a loop." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "startHandler",
        say: "Where nothing is handled, mend the handler: its errors, its right to use the key, its mapping.",
      },
      {
        kind: "manual",
        name: "giveCapacity",
        say: "Where it is handled too slowly, raise concurrency or replicas, as far as what is behind the handler bears it: connections of the database, limits of a partner.",
      },
      {
        kind: "manual",
        name: "slowSenders",
        say: "Where it is a peak, slow the senders down, or let it drain if the age stays under its alarm.",
      },
    ],
    after: [
      "The backlog falls faster than it grew.",
      "If this is the new normal, raise the autoscaler's maximum in the file.",
    ],
    next: ["queue-aging", "handler-errors", "handler-throttled", "handler-slow"],
  },
  "queue-aging": {
    title: "A message waits too long",
    severity: "ticket",
    means:
      "The oldest message has waited longer than agreed. When `retention` ends it is gone without a trace. In a FIFO queue one message that fails holds its group back.",
    look: [
      WAITING,
      {
        say: "Whether all messages are old (too little capacity) or a few (they fail, and come back after each visibility timeout).",
      },
      { say: "In a FIFO queue: which group stands still. Its first message fails; the handler's log names it." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "mendHandler",
        say: "Mend what the handler fails at. After its last attempt the message becomes a dead letter, and its group goes on.",
      },
      { kind: "manual", name: "giveCapacity", say: "Where all are old, proceed as with a backlog." },
      {
        kind: "manual",
        name: "keepMessages",
        say: "Where retention ends before the cause is mended, raise `retention` of the queue in the file now: it applies to messages that wait already.",
      },
    ],
    after: ["The oldest message is younger than the alarm allows."],
    next: ["queue-backlog", "queue-dead-letters", "handler-errors"],
  },
  "queue-dead-letters": {
    title: "Dead letters wait",
    severity: "ticket",
    means:
      "A handler gave up on messages after their last attempt. Orders, counts or prices that they carry have not been applied. A dead letter is kept for 14 days: in a standard queue from the day it was first sent.",
    look: [
      {
        say: "How many there are.",
        call: {
          operation: "sqs:GetQueueAttributes",
          with: { QueueUrl: "{{ DeadLetterQueueUrl }}", AttributeNames: ["ApproximateNumberOfMessages"] },
        },
      },
      {
        say: "What they have in common, in the handler's log of that time: one sender, one article, one version, one partner that was down.",
      },
      { say: "Whether they are still true: a newer message about the same article may have been handled since." },
    ],
    parameters: {
      DeadLetterQueueUrl: { say: "URL of the dead-letter queue", pattern: "^https://[^ ]+$" },
      DeadLetterQueueArn: DEAD_LETTERS,
    },
    steps: [
      {
        kind: "manual",
        name: "mendCause",
        say: "Mend the cause first. What is moved back before that dies once more, and in a FIFO queue its order is lost each time.",
      },
      {
        kind: "approve",
        name: "approveRedrive",
        say: "Approve that they are handled again: handlers compare versions, and ignore what is older than what they know.",
      },
      {
        kind: "act",
        name: "redrive",
        say: "Move the dead letters back into their queue.",
        call: { operation: "sqs:StartMessageMoveTask", with: { SourceArn: "{{ DeadLetterQueueArn }}" } },
      },
      {
        kind: "wait",
        name: "redriven",
        say: "Wait until they have been moved.",
        call: { operation: "sqs:ListMessageMoveTasks", with: { SourceArn: "{{ DeadLetterQueueArn }}" } },
        property: "$.Results[0].Status",
        oneOf: ["COMPLETED"],
        seconds: 3_600,
      },
      {
        kind: "wait",
        name: "handled",
        say: "Wait until the dead-letter queue is empty, and stays so.",
        call: {
          operation: "sqs:GetQueueAttributes",
          with: { QueueUrl: "{{ DeadLetterQueueUrl }}", AttributeNames: ["ApproximateNumberOfMessages"] },
        },
        property: "$.Attributes.ApproximateNumberOfMessages",
        oneOf: ["0"],
        seconds: 3_600,
      },
    ],
    after: ["What came back a second time is read and settled by hand, then deleted."],
    next: ["handler-errors", "handler-partial-failures", "stuck-reconciliation"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
