export {
  FAILURE_ALARMS,
  FAILURE_DEFAULTS,
  FAILURE_RETENTION,
  FAILURE_SUFFIX,
  FAILURE_VISIBILITY,
  PARKED_SUFFIX,
  type FailureAlarm,
  type FailureChoices,
  type FailureDestinationPlan,
  type PlannedFailureAlarm,
  type PlannedThreshold,
} from "./failure-destination.plan";
export { failureRefusals, MAX_REDRIVE_ATTEMPTS, type FailureRefusalArgs } from "./failure-destination.refusals";
export { STREAM_POLICY_ACTIONS, type TlsOnlyPolicy } from "./resource-policies";
export { Stream, type StreamArgs } from "./stream";
export type { StreamKind, StreamOutputs, StreamProtocol } from "./stream-outputs";
export * from "./stream.plan";
export {
  MAX_RETENTION,
  MAX_STREAM_NAME,
  MIN_RETENTION,
  streamRefusals,
  type StreamRefusalArgs,
} from "./stream.refusals";
