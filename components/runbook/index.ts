export { RUNBOOKS } from "./library";
export { renderPages } from "./markdown";
export { Runbooks, type RunbooksArgs } from "./runbooks";
export {
  AUTOMATED,
  planAutomations,
  type AutomationContent,
  type AutomationStep,
  type PlannedAutomation,
  type RunbooksPlanArgs,
} from "./runbooks.plan";
export { MAX_NAME_PREFIX, runbooksRefusals, type RunbooksRefusalArgs } from "./runbooks.refusals";
export * from "./steps";
