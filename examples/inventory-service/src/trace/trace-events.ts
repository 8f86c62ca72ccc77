import type { CloudEvent, Stream } from "../stream";
import { during } from "./during";
import type { Span, TraceFacts, Traces } from "./traces";

/** Has the publication of those events recorded that a recorded command made. */
export function tracePublishing(traces: Traces, stream: Stream): Stream {
  return {
    publish: async (batch) => {
      const spans = batch.events.flatMap((event) => beginPublishing(traces, event) ?? []);
      try {
        await stream.publish(batch);
        spans.forEach((span) => span.end({}));
      } catch (error) {
        spans.forEach((span) => span.end({ failed: true }));
        throw error;
      }
    },
  };
}

function beginPublishing(traces: Traces, event: CloudEvent): Span | undefined {
  const { type, traceparent } = event;
  return traceparent === undefined
    ? undefined
    : traces.begin({ name: `publish ${type}`, role: "producer", parent: traceparent, facts: factsOf(event) });
}

/** Has what a consumer does with an event recorded where a recorded command made it. */
export function traceHandling(
  traces: Traces,
  consumer: string,
  handle: (event: CloudEvent) => Promise<void>,
): (event: CloudEvent) => Promise<void> {
  return (event) => {
    const facts = { ...factsOf(event), consumer };
    const start = { name: `process ${event.type}`, role: "consumer", parent: event.traceparent, facts } as const;
    return during(traces, start, () => handle(event));
  };
}

function factsOf({ tenant }: CloudEvent): TraceFacts {
  return { tenant };
}
