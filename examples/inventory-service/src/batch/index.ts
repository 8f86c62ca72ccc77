export { Batcher } from "./batcher";
export { executeSplitting } from "./execute-splitting";
export { openBatcher } from "./open-batcher";
export { Unanswered } from "./pending";
export { whileAvailable } from "./while-available";
