/** The planner as a library: plans, their data type, and the judges that read them. */
export { diffPlans, diffPlanSets, type StackDiff } from "./diff/diff-plans";
export type { ResourceChange } from "./diff/resource-change";
export { planProgram, type Answer, type AnswerContext, type Answers, type ProgramOptions } from "./engine";
export type { Finding, FindingLevel, Severity } from "./finding";
export { InputError, type InputProblem } from "./input-error";
export * from "./plan";
export { PolicyPackError, runPolicyPacks, type PolicyConfiguration, type PolicyRun } from "./policy";
export { inventoryOf, type StackInventory } from "./report/inventory";
export type { PreviewDocument, PreviewStack } from "./report/preview-document";
export { previewEnvironment, type PreviewOptions } from "./run/preview-environment";
