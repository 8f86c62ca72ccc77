export { examine, type Examination } from "./examine";
export { RUNBOOKS, type Runbook } from "./findings";
export { renderJson, renderText } from "./render";
