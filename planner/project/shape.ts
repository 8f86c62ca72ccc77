import { z } from "zod";

/** An object of known fields, whose problems say what is expected in the words of {@link readLocatedYaml}. */
export function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: ({ code }) => (code === "unrecognized_keys" ? `only ${known}` : `a map with ${known}`),
  });
}

/** A text of one line, 1 to 200 characters, that neither begins nor ends with a space. */
export function lineOfText(expected: string) {
  return z.string({ error: expected }).regex(/^\S(.{0,198}\S)?$/, { error: expected });
}
