export { BATCH_METRICS_NAMESPACE, type BatchAlarm, type PlannedBatchAlarm } from "./batch-alarms.plan";
export { BatchJob, type BatchJobArgs, type BatchJobCheckpoint } from "./batch-job";
export { BATCH_JOB_DEFAULTS, planBatchJob } from "./batch-job.plan";
export type { BatchJobPlan, BatchJobPlanArgs, Capacity, Checkpoint } from "./batch-job.plan";
export { batchJobRefusals, MAX_COMPLETIONS, SPOT_NOTICE_SECONDS } from "./batch-job.refusals";
export {
  QueuedBatchJob,
  type BatchJobQueue,
  type BatchJobSecret,
  type QueuedBatchJobArgs,
  type QueuedBatchJobCheckpoint,
} from "./queued-job";
export { MAX_ATTEMPTS, planQueuedBatchJob, QUEUED_BATCH_JOB_DEFAULTS, QUEUED_LIMITS } from "./queued-job.plan";
export type { PlannedRetryRule, QueuedBatchJobPlan, QueuedBatchJobPlanArgs, QueuedCheckpoint } from "./queued-job.plan";
export { queuedBatchJobRefusals } from "./queued-job.refusals";
export { queuedTimesRefusals } from "./queued-times.refusals";
