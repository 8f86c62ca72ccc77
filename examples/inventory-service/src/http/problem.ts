import type { FastifyReply } from "fastify";
import type { Refusal } from "../domain";

/** Media type of problem details. */
export const PROBLEM_TYPE = "application/problem+json";

/** Problem details as of RFC 9457, with what a program needs to go on as members of their own. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly [member: string]: unknown;
}

interface Kind {
  readonly status: number;
  readonly title: string;
}

/** What the business refuses. Stored and replayed under its key. */
const REFUSALS = {
  "not-enough-stock": { status: 409, title: "There are not enough units" },
  "not-enough-on-hand": { status: 409, title: "The units are not on hand" },
  "below-reserved": { status: 409, title: "Fewer units would be left than are promised" },
  "above-maximum": { status: 409, title: "The row would hold more units than it can count" },
  "stale-count": { status: 409, title: "The row is no longer what the counter saw" },
  "not-in-transit": { status: 409, title: "Not so many units are on their way" },
  "same-location": { status: 409, title: "The units would go where they come from" },
  "reservation-exists": { status: 409, title: "There is a reservation of this id" },
  "outcome-lost": {
    status: 409,
    title: "What became of the reservation was lost in a failover, and is being looked into",
  },
  "unknown-reservation": { status: 404, title: "There is no reservation of this id" },
  "wrong-status": { status: 409, title: "The reservation does not stand where this can be done" },
  "hold-expired": { status: 409, title: "The hold expired and its units were sold" },
  "hold-not-due": { status: 409, title: "The hold's time is not over" },
  "ships-later": { status: 409, title: "The units must not leave yet" },
  "nothing-to-ship": { status: 409, title: "Nothing of the reservation is at this location" },
  "more-than-shipped": { status: 409, title: "More would come back than was shipped" },
} as const satisfies Record<Refusal["kind"], Kind>;

/** What the service itself refuses, before the business is asked. Never stored under a key. */
const KINDS = {
  "invalid-request": { status: 400, title: "The request is not what the API describes" },
  "key-missing": { status: 400, title: "The header Idempotency-Key has to be a UUID of version 7" },
  "key-out-of-range": { status: 400, title: "The idempotency key is not of the days whose answers are kept" },
  unauthorized: { status: 401, title: "The request carries no valid API key" },
  "bad-signature": { status: 401, title: "The request is not signed by its channel, or was not signed just now" },
  forbidden: { status: 403, title: "The API key does not allow this" },
  "not-found": { status: 404, title: "There is nothing here" },
  "wrong-partition": { status: 421, title: "The tenant's data lie in another partition" },
  "units-withheld": {
    status: 409,
    title: "Units are withheld until what a failover lost is resolved: the safety stock cannot be lower",
  },
  "key-reused": { status: 422, title: "The idempotency key was used for another request" },
  "quota-exceeded": { status: 429, title: "The caller's requests are used up for now" },
  internal: { status: 500, title: "The service failed" },
  overloaded: { status: 503, title: "Too many requests wait; safe to send again with the same key" },
  deadline: { status: 503, title: "The request's time was over; safe to send again with the same key" },
  unpublished: { status: 503, title: "Events wait to be published; safe to send again with the same key" },
  unavailable: { status: 503, title: "The database is away; safe to send again with the same key" },
} as const satisfies Record<string, Kind>;

/** What kinds of problems there are besides refusals. */
export type ProblemKind = keyof typeof KINDS;

const typeOf = (kind: string): string => `urn:inventory:problem:${kind}`;

/** A problem of the service's own. */
export function problem(kind: ProblemKind, members: Readonly<Record<string, unknown>> = {}): Problem {
  return { type: typeOf(kind), ...KINDS[kind], ...members };
}

/** A refusal of the business, its values as members. */
export function refusalProblem({ kind, ...values }: Refusal): Problem {
  // A refusal's own values must not hide the problem's members: "status" of a reservation is one.
  return { type: typeOf(kind), ...REFUSALS[kind], refusal: values };
}

/** Makes an answer one about a problem; returns its body. */
export function asProblem(reply: FastifyReply, body: Problem): Problem {
  reply.code(body.status).type(PROBLEM_TYPE);
  return body;
}
