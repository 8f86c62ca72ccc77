import { z } from "zod";
import type { Files } from "../files";
import { UnusableInput } from "../job";

/** Where it is said how long orders take. */
export const LEAD_TIMES_FILE = "lead-times.json";

const entries = z
  .array(
    z.strictObject({
      tenant: z.string().min(1),
      sku: z.string().min(1).optional(),
      location: z.string().min(1).optional(),
      days: z.array(z.int().min(0).max(365)).min(1).max(1_000),
    }),
  )
  .min(1);

/** Days from order to shelf of a stock row, as they were seen; `undefined` where nothing is known of it. */
export type LeadTimes = (row: {
  readonly tenant: string;
  readonly sku: string;
  readonly location: string;
}) => readonly number[] | undefined;

/**
 * Reads how long orders took. Nobody but who orders knows that: the service sees what arrives, and not when it was ordered. Of
 * several entries that fit a row, one that names its SKU goes before one that names its location.
 */
export async function readLeadTimes(files: Files): Promise<LeadTimes> {
  const text = await files.read(LEAD_TIMES_FILE);
  const parsed = entries.safeParse(text === undefined ? undefined : parsedJson(text));
  if (!parsed.success) {
    const problem = text === undefined ? "is missing" : `is wrong at ${JSON.stringify(parsed.error.issues[0]?.path)}`;
    throw new UnusableInput(
      `${LEAD_TIMES_FILE} ${problem}, expected a JSON array of { tenant, sku?, location?, days: [whole days, 0 to 365] }`,
    );
  }
  const byKey = new Map(parsed.data.map(({ tenant, sku, location, days }) => [keyOf([tenant, sku, location]), days]));
  return ({ tenant, sku, location }) =>
    byKey.get(keyOf([tenant, sku, location])) ??
    byKey.get(keyOf([tenant, sku, undefined])) ??
    byKey.get(keyOf([tenant, undefined, location])) ??
    byKey.get(keyOf([tenant, undefined, undefined]));
}

function keyOf(parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts.map((part) => part ?? null));
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
