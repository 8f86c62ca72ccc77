import type { z } from "zod";
import { PROBLEM_TYPE } from "./problem";
import { accepted, keyHeaders, problemDetails } from "./schemas";

const security = [{ apiKey: [] }];

/** When there is a problem of a status, as the README's table says it. */
const WHEN = {
  400: "The request is not what is described here, or its key is none or too old",
  401: "No valid API key",
  403: "The API key has not the scope",
  404: "There is no such thing",
  409: "The business refused; kept under the key",
  413: "The request is too large",
  415: "The request is no JSON",
  421: "The tenant's data lie in another partition",
  422: "The idempotency key was used for another request",
  429: "The client's quota is used up",
  503: "Overloaded, or away from the database; safe to send again with the same key",
} as const;
interface ProblemResponse {
  readonly description: string;
  readonly content: Readonly<Record<typeof PROBLEM_TYPE, { readonly schema: typeof problemDetails }>>;
}

function problemOf(status: keyof typeof WHEN): ProblemResponse {
  return { description: WHEN[status], content: { [PROBLEM_TYPE]: { schema: problemDetails } } };
}

/** What any route may answer. */
const PROBLEMS = {
  400: problemOf(400),
  401: problemOf(401),
  403: problemOf(403),
  404: problemOf(404),
  421: problemOf(421),
  429: problemOf(429),
  503: problemOf(503),
} as const;

interface Described {
  readonly tags: string[];
  readonly summary: string;
  readonly security: { apiKey: string[] }[];
}

/** `tag: summary`, under a key. */
function described(text: string): Described {
  const [tag = "", summary = ""] = text.split(": ");
  return { tags: [tag], summary, security };
}

/** The schema of a route that changes something: its key, and its answers. */
export function changing(text: string) {
  return {
    ...described(text),
    headers: keyHeaders,
    response: {
      200: accepted,
      ...PROBLEMS,
      409: problemOf(409),
      413: problemOf(413),
      415: problemOf(415),
      422: problemOf(422),
    },
  };
}

/** The schema of a route that reads. */
export function reading<Body extends z.ZodType>(text: string, body: Body) {
  return { ...described(text), response: { 200: body, ...PROBLEMS } };
}
