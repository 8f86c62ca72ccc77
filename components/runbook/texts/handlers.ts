import type { RunbookId } from "../../core/runbooks";
import type { Look, Runbook } from "../steps";

const FUNCTION: Look = {
  say: "The function as it runs: version, memory, timeout, state of its last update.",
  call: { operation: "lambda:GetFunctionConfiguration", with: { FunctionName: "{{ FunctionName }}" } },
};
const MAPPINGS: Look = {
  say: "Its sources: whether one is disabled, and what its last result was.",
  call: { operation: "lambda:ListEventSourceMappings", with: { FunctionName: "{{ FunctionName }}" } },
};
const CONCURRENCY: Look = {
  say: "How much concurrency is reserved for it.",
  call: { operation: "lambda:GetFunctionConcurrency", with: { FunctionName: "{{ FunctionName }}" } },
};

/** Runbooks of handlers: functions that take from queues and streams. */
export const HANDLER_RUNBOOKS = {
  "handler-errors": {
    title: "A handler fails",
    severity: "page",
    means:
      "Invocations end in an error. Their messages come back; after the last attempt they become dead letters, or notes in the failure queue.",
    look: [
      FUNCTION,
      { say: "The first error in its log, not the last; whether all invocations fail or some." },
      { say: "Whether it began with a deployment, or with something that it calls." },
    ],
    parameters: {},
    steps: [
      { kind: "manual", name: "undo", say: "Take the deployment back, if it began with it." },
      {
        kind: "manual",
        name: "pause",
        say: "Where each attempt does harm, disable its mapping: messages wait, within retention.",
        command: { operation: "lambda:UpdateEventSourceMapping", with: { UUID: "{{ MappingId }}", Enabled: false } },
      },
      {
        kind: "manual",
        name: "mend",
        say: "Mend what it calls, or make it reject what it can never handle, so that it dies at once.",
      },
      {
        kind: "manual",
        name: "resume",
        say: "Enable the mapping again.",
        command: { operation: "lambda:UpdateEventSourceMapping", with: { UUID: "{{ MappingId }}", Enabled: true } },
      },
    ],
    after: ["No error in an hour.", "Dead letters and notes are redriven."],
    next: ["handler-partial-failures", "queue-dead-letters", "stream-failures-waiting", "database-connections"],
  },
  "handler-throttled": {
    title: "A handler is throttled",
    severity: "page",
    means:
      "Lambda refuses to start more of it: its own reserved concurrency, or the account's limit in the region, is used up. Work waits.",
    look: [
      CONCURRENCY,
      { say: "Whether the account's `ConcurrentExecutions` is near its limit: then others suffer too." },
      { say: "Whether invocations take longer than usual: the same work then needs more at a time." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "giveConcurrency",
        say: "Raise its reserved concurrency in the file, as far as what is behind it bears: connections of the database.",
      },
      {
        kind: "manual",
        name: "raiseQuota",
        say: "Where the account's limit is reached, take concurrency from what can wait, and ask for a higher quota.",
      },
      { kind: "manual", name: "shorten", say: "Where it is slow, make it fast first." },
    ],
    after: ["Nothing is throttled at the peak of the day."],
    next: ["handler-slow", "handler-behind", "queue-backlog"],
  },
  "handler-behind": {
    title: "A handler is behind its stream",
    severity: "page",
    means:
      "The age of the iterator grows: it handles records later than agreed. When it reaches the retention of the stream, records are lost to it.",
    look: [
      MAPPINGS,
      { say: "Whether it fails over and over on one batch, which holds its shard back, or is simply slow." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "mend",
        say: "Where it fails, proceed as with errors: bisection isolates the record, and the rest goes on.",
      },
      {
        kind: "manual",
        name: "giveCapacity",
        say: "Where it is slow, raise parallel batches for each shard, batch size or memory in the file.",
      },
      { kind: "manual", name: "keepRecords", say: "Where time is short, raise `retention` of the stream first." },
    ],
    after: ["The age of the iterator falls to seconds."],
    next: ["handler-errors", "handler-throttled", "handler-slow", "stream-reader-behind"],
  },
  "handler-partial-failures": {
    title: "A handler fails at parts of its batches",
    severity: "ticket",
    means:
      "It reports single messages as failed while the invocation succeeds, so its errors stay at zero. The messages come back until they die.",
    look: [{ say: "What the failed messages have in common: the handler logs each with its reason." }, MAPPINGS],
    parameters: {},
    steps: [
      { kind: "manual", name: "mend", say: "Mend the handling of that kind of message, or what it needs." },
      {
        kind: "manual",
        name: "tellSender",
        say: "Where the message itself is wrong, tell its sender; it becomes a dead letter.",
      },
    ],
    after: ["No message is reported as failed in an hour."],
    next: ["handler-errors", "queue-dead-letters", "stream-failures-waiting"],
  },
  "handler-slow": {
    title: "A handler is slow",
    severity: "ticket",
    means:
      "Invocations take nearly as long as their timeout. Beyond it they are ended in the middle, and their messages come back.",
    look: [
      FUNCTION,
      { say: "Where the time goes: traces or timings in its log; the first call after a start, or every one." },
      { say: "Whether what it calls is slow: the database, a partner." },
    ],
    parameters: {},
    steps: [
      { kind: "manual", name: "giveMemory", say: "Raise its memory in the file: CPU comes with it." },
      { kind: "manual", name: "shrinkBatch", say: "Lower its batch size, so that a batch fits well into the timeout." },
      {
        kind: "manual",
        name: "limitCalls",
        say: "Give each call that it makes a timeout of its own, shorter than the function's.",
      },
    ],
    after: ["The slowest invocations take half of the timeout at most."],
    next: ["handler-throttled", "database-cpu", "database-connections"],
  },
  "handler-failures-undelivered": {
    title: "What a handler gave up on is not kept",
    severity: "page",
    means:
      "Lambda gave up on records or events and could not leave the note of it in the failure queue. Nothing else says which they were.",
    look: [
      MAPPINGS,
      { say: "Whether its role may send to the failure queue and use the queue's key; whether either has changed." },
      { say: "The log of the handler from when the alarm began: it names each record that failed." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "pause",
        say: "Disable its mapping: records wait in the stream, within retention, instead of being lost.",
        command: { operation: "lambda:UpdateEventSourceMapping", with: { UUID: "{{ MappingId }}", Enabled: false } },
      },
      {
        kind: "manual",
        name: "mend",
        say: "Deploy again what gives the role its rights, or bring the queue or its key back.",
      },
      {
        kind: "manual",
        name: "resume",
        say: "Enable the mapping again.",
        command: { operation: "lambda:UpdateEventSourceMapping", with: { UUID: "{{ MappingId }}", Enabled: true } },
      },
      {
        kind: "manual",
        name: "readAgain",
        say: "Read the records of that time again from the stream, by the sequence numbers in the log.",
      },
    ],
    after: ["Failures arrive in the failure queue.", "No record of that time is missing."],
    next: ["stream-failures-waiting", "handler-errors"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
