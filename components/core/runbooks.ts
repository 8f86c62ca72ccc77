import type { Refusal } from "./refusal";

/**
 * Ids of the runbooks that alarms name. An id is part of an alarm's contract with whoever is on call: it is the name of
 * the file, `docs/runbooks/<id>.md`, and does not change. What the runbooks say is in `components/runbook`.
 */
export const RUNBOOK_IDS = [
  ...["negative-inventory", "duplicate-allocation", "stuck-reconciliation"],
  ...["stock-mismatch", "read-model-behind", "error-budget-burn"],
  ...["region-switchover", "region-failover", "region-failback"],
  ...["queue-backlog", "queue-aging", "queue-dead-letters"],
  ...["stream-failures-waiting", "stream-failures-aging", "stream-failures-parked"],
  ...["stream-reader-behind", "stream-write-throttled", "stream-read-throttled"],
  ...["kafka-offline-partitions", "kafka-under-replicated", "kafka-disk-used", "kafka-consumer-behind"],
  ...["kafka-replication-behind", "kafka-replicator-failure", "kafka-replicator-refused"],
  ...["cache-memory", "cache-evictions", "cache-replication-lag", "cache-throttled", "cache-load", "cache-misses"],
  ...["database-replication-lag", "database-cpu", "database-capacity"],
  ...["database-free-memory", "database-connections", "database-deadlocks"],
  ...["batch-run-failed", "batch-run-missed", "batch-run-undelivered", "batch-jobs-failing"],
  ...["certificate-renewal", "firewall-blocked", "cdn-errors", "cdn-origin-latency"],
  ...["endpoint-unhealthy", "migration-parity", "canary-failing"],
  ...["api-errors", "api-latency", "api-throttled", "partner-keys-overdue", "partner-keys-still-used"],
  ...["invalidation-budget-spent", "invalidation-given-up", "invalidation-refused"],
  ...["handler-errors", "handler-throttled", "handler-behind", "handler-partial-failures", "handler-slow"],
  "handler-failures-undelivered",
  ...["link-tunnel-down", "link-tunnels-down", "link-direct-connect-down", "names-resolver-unhealthy"],
  ...["capture-source-behind", "capture-target-behind", "capture-validation-failed", "capture-stopped"],
  ...["mirror-failed", "mirror-behind"],
  ...["feed-stale", "feed-conversion-failed", "feed-delivery-failing", "feed-source-behind", "feed-throttled"],
  "restock-proposals-undelivered",
] as const;

/** One of {@link RUNBOOK_IDS}. */
export type RunbookId = (typeof RUNBOOK_IDS)[number];

/** What an alarm says, and which runbook it names. */
export interface AlarmText {
  /** Name of what is watched, as people on call know it. */
  readonly subject: string;
  /** What is wrong, as a phrase. */
  readonly what: string;
  /** Id of the runbook. */
  readonly runbook: RunbookId;
  /** Address of the folder that the runbooks are in. */
  readonly runbooksUrl: string;
}

/** Where a runbook is read. */
export function runbookAddress(runbooksUrl: string, runbook: RunbookId): string {
  return `${runbooksUrl}/${runbook}.md`;
}

/** Description of an alarm: what it watches, what is wrong, and where it says what to do. */
export function describeAlarm({ subject, what, runbook, runbooksUrl }: AlarmText): string {
  return `${subject}: ${what}. Runbook: ${runbookAddress(runbooksUrl, runbook)}`;
}

const FOLDER_URL = /^https:\/\/[^\s#?]*[^\s#?/]$/;

/** Refuses an address that no runbook's file name can follow. */
export const runbooksUrlRefusal: Refusal<{ readonly runbooksUrl: string }> = {
  when: ({ runbooksUrl }) => !FOLDER_URL.test(runbooksUrl),
  say: ({ runbooksUrl }) => ({
    arg: "runbooksUrl",
    got: runbooksUrl,
    expected: "an https address without a slash at its end, a query or a fragment",
    change: "give the address of the folder of runbooks; each alarm adds the file of its own",
  }),
};
