export { buildApp, buildOperations } from "./app";
export type { PageBundle } from "./page-route";
export type { App, HttpOptions, Partition } from "./context";
export { errorFields, type LogSink } from "./log";
export { TlsFilesError, type TlsFiles } from "./tls-files";
export { TlsServer } from "./tls-server";
