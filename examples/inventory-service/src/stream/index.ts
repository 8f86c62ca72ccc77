export { cloudEvent, eventSchemas, type CloudEvent } from "./cloud-event";
export { InProcessStream } from "./in-process-stream";
export { Fenced, type Stream } from "./stream";
