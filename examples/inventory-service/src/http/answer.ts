import type { FastifyReply, FastifyRequest } from "fastify";
import type { CommandRequest, KeyGrant, Outcome } from "../storage";
import type { HttpOptions } from "./context";
import { presentAccepted, type Accepted } from "./present";
import { problem, refusalProblem, asProblem, type Problem } from "./problem";

/** How long a command may wait for its answer, in ms. */
const COMMAND_TIMEOUT_MILLISECONDS = 5_000;

/** The grant of a request that was let through. */
export function grantOf({ grant }: FastifyRequest): KeyGrant {
  if (grant === null) {
    throw new Error("internal: a route without a scope asked for the caller's tenant");
  }
  return grant;
}

/** Has a command of the caller's tenant carried out, and answers with what became of it. */
export async function answerCommand(
  { submit }: Pick<HttpOptions, "submit">,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  requestOf: (tenant: string) => Promise<Omit<CommandRequest, "key">>,
): Promise<Accepted | Problem> {
  const { tenant, client } = grantOf(request);
  const key = { client, value: String(request.headers["idempotency-key"]) };
  const asked = { ...(await requestOf(tenant)), key, traceparent: request.span?.traceparent };
  const outcome = await submit(asked, COMMAND_TIMEOUT_MILLISECONDS);
  if (outcome.kind !== "answered") {
    return asProblem(reply, unansweredProblem(outcome));
  }
  reply.header("idempotency-replayed", String(outcome.replayed));
  return outcome.answer.accepted
    ? presentAccepted(outcome.answer)
    : asProblem(reply, refusalProblem(outcome.answer.refusal));
}

function unansweredProblem({ kind }: Exclude<Outcome, { kind: "answered" }>): Problem {
  return problem(kind === "again" ? "overloaded" : kind);
}
