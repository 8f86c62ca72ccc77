import type { Traces, TraceStart } from "./traces";

/** Does a part of some work, and records it where the whole is recorded. */
export async function during<Result>(traces: Traces, start: TraceStart, work: () => Promise<Result>): Promise<Result> {
  const span = start.parent === undefined ? undefined : traces.begin(start);
  if (span === undefined) {
    return work();
  }
  try {
    const result = await work();
    span.end({});
    return result;
  } catch (error) {
    span.end({ failed: true });
    throw error;
  }
}
