import { setTimeout } from "node:timers/promises";

/** How a task is repeated. */
export interface RepeatOptions {
  /** How long it rests after each time, in ms, unless it says that there is more to do. */
  readonly restMilliseconds: number;
  /** Ends the repetition, after the time that is under way. */
  readonly signal: AbortSignal;
  /** Told of each failure; the task is tried again after its rest. */
  readonly onError: (error: unknown) => void;
}

/**
 * Repeats a task until it is told to stop, one time after the other.
 * @param task resolves to whether there is more to do at once
 * @returns when it has stopped
 */
export async function repeat(task: () => Promise<boolean>, options: RepeatOptions): Promise<void> {
  const { signal, onError, restMilliseconds } = options;
  while (!signal.aborted) {
    const more = await task().catch((error: unknown) => {
      onError(error);
      return false;
    });
    if (!more) {
      await setTimeout(restMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  }
}
