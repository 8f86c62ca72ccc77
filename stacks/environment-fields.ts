import { z } from "zod";

/*
 * Kinds of field an environment file has. Each answers a wrong value with the same words, which say what is allowed:
 * `readEnvironment` builds its messages from them.
 */

/** Text of one shape. */
export function text(pattern: RegExp, expected: string, description: string) {
  return z.string({ error: expected }).regex(pattern, { error: expected }).describe(description);
}

/** A name of lower-case letters, digits and single dashes. */
export function name(limit: number, description: string, least = 1) {
  const span = `${String(least)} to ${String(limit)}`;
  const expected = `${span} lower-case letters, digits and single dashes, starting with a letter`;
  return text(
    new RegExp(`^(?=.{${String(least)},${String(limit)}}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$`),
    expected,
    description,
  );
}

/** A whole number within bounds. */
export function count(least: number, most: number, description: string) {
  const error = `a whole number from ${String(least)} to ${String(most)}`;
  return z.int({ error }).min(least, { error }).max(most, { error }).describe(description);
}

/** A whole quantity with its unit, such as `512 MiB`. */
export function quantity<const Units extends readonly string[]>(units: Units, error: string, description: string) {
  return z
    .templateLiteral([z.number(), " ", z.enum(units)], { error })
    .refine((value) => /^[1-9]\d* /.test(value), { error })
    .describe(description);
}

/** One of a few words. */
export function choice<const T extends readonly string[]>(values: T, description: string) {
  return z.enum(values, { error: `one of ${values.join(", ")}` }).describe(description);
}

/** True or false. */
export function flag(description: string) {
  return z.boolean({ error: "true or false" }).describe(description);
}

/** A list with at least one entry. */
export function listOf<T extends z.ZodType>(entry: T, description: string) {
  const error = "a list with at least one entry";
  return z.array(entry, { error }).min(1, { error }).describe(description);
}

/** Names of things of one kind; none where nothing is said. */
export function namesOf(limit: number, what: string, description: string) {
  return z
    .array(name(limit, `Name of a ${what}.`), { error: `a list of ${what}s` })
    .describe(description)
    .default([]);
}

/** Values by name; the order of the names means nothing. */
export function mapOf<T extends z.ZodType>(key: z.ZodString, value: T, description: string) {
  const wrongKey = key.safeParse("").error?.issues[0]?.message ?? "a name";
  return z
    .record(key, value, { error: (issue) => (issue.code === "invalid_key" ? `a key of ${wrongKey}` : "a map") })
    .describe(description);
}

/** A map of known fields; an unknown one is refused. */
export function fields<T extends z.ZodRawShape>(shape: T, description: string) {
  const known = Object.keys(shape).join(", ");
  const error = (issue: { readonly code?: string }) =>
    issue.code === "unrecognized_keys" ? `only ${known}` : `a map with ${known}`;
  return z.strictObject(shape, { error }).describe(description);
}
