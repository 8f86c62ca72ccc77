import type { z } from "zod";
import { accepted, keyHeaders, problemDetails } from "./schemas";

const security = [{ apiKey: [] }];
const problems = <Status extends number>(...statuses: readonly Status[]): Record<Status, typeof problemDetails> =>
  Object.fromEntries(statuses.map((status) => [status, problemDetails])) as Record<Status, typeof problemDetails>;

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
    response: { 200: accepted, ...problems(400, 401, 403, 404, 409, 421, 422, 429, 503) },
  };
}

/** The schema of a route that reads. */
export function reading<Body extends z.ZodType>(text: string, body: Body) {
  return { ...described(text), response: { 200: body, ...problems(400, 401, 403, 404, 421, 429, 503) } };
}
