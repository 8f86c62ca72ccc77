export { buildApp } from "./app";
export type { App, Partition } from "./context";
