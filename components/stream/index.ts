export { STREAM_POLICY_ACTIONS, type TlsOnlyPolicy } from "./resource-policies";
export { Stream, type StreamArgs, type StreamKind, type StreamOutputs, type StreamProtocol } from "./stream";
export * from "./stream.plan";
export {
  MAX_REDRIVE_ATTEMPTS,
  MAX_RETENTION,
  MAX_STREAM_NAME,
  MIN_RETENTION,
  streamRefusals,
  type StreamRefusalArgs,
} from "./stream.refusals";
