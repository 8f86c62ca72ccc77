export { BATCH_METRICS_NAMESPACE, type BatchAlarm, type PlannedBatchAlarm } from "./batch-alarms.plan";
export { BatchJob, type BatchJobArgs, type BatchJobCheckpoint, type BatchJobCluster } from "./batch-job";
export { BATCH_JOB_DEFAULTS, planBatchJob } from "./batch-job.plan";
export type { BatchJobPlan, BatchJobPlanArgs, Capacity, Checkpoint } from "./batch-job.plan";
export { batchJobRefusals, MAX_COMPLETIONS, SPOT_NOTICE_SECONDS } from "./batch-job.refusals";
