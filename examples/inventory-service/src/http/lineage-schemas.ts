import { z } from "zod";

const time = z.iso.datetime();
const version = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** Which part of a life is asked for. */
export const lineageQuery = z.strictObject({
  from: version.default(1).describe("The first version that is wanted"),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe("Steps at most"),
});

/** The same, up to a version. */
export const stockLineageQuery = lineageQuery.extend({
  to: version.optional().describe("The last version that is wanted; the row's own, if left out"),
});

const step = {
  version: z.int(),
  at: time.describe("When the database recorded it"),
  event: z.string().describe("The id of its CloudEvent, wherever that was carried"),
};

const next = z.int().nullable().describe("`from` of the next page; null where there is none");

const reservationState = {
  status: z.enum(["held", "confirmed", "shipped", "released", "cancelled", "expired"]),
  expiresAt: time,
  allocations: z.array(
    z.object({
      ...{ line: z.int(), sku: z.string(), location: z.string(), quantity: z.int() },
      ...{ allotted: z.int(), beyond: z.int(), shipped: z.boolean() },
    }),
  ),
  returned: z.record(z.string(), z.int()),
};

/** A reservation's life. */
export const reservationLineage = z
  .object({
    reservation: z.string(),
    version: z.int().describe("The version that it has now"),
    steps: z.array(z.object({ ...step, ...reservationState })),
    next,
  })
  .meta({ id: "ReservationLineage" });

const stockState = z.object({
  ...{ onHand: z.int(), reserved: z.int(), inTransit: z.int(), safetyStock: z.int(), promiseLimit: z.int() },
  ...{ shipsFrom: time.nullable(), allotments: z.record(z.string(), z.int()) },
});

const stockChange = {
  cause: z.string().describe("What made the row change. More causes may be added"),
  reason: z.string().nullable(),
  reservation: z.string().nullable().describe("Whose units changed"),
  change: z.object({ onHand: z.int(), reserved: z.int(), inTransit: z.int() }),
};

/** A stock row's life, between two versions. */
export const stockLineage = z
  .object({
    ...{ sku: z.string(), location: z.string(), version: z.int().describe("The version that it has now") },
    steps: z.array(z.object({ ...step, ...stockChange, after: stockState })),
    next,
  })
  .meta({ id: "StockLineage" });

const timeOf = z.number().transform((milliseconds) => new Date(milliseconds).toISOString());

/** An event of a reservation as a step of its life: what is named here and nothing else of what it says. */
export const reservationStep = z
  .object({ ...step, data: z.object({ after: z.object({ ...reservationState, expiresAt: timeOf }) }) })
  .transform(({ data, ...flat }) => ({ ...flat, ...data.after }));

/** An event of a stock row as a step of its life. */
export const stockStep = z
  .object({
    ...step,
    data: z.object({ ...stockChange, after: stockState.extend({ shipsFrom: timeOf.nullable() }) }),
  })
  .transform(({ data, ...flat }) => ({ ...flat, ...data }));
