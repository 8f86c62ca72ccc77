export { Batcher } from "./batcher";
export { executeSplitting } from "./execute-splitting";
export { Unanswered } from "./pending";
export { whileAvailable } from "./while-available";
