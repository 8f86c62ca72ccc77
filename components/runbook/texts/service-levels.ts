import type { RunbookId } from "../../core/runbooks";
import type { Runbook } from "../steps";

/** Runbooks of promises that are broken a little at a time. */
export const SERVICE_LEVEL_RUNBOOKS = {
  "read-model-behind": {
    title: "The read model is behind",
    severity: "page",
    means:
      "Queries answer from old events: buyers see stock that is gone. Allocation is not affected, it asks the database.",
    look: [
      {
        say: "Whether the consumer of the stream is behind, fails or is throttled: the alarms of the stream and of the handler.",
      },
      { say: "Whether the outbox is relayed: rows that wait there never reached the stream." },
      { say: "Whether the store of the read model takes its writes: throttled writes, a full cache, a lock." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "giveCapacity",
        say: "Give the projector more: replicas or parallel batches, up to one for each partition or shard.",
      },
      {
        kind: "manual",
        name: "mendOrSkip",
        say: "Where one event blocks all, mend the projector; an event that cannot be projected goes to the failure queue, not into an endless retry.",
      },
      {
        kind: "manual",
        name: "rebuild",
        say: "Where the model is wrong and not only late, rebuild it beside the old one from the retained events, or from the archive, and switch over.",
      },
    ],
    after: ["The age of the projection is below its limit at the peak of the day, not only at night."],
    next: ["stream-reader-behind", "kafka-consumer-behind", "handler-behind", "cache-memory"],
  },
  "error-budget-burn": {
    title: "A service level burns its error budget",
    severity: "page",
    means:
      "Requests fail, or are slow, several times more often than the objective allows. The description of the alarm says how fast, and how much of the budget is gone. A page lasts days at that rate, a ticket weeks.",
    look: [
      { say: "The dashboard of the level: since when, which objective, whether it still burns." },
      { say: "What changed then: deployment, flag, traffic, a region's role, a dependency." },
      { say: "Which part: one zone, one version, one route, one tenant; compare the bad requests with the good ones." },
      {
        say: "Which other alarms ring: the cause has usually one of its own.",
        call: { operation: "cloudwatch:DescribeAlarms", with: { StateValue: "ALARM" } },
      },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "undo",
        say: "Undo the last change before looking for its defect.",
        command: 'kubectl rollout undo "deployment/$Service" --namespace "$Namespace"',
      },
      {
        kind: "manual",
        name: "shed",
        say: "Where load is the cause, shed it: turn off what is not needed to sell, lower limits of callers, raise the autoscaler's maximum.",
      },
      {
        kind: "manual",
        name: "moveAway",
        say: "Where one zone or region is the cause, move traffic away from it.",
      },
    ],
    after: [
      "While the budget is spent, nothing is released but what mends it.",
      "Write down the time line while it is fresh.",
    ],
    next: ["region-switchover", "region-failover", "database-connections", "cache-misses", "handler-slow"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
