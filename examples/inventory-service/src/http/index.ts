export { buildApp } from "./app";
export type { App, HttpOptions, Partition } from "./context";
export { errorFields, type LogSink } from "./log";
