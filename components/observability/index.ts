export { Canaries, type CanariesArgs } from "./canaries";
export * from "./canaries.plan";
export * from "./canaries.refusals";
