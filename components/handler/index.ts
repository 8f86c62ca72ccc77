export { codeWithRuntime } from "./code-with-runtime";
export { Handler, type HandlerArgs } from "./handler";
export { HANDLER_ALARMS, NEAR_TIMEOUT_PERCENT } from "./handler-alarms";
export type { HandlerAlarm, HandlerAlarms, PlannedHandlerAlarm, WatchedPart } from "./handler-alarms";
export * from "./handler.plan";
export { handlerRefusals, type HandlerRefusalArgs } from "./handler.refusals";
export * from "./source.plan";
export { SOURCE_SETTINGS } from "./source.refusals";
