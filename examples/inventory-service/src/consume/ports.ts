import type { CloudEvent } from "../stream";
import type { Progress, Subject } from "./progress";

/** Where a consumer's progress is kept. */
export interface ProgressStore {
  /**
   * Lets nobody else work on some subjects until `work` is through, and keeps what it comes to. Where it throws, nothing
   * is kept.
   */
  update(
    subjects: readonly Subject[],
    work: (progress: readonly Progress[]) => Promise<readonly Progress[]>,
  ): Promise<void>;
  /** Subjects that have waited for so long, in ms, and no dead letter is in their way; the longest first. */
  waiting(forMilliseconds: number, most: number): Promise<readonly Subject[]>;
  /** How many subjects wait, and how many of them behind a dead letter. */
  count(): Promise<{ readonly waiting: number; readonly stopped: number }>;
}

/** The log of all events. */
export interface EventLog {
  /** The next events of a subject after a version, so many at most, in order. */
  after(subject: Subject, version: number, most: number): Promise<readonly CloudEvent[]>;
}

/** Nothing can be handled at present, whatever it is: no event is to blame, and all of them come again. */
export class TryLater extends Error {
  override readonly name = "TryLater";
}
