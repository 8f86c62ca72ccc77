export type { Answer, AnswerContext, Answers } from "./answers";
export { planProgram, type ProgramOptions } from "./plan-program";
