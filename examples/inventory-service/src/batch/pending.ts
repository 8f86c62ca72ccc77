import type { CommandRequest, Outcome } from "../storage";

/**
 * Too many wait; its time was over; the database is away; or events wait too long for their publication.
 */
type UnansweredReason = "overloaded" | "deadline" | "unavailable" | "unpublished";

/** Why a request was given up before the business could answer it. Such answers are not stored: ask again. */
export class Unanswered extends Error {
  readonly reason: UnansweredReason;

  constructor(reason: UnansweredReason, options?: ErrorOptions) {
    super(`${reason}: safe to send again with the same key`, options);
    this.name = "Unanswered";
    this.reason = reason;
  }
}

/** A request and those who wait for its outcome. */
export interface Pending {
  readonly request: CommandRequest;
  /** When nobody waits any longer, in ms of the clock that the batcher is given. */
  readonly deadline: number;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** How much of a batch a request takes up: its lines. */
export function linesOf({ request: { command } }: Pending): number {
  return command.kind === "reserve" ? command.lines.length : 1;
}
