import type { RunbookId } from "../../core/runbooks";
import type { Look, Runbook } from "../steps";

/** Runbooks of change capture from a system of record on premises. */
export const CAPTURE_RUNBOOKS = {
  "capture-source-behind": {
    title: "Change capture reads the source late",
    severity: "page",
    means:
      "Changes of the system of record are read later than agreed. The anchor, and all that is built from it, shows stock that is no more.",
    look: [
      { say: "Whether the link is down: its tunnels, its sessions." },
      { say: "Whether the source is busy, or one long transaction holds its log back." },
      { say: "The log `dms-tasks-<capture>`: whether the task waits for the source, or reads and cannot keep up." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "easeSource",
        say: "Have the source's team end or split a transaction that runs for hours, and move re-imports to the night.",
      },
      {
        kind: "manual",
        name: "keepLog",
        say: "Have them keep the log of changes for longer than the task is behind: what is gone has to be loaded again.",
      },
      {
        kind: "manual",
        name: "giveCapacity",
        say: "Where the instance's CPU or memory is spent, choose a larger one.",
      },
    ],
    after: ["Latency of the source is below the threshold, and the reconciliation finds nothing."],
    next: ["link-tunnels-down", "capture-target-behind", "capture-stopped"],
  },
  "capture-target-behind": {
    title: "Change capture writes to the anchor late",
    severity: "page",
    means: "Changes have been read and wait to be written. The anchor is behind, though the link is well.",
    look: [
      { say: "Whether the database is busy, or fails over: its alarms." },
      { say: "Whether a captured table lacks the key by which rows are found, or has a lock that is held." },
      { say: "The table `awsdms_control.awsdms_apply_exceptions` of the anchor: what could not be written." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "endBlocker",
        say: "End the session that holds the lock; add the index that is missing.",
      },
      {
        kind: "manual",
        name: "waitForCatchUp",
        say: "Watch the latency fall. Changes that wait lie on the instance's disk; where it fills, give it more.",
      },
    ],
    after: ["Latency of the target is below the threshold, and no change waits on disk."],
    next: ["capture-source-behind", "database-cpu", "capture-validation-failed"],
  },
  "capture-validation-failed": {
    title: "A row of the anchor differs from the system of record",
    severity: "page",
    means:
      "Validation found a row that is not what the source has. Until it is mended, reservations may be judged by a wrong count.",
    look: [
      {
        say: "The table `awsdms_control.awsdms_validation_failures_v1` of the anchor: which rows, and how they differ.",
      },
      { say: "Whether anything else than change capture wrote to the table." },
      { say: "Whether the type or the collation of a column differs on both sides." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "holdReservations",
        say: "Where the rows are stock, hold reservations of those articles until they agree.",
      },
      {
        kind: "manual",
        name: "reloadTable",
        say: "Load the table again, by hand: a reload empties nothing and overwrites rows by their key.",
      },
      { kind: "manual", name: "takeRightsAway", say: "Take the right to write captured tables from everybody else." },
    ],
    after: ["Validation compared the table, and no row differs."],
    next: ["stock-mismatch", "capture-target-behind"],
  },
  "capture-stopped": {
    title: "Change capture has stopped",
    severity: "page",
    means:
      "The task has told nothing for a quarter of an hour: it was stopped, has failed, or is still loading for the first time. The anchor no longer follows the system of record.",
    look: [
      { say: "The task's state and its last error, in the console of DMS or by `aws dms describe-replication-tasks`." },
      { say: "The end of the log `dms-tasks-<capture>`." },
      { say: "Whether a password was changed: a task reads its secrets when it starts." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "mendCause",
        say: "Mend what the error names: the login, the certificate, the link, the disk.",
      },
      {
        kind: "manual",
        name: "resumeTask",
        say: "Resume the task; it goes on where it stopped, while the source still has its log from there.",
        command:
          'aws dms start-replication-task --replication-task-arn "$TaskArn" --start-replication-task-type resume-processing',
      },
      {
        kind: "manual",
        name: "loadAgain",
        say: "Where that log is gone, load again: rows are overwritten by their key, and rows deleted meanwhile are left over for the reconciliation to find.",
      },
    ],
    after: ["The task is running, its latency is below the threshold, and the reconciliation finds nothing."],
    next: ["capture-source-behind", "capture-validation-failed", "stuck-reconciliation"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;

const CONNECTOR: Look = {
  say: "The state of the connector, and what it says about it.",
  call: { operation: "kafkaconnect:DescribeConnector", with: { connectorArn: "{{ ConnectorArn }}" } },
};

/** Runbooks of the mirror of a Kafka on premises. */
export const MIRROR_RUNBOOKS = {
  "mirror-failed": {
    title: "A task of the mirror has failed, or none runs",
    severity: "page",
    means: "Partitions of mirrored topics no longer arrive in the region. What consumers there know grows old.",
    look: [
      CONNECTOR,
      { say: "The log of the workers: the exception that ended the task." },
      { say: "Whether the user on premises may still read, and whether its password was changed." },
      { say: "Whether a mirrored topic is missing in the region, or a record is larger than the cluster takes." },
    ],
    parameters: {},
    steps: [
      { kind: "manual", name: "mendCause", say: "Mend what the exception names, on the side that it names." },
      {
        kind: "manual",
        name: "replaceConnector",
        say: "MSK Connect restarts a task by itself only after some failures; replace the connector to start all of them. It goes on at its own offsets.",
        command: 'pulumi up --stack "$Stack" --replace "$ConnectorUrn" --target-dependents',
      },
    ],
    after: ["All tasks run, and records arrive."],
    next: ["mirror-behind", "link-tunnels-down"],
  },
  "mirror-behind": {
    title: "Nothing arrives from the Kafka on premises",
    severity: "ticket",
    means:
      "The mirror has read nothing for as long as the quietest hour lasts: producers on premises are silent, or the mirror waits for brokers that it cannot reach.",
    look: [
      CONNECTOR,
      { say: "Whether the link is down." },
      { say: "Whether producers on premises write: the newest offsets there." },
      { say: "The log of the workers: whether they wait for a connection." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "restoreWay",
        say: "Restore the link, or the listener on premises that the mirror asks first.",
      },
      {
        kind: "manual",
        name: "checkRetention",
        say: "Compare how long nothing arrived with the topic's retention on premises, and extend that before records are lost.",
      },
    ],
    after: ["Records arrive, and their newest offset is that of the premises."],
    next: ["mirror-failed", "link-tunnels-down", "read-model-behind"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
