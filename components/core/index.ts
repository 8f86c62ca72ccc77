export { checkArgs, Component, type ComponentArgs, type ComponentType } from "./component";
export { fitName } from "./names";
export { refuse, type Problem, type Refusal } from "./refusal";
export type { Right, Rights } from "./rights";
export * from "./runbooks";
export * from "./tags";
export * from "./units";
