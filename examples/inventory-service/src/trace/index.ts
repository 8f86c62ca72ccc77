export { during, recording } from "./during";
export { otlpTraces, type OtlpOptions } from "./otlp-traces";
export { CommandTraces } from "./trace-commands";
export { traceHandling, tracePublishing } from "./trace-events";
export { NO_TRACES, NOT_RECORDED, type Span, type Traces } from "./traces";
