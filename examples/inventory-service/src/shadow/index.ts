export { compareWrites, type ShadowWrite } from "./compare-writes";
export { ShadowQueue } from "./shadow-queue";
