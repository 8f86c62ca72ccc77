import type { FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { Unanswered } from "../batch";
import { asProblem, problem, type Problem } from "./problem";

/** When a caller may try again after a 503, in seconds. */
const RETRY_SECONDS = 1;

/** Answers what a route threw. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = problemOf(error);
  if (found.status === 503) {
    reply.header("retry-after", RETRY_SECONDS);
  }
  if (found.status === 500) {
    request.log.error({ err: error });
  }
  return reply.send(asProblem(reply, found));
}

function problemOf(error: unknown): Problem {
  if (error instanceof Unanswered) {
    return problem(error.reason);
  }
  if (isBelowWithheld(error)) {
    return problem("units-withheld");
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    // Where it is wrong and how, and never what was sent.
    const problems = error.validation.map(({ instancePath, keyword }) => ({ at: instancePath, is: keyword }));
    const noKey = error.validationContext === "headers";
    return problem(noKey ? "key-missing" : "invalid-request", noKey ? {} : { problems });
  }
  return problemOfStatus(error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500);
}

function problemOfStatus(status: number): Problem {
  if (status === 429) {
    return problem("quota-exceeded");
  }
  return status >= 400 && status < 500 ? { ...problem("invalid-request"), status } : problem("internal");
}

/** A merchant's own decision cannot lower a safety stock below what is withheld: the database refuses it. */
function isBelowWithheld(error: unknown): boolean {
  return error instanceof Error && "constraint" in error && error.constraint === "stock_withheld_kept";
}
