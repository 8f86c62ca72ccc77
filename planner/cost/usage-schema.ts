import { z } from "zod";
import { fields, lineOfText } from "../project/shape";

const amount = z.number({ error: "a number from 0" }).min(0, { error: "a number from 0" });
const because = lineOfText("1 to 200 characters").describe("Where the number comes from, for people.");

const rule = fields({
  type: lineOfText("a Pulumi type such as aws:s3/bucket:Bucket").describe("Type of the resources it is about."),
  name: lineOfText("a name, * for any letters")
    .optional()
    .describe("Their names; * stands for any letters. Default: all."),
  stack: lineOfText("a stack, * for any letters")
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
