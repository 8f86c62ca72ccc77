import { z } from "zod";

const time = z.iso.datetime();

/** Units of a SKU that holds have. */
export const holdsOfSku = z
  .object({
    sku: z.string(),
    holds: z.array(
      z.object({
        ...{ reservation: z.string(), channel: z.string(), location: z.string() },
        ...{ quantity: z.int(), expiresAt: time },
      }),
    ),
  })
  .meta({ id: "HoldsOfSku" });

/** What the last reconciliation found of a SKU. */
export const differencesOfSku = z
  .object({
    sku: z.string(),
    day: z.iso.date().nullable().describe("The last day that was reconciled; null where there is none in a month"),
    differences: z.array(
      z.object({
        location: z.string(),
        kind: z.enum(["contradictory", "incomplete", "unknown-row", "equal", "in-flight", "missing", "surplus"]),
        ...{ source: z.string(), countedAt: time, counted: z.int(), expected: z.int(), delta: z.int() },
        inFlight: z.int().describe("Units that were on their way there"),
      }),
    ),
  })
  .meta({ id: "DifferencesOfSku" });
