import type { RunbookId } from "../../core/runbooks";
import type { Runbook } from "../steps";

/** Runbooks of batch jobs. */
export const BATCH_RUNBOOKS = {
  "batch-run-failed": {
    title: "A run of a batch job failed",
    severity: "ticket",
    means:
      "A run used up its attempts, or its deadline. What it had finished is kept at its checkpoints; the rest waits for the next run, and buyers see old numbers until then.",
    look: [
      { say: "Which shard, and how its last pod ended: the job's status and events name the reason." },
      {
        say: "Whether pods were interrupted (spot, which does not count as a failure) or ended in an error, or were out of memory.",
      },
      { say: "Whether the input was there and could be read." },
      {
        say: "On AWS Batch: `/aws/events/<job>` names the run; its attempts say how each ended.",
        call: { operation: "batch:DescribeJobs", with: { jobs: ["{{ JobId }}"] } },
      },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "readLog",
        say: "Read why it failed.",
        command: 'kubectl describe job "$Run" --namespace "$Namespace"',
      },
      {
        kind: "manual",
        name: "mendCause",
        say: "Mend the cause: input, memory, the deadline in the file, or the job itself.",
      },
      {
        kind: "manual",
        name: "runAgain",
        say: "Run it again now if the night's result is needed today; it resumes at its checkpoints. On AWS Batch, submit the same definition with the `CHECKPOINT_URI` of the failed run.",
        command: 'kubectl create job "$Run-again" --from "cronjob/$Job" --namespace "$Namespace"',
      },
    ],
    after: ["A run has completed, and what depends on it has been rebuilt."],
    next: ["batch-run-missed", "stuck-reconciliation"],
  },
  "batch-run-missed": {
    title: "A batch job has not succeeded in time",
    severity: "ticket",
    means:
      "No run has completed for longer than the schedule, a late start and a run's deadline take together. Nobody reported a failure: runs may not start at all.",
    look: [
      { say: "Whether runs start: the CronJob's last schedule, and whether it is suspended." },
      { say: "Whether pods wait for a node: no spot capacity, a pool at its limit, a quota." },
      { say: "Whether the run before still runs, and the new one waits for it." },
      { say: "On AWS Batch: whether the schedule is enabled, and whether the run waits in its queue for machines." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "findRuns",
        say: "See what became of the last runs.",
        command: 'kubectl get cronjob,jobs,pods --namespace "$Namespace"',
      },
      {
        kind: "manual",
        name: "giveNodes",
        say: "Where pods wait for nodes, allow more instance types or on-demand nodes in the file.",
      },
      {
        kind: "manual",
        name: "runNow",
        say: "Run it now, in the quietest hour that is left.",
        command: 'kubectl create job "$Run-now" --from "cronjob/$Job" --namespace "$Namespace"',
      },
    ],
    after: ["A run has completed, and the alarm is quiet."],
    next: ["batch-run-failed", "stuck-reconciliation"],
  },
  "batch-run-undelivered": {
    title: "A schedule could not submit a run of a job",
    severity: "ticket",
    means:
      "EventBridge Scheduler asked AWS Batch to start a run, and gave up. The night has no run; the request waits among the schedule's dead letters for 14 days.",
    look: [
      {
        say: "The message in the queue of undelivered runs: its attributes name the error and how often it was tried.",
      },
      { say: "Whether the schedule's role may still submit the job, and whether its queue is enabled and valid." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "mendCause",
        say: "Mend what refused it: mostly a queue or a definition that was changed by hand.",
      },
      {
        kind: "manual",
        name: "submitRun",
        say: "Submit the run with what the message holds: its checkpoints keep the name of the night.",
      },
      { kind: "manual", name: "removeLetter", say: "Delete the message; the alarm ends with the last." },
    ],
    after: ["A run has completed, and the queue of undelivered runs is empty."],
    next: ["batch-run-missed", "batch-run-failed"],
  },
  "batch-jobs-failing": {
    title: "Jobs of AWS Batch fail, or hold up their queue",
    severity: "ticket",
    means:
      "A job failed for good, or the first one of a queue cannot start and those behind it wait. What the night computes is late.",
    look: [
      { say: "The events that rang: the log group `/aws/events/<queue>` holds each with its job and its reason." },
      {
        say: "The job: its attempts, how the last one ended, the name of its log.",
        call: { operation: "batch:DescribeJobs", with: { jobs: ["{{ JobId }}"] } },
      },
      {
        say: "Whether its reason is capacity (no spot instance of any allowed type), or one that no waiting mends: it asks for more than any instance has.",
      },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "mendCause",
        say: "Mend the job's definition or its input; where capacity is short, allow more instance types in the file, or send the job to the on-demand queue.",
      },
      {
        kind: "manual",
        name: "clearQueue",
        say: "End a job that can never start, so that those behind it do.",
        command: { operation: "batch:TerminateJob", with: { jobId: "{{ JobId }}", reason: "cannot-start" } },
      },
      { kind: "manual", name: "submitAgain", say: "Submit it again; it resumes at its checkpoints, if it has any." },
    ],
    after: ["The queue is empty, and what depends on the result has been rebuilt."],
    next: ["batch-run-failed", "batch-run-missed", "stuck-reconciliation"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
