export { cloudEvent, eventSchemas, STOCK_CHANGED, stockAfter, type CloudEvent } from "./cloud-event";
export { EPOCH_RAISED, epochOf, epochRaised, firstFence } from "./epoch";
export { InProcessStream } from "./in-process-stream";
export type { Listening, Source } from "./source";
export { Fenced, type Stream } from "./stream";
