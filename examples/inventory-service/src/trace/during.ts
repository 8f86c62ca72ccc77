import type { Traces, TraceStart } from "./traces";

/** Some work that begins and ends here. */
interface WorkStart<Result> extends TraceStart {
  /**
   * Says in a word what became of it.
   *
   * @default - nothing is said
   */
  readonly outcomeOf?: (result: Result) => string;
}

/** Does some work; it is told where it stands in its trace, and `undefined` where it is not recorded. */
type Work<Result> = (traceparent: string | undefined) => Promise<Result>;

/** Does a part of some work, and records it where the whole is recorded. */
export function during<Result>(traces: Traces, start: WorkStart<Result>, work: Work<Result>): Promise<Result> {
  return start.parent === undefined ? work(undefined) : recording(traces, start, work);
}

/** Does some work, and records it where what it is a part of is recorded; of what begins by itself, some part. */
export async function recording<Result>(
  traces: Traces,
  { outcomeOf, ...start }: WorkStart<Result>,
  work: Work<Result>,
): Promise<Result> {
  const span = traces.begin(start);
  if (span === undefined) {
    return work(undefined);
  }
  try {
    const result = await work(span.traceparent);
    span.end({ outcome: outcomeOf?.(result) });
    return result;
  } catch (error) {
    span.end({ failed: true });
    throw error;
  }
}
