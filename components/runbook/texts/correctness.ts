import type { RunbookId } from "../../core/runbooks";
import type { Runbook, RunbookParameter, RunbookStep } from "../steps";

const CLUSTER: RunbookParameter = {
  say: "identifier of the database cluster that is the primary now",
  pattern: "^[a-z][a-z0-9-]{0,62}$",
};
const SNAPSHOT: RunbookParameter = {
  say: "name of the snapshot that is taken before anything is repaired",
  pattern: "^[a-zA-Z][a-zA-Z0-9-]{0,254}$",
};
const ALARM: RunbookParameter = { say: "name of the alarm that rang", pattern: "^.{1,255}$" };

const SNAPSHOT_STEPS: readonly RunbookStep[] = [
  {
    kind: "act",
    name: "takeSnapshot",
    say: "Take a snapshot of the database, so that the repair itself can be undone.",
    call: {
      operation: "rds:CreateDBClusterSnapshot",
      with: { DBClusterSnapshotIdentifier: "{{ SnapshotIdentifier }}", DBClusterIdentifier: "{{ ClusterIdentifier }}" },
    },
  },
  {
    kind: "wait",
    name: "snapshotTaken",
    say: "Wait for the snapshot.",
    call: {
      operation: "rds:DescribeDBClusterSnapshots",
      with: { DBClusterSnapshotIdentifier: "{{ SnapshotIdentifier }}" },
    },
    property: "$.DBClusterSnapshots[0].Status",
    oneOf: ["available"],
    seconds: 3_600,
  },
];
const QUIET: RunbookStep = {
  kind: "wait",
  name: "alarmIsQuiet",
  say: "Wait until the alarm is quiet again.",
  call: { operation: "cloudwatch:DescribeAlarms", with: { AlarmNames: ["{{ AlarmName }}"] } },
  property: "$.MetricAlarms[0].StateValue",
  oneOf: ["OK"],
  seconds: 3_600,
};

/** Runbooks of what makes stock wrong. */
export const CORRECTNESS_RUNBOOKS = {
  "negative-inventory": {
    title: "Stock is negative",
    severity: "page",
    means:
      "An article has been allocated beyond what there is. Each minute sells more of what cannot be delivered. The database refuses a negative count where the check lies in its schema; a negative count then comes from a read model, or from a channel that counts for itself.",
    look: [
      { say: "Which articles, warehouses and channels: the dimensions of the metric, and the service's log." },
      {
        say: "Whether the database says so too, or a read model alone. If the database is right, rebuild the read model.",
      },
      { say: "Whether it began with a deployment, a redrive, an import or a change of roles between regions." },
      {
        say: "With the inventory service of the examples: what its `doctor.js negative-inventory` finds, with rows, versions and events. It changes nothing without `--apply`.",
      },
    ],
    parameters: { ClusterIdentifier: CLUSTER, SnapshotIdentifier: SNAPSHOT, AlarmName: ALARM },
    steps: [
      {
        kind: "manual",
        name: "stopSelling",
        say: "Stop selling these articles in every channel, and keep open orders of them from being shipped.",
      },
      ...SNAPSHOT_STEPS,
      {
        kind: "manual",
        name: "findCause",
        say: "Replay the events of one article in their order and find the first after which its count is below zero: an event that was applied twice, came late, or was never written.",
      },
      { kind: "approve", name: "approveRepair", say: "Approve the correction: cause, articles, units." },
      {
        kind: "manual",
        name: "correct",
        say: "Record a correcting event with its reason through the service. Never change the count in the database: read models, caches and other regions follow events alone.",
      },
      {
        kind: "manual",
        name: "settleOrders",
        say: "Settle the orders beyond the stock, oldest first served: another warehouse, a later date, or a cancellation with a refund.",
      },
      QUIET,
    ],
    after: [
      "Sell again, article by article.",
      "Write a test of the sequence of events that led here, then mend the cause.",
      "Delete the snapshot when the next reconciliation has passed.",
    ],
    next: ["duplicate-allocation", "stock-mismatch", "queue-dead-letters"],
  },
  "duplicate-allocation": {
    title: "A unit is allocated twice",
    severity: "page",
    means:
      "Two orders hold the same unit. One of them will not be delivered. The usual causes are a retry without an idempotency key, a redrive of what had been handled, and two regions that both took writes.",
    look: [
      { say: "The two orders: when, by which request, in which region, under which idempotency key." },
      {
        say: "Whether the database has one writer. Two writers are a failover that went wrong: stop one of them first.",
        call: { operation: "rds:DescribeGlobalClusters", with: {} },
      },
      {
        say: "Whether a redrive ran: notes and dead letters are handled at least once, so handlers must know what they did.",
      },
      {
        say: "With the inventory service of the examples: what its `doctor.js duplicate-allocation` finds, with the orders that have units of each row.",
      },
    ],
    parameters: { ClusterIdentifier: CLUSTER, SnapshotIdentifier: SNAPSHOT, AlarmName: ALARM },
    steps: [
      {
        kind: "manual",
        name: "holdOrders",
        say: "Hold both orders, and every other that names the same unit, before a warehouse picks them.",
      },
      ...SNAPSHOT_STEPS,
      {
        kind: "manual",
        name: "stopCause",
        say: "Stop what allocates twice: pause the consumer or the redrive, or take the deployment back.",
      },
      {
        kind: "approve",
        name: "approveRelease",
        say: "Approve which allocation stays: the earlier one, unless it is void.",
      },
      {
        kind: "manual",
        name: "release",
        say: "Release the other allocation by a compensating event through the service, under the idempotency key of the incident, so that repeating it does no harm.",
      },
      {
        kind: "manual",
        name: "allocateAnew",
        say: "Allocate the released order from what is really there, or tell its buyer.",
      },
      QUIET,
    ],
    after: [
      "Count the other pairs that the same cause can have made, not only those that rang.",
      "Start what was paused again, and watch the count for as long as messages are retained.",
    ],
    next: ["negative-inventory", "region-failover", "stream-failures-parked"],
  },
  "stuck-reconciliation": {
    title: "Reconciliation is stuck, or finds too much",
    severity: "ticket",
    means:
      "Systems of record differ by more than agreed, or nobody has compared them. Until that is settled, counts and orders are promises on old numbers.",
    look: [
      { say: "Whether the last run ended, and with what: its log, and the time of its last result." },
      {
        say: "Whether work waits that it depends on.",
        call: {
          operation: "sqs:GetQueueAttributes",
          with: { QueueUrl: "{{ QueueUrl }}", AttributeNames: ["ApproximateNumberOfMessages"] },
        },
      },
      {
        say: "Whether a handler has been switched off: `State` is `Disabled`.",
        call: { operation: "lambda:ListEventSourceMappings", with: { EventSourceArn: "{{ QueueArn }}" } },
      },
      { say: "Whether the difference grows with time (something is not applied) or stood still (something was lost)." },
      {
        say: "With the inventory service of the examples: what its `doctor.js stuck-reconciliation` finds: days not archived or not compared, repairs cut short.",
      },
    ],
    parameters: {
      QueueUrl: { say: "URL of the queue that feeds reconciliation", pattern: "^https://[^ ]+$" },
      QueueArn: { say: "ARN of that queue", pattern: "^arn:[^ ]+$" },
      DeadLetterQueueArn: { say: "ARN of its dead-letter queue", pattern: "^arn:[^ ]+$" },
      AlarmName: ALARM,
    },
    steps: [
      {
        kind: "manual",
        name: "holdCorrections",
        say: "Keep the run from applying corrections on its own, so that a wrong feed does not become wrong stock.",
      },
      {
        kind: "manual",
        name: "mendFeed",
        say: "Mend what is in the way: the connection to the other system, the file that does not parse, the handler that fails.",
      },
      { kind: "approve", name: "approveRedrive", say: "Approve that what had failed is handled once more." },
      {
        kind: "act",
        name: "redrive",
        say: "Move the dead letters back into the queue.",
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
        kind: "manual",
        name: "compareAgain",
        say: "Run the comparison again. Small differences are corrected by events; those above the agreed limit are decided one by one, with a count in the warehouse.",
      },
      QUIET,
    ],
    after: ["Let the run apply corrections again.", "Note which side was right: the other one has the defect."],
    next: ["stock-mismatch", "queue-dead-letters", "queue-aging", "handler-errors"],
  },
  "stock-mismatch": {
    title: "Counted stock is not recorded stock",
    severity: "ticket",
    means:
      "More counts than agreed differ from what the system says. Buyers meet cancelled orders, or shelves hold what nobody can buy.",
    look: [
      { say: "Where: one warehouse, one channel, one article group, or everywhere." },
      { say: "Whether the read model lags behind, which heals by itself: see the age of the projection." },
      {
        say: "Whether receipts or shipments are missing: messages that died, a scanner that is offline, a file that did not come.",
      },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "countAgain",
        say: "Count a sample once more. A difference that stays is real, one that goes was a matter of time.",
      },
      {
        kind: "manual",
        name: "protectSales",
        say: "Where the system promises more than there is, hold back a safety stock of the size of the difference.",
      },
      {
        kind: "manual",
        name: "correct",
        say: "Correct by events with a reason, through the service; above the agreed limit with a second pair of eyes.",
      },
    ],
    after: ["Release the safety stock when a day of counts agrees."],
    next: ["stuck-reconciliation", "read-model-behind", "negative-inventory"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
