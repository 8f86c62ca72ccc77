export { during, recording } from "./during";
export { otlpTraces, type OtlpOptions } from "./otlp-traces";
export { CommandTraces } from "./trace-commands";
export { traceHandling, tracePublishing } from "./trace-events";
export { NO_TRACES, type Span, type Traces } from "./traces";
