import { z } from "zod";

function text(expected: string) {
  return z.string({ error: expected }).regex(/^\S(.{0,198}\S)?$/, { error: expected });
}

function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: ({ code }) => (code === "unrecognized_keys" ? `only ${known}` : `a map with ${known}`),
  });
}

const amount = z.number({ error: "a number from 0" }).min(0, { error: "a number from 0" });
const because = text("1 to 200 characters").describe("Where the number comes from, for people.");

const rule = fields({
  type: text("a Pulumi type such as aws:s3/bucket:Bucket").describe("Type of the resources it is about."),
  name: text("a name, * for any letters").optional().describe("Their names; * stands for any letters. Default: all."),
  stack: text("a stack, * for any letters")
    .optional()
    .describe("Their stacks; * stands for any letters. Default: all."),
  because,
  monthly: z
    .record(z.string(), amount, { error: "a map of numbers by key" })
    .describe("What is used in a month, in the unit that the key's description names."),
});

/** What a usage file holds. */
export const usageSchema = fields({
  orders: fields({ monthly: amount, because }).optional().describe("Orders of a month, for the cost of one."),
  usage: z
    .array(rule, { error: "a list of rules" })
    .describe("Of two rules for the same key of a resource the later counts."),
});

/** What a usage file says. */
export type UsageFile = z.infer<typeof usageSchema>;

/** One rule of a {@link UsageFile}. */
export type UsageRule = z.infer<typeof rule>;
