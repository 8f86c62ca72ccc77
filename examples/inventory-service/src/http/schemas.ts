import { z } from "zod";
import { SPLIT_STRATEGIES } from "../domain";

// Names are opaque and short: nothing that a person writes fits into them, so that no personal data gets into stock tables,
// events or logs.
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/);
const opaque = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
const units = z.int().min(1).max(1_000_000);
const count = z.int().min(0).max(1_000_000_000);
const time = z.iso.datetime();
// What people write: for the audit alone. No control characters, which a database would not take.
const remark = {
  operator: z
    .string()
    .regex(/^[^\u0000-\u001f\u007f-\u009f]{1,100}$/u)
    .optional()
    .describe("Who corrects. Kept in the audit for 90 days, and shown nowhere else"),
  comment: z
    .string()
    .regex(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]{1,500}$/u)
    .optional()
    .describe("Why. Kept as the operator is"),
};

/** A stock row in a path. */
export const stockPath = z.strictObject({ sku: name, location: name });

/** A SKU in a path. */
export const skuPath = z.strictObject({ sku: name });

/** A reservation in a path. */
export const reservationPath = z.strictObject({ reservation: opaque });

/** A path without parameters. */
export const noPath = z.strictObject({});

/** No body: what is asked for is in the path. */
export const noBody = z.null().optional();

/** Headers of a request that changes something. Others may be there. */
export const keyHeaders = z.looseObject({
  "idempotency-key": z
    .string()
    .regex(/^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/)
    .describe("A UUID of version 7. The same key with the same request answers the same, for seven days"),
});

export const receiveBody = z.strictObject({ quantity: units });
export const countsBody = z.strictObject({
  source: name.describe("Who counted. A location has one source"),
  counts: z
    .array(
      z.strictObject({
        sku: name,
        location: name,
        sequence: z.int().min(0).describe("Grows with the counts of a source: of those of a day the highest counts"),
        counted: count,
        countedAt: time,
      }),
    )
    .min(1)
    .max(1000),
});
export const countsKept = z.object({ kept: z.int() });
export const adjustBody = z.strictObject({
  by: z.int().min(-1_000_000).max(1_000_000),
  reason: z.enum(["damaged", "lost", "found", "correction"]),
  ...remark,
});
export const countBody = z.strictObject({
  counted: count,
  expected: count.nullable().describe("Units that the counter believed to be on hand; null takes the count as it is"),
  ...remark,
});
export const arriveBody = z.strictObject({ quantity: count, missing: count.default(0) });
export const transferBody = z.strictObject({ sku: name, from: name, to: name, quantity: units });
export const policyBody = z.strictObject({
  safetyStock: count,
  promiseLimit: count,
  shipsFrom: time.nullable(),
  allotments: z.record(name, count).refine((each) => Object.keys(each).length <= 50, "at most 50 channels"),
});
export const reserveBody = z
  .strictObject({
    reservation: opaque.describe("The reservation's id, which stays in the log. It must not contain the order's"),
    channel: name,
    orderRef: opaque.describe("The order's opaque id in its channel: random, and nothing about a person"),
    lines: z
      .array(z.strictObject({ sku: name, quantity: units, locations: z.array(name).min(1).max(20) }))
      .min(1)
      .max(100),
    fill: z.enum(["all", "partial"]).default("all"),
    split: z
      .enum(SPLIT_STRATEGIES)
      .optional()
      .describe("How lines are divided over their locations. Where it is left out, the service's flags decide"),
    holdSeconds: z.int().min(1).max(604_800).default(900),
  })
  // What is erased of an order is its reference: it would stay in the log under another name.
  .refine(({ reservation: id, orderRef }) => !id.includes(orderRef), {
    path: ["reservation"],
    error: "names the order",
  });
export const shipBody = z.strictObject({ location: name });
export const returnBody = z.strictObject({ sku: name, quantity: units, location: name, restock: z.boolean() });

/** A stock row as callers see it. */
export const stockRow = z
  .strictObject({
    sku: z.string(),
    location: z.string(),
    onHand: z.int(),
    reserved: z.int(),
    inTransit: z.int(),
    safetyStock: z.int(),
    promiseLimit: z.int(),
    shipsFrom: time.nullable(),
    allotments: z.record(z.string(), z.int()),
    version: z.int(),
  })
  .meta({ id: "StockRow" });

/** A reservation as callers see it. */
export const reservation = z
  .strictObject({
    reservation: z.string(),
    channel: z.string(),
    status: z.enum(["held", "confirmed", "shipped", "released", "cancelled", "expired", "lost"]),
    expiresAt: time,
    lines: z.array(z.strictObject({ sku: z.string(), wanted: z.int() })),
    allocations: z.array(
      z.strictObject({
        line: z.int(),
        sku: z.string(),
        location: z.string(),
        quantity: z.int(),
        allotted: z.int(),
        beyond: z.int(),
        shipped: z.boolean(),
      }),
    ),
    returned: z.record(z.string(), z.int()),
    version: z.int(),
  })
  .meta({ id: "Reservation" });

/** A reservation, and the order it is for. */
export const linkedReservation = reservation
  .extend({ orderRef: z.string().nullable().describe("The order's id in its channel; null once it is erased") })
  .meta({ id: "LinkedReservation" });

/** An order in a path, and the channel whose order it is. */
export const orderPath = z.strictObject({ orderRef: opaque });
export const orderQuery = z.strictObject({ channel: name });
export const orderErased = z.object({
  reservations: z.int().describe("Those that lost the reference by this request"),
});

/** What changed. */
export const accepted = z
  .strictObject({ stock: z.array(stockRow), reservation: reservation.nullable() })
  .meta({ id: "Accepted" });

/** The rows of a SKU. */
export const stockOfSku = z.strictObject({ sku: z.string(), rows: z.array(stockRow) }).meta({ id: "StockOfSku" });

/** For whom availability is asked, and whether the answer has to be the database's. */
export const availabilityQuery = z.strictObject({ channel: name, strong: z.enum(["true", "false"]).default("false") });

/** What a channel may sell. */
export const availability = z
  .strictObject({
    sku: z.string(),
    channel: z.string(),
    inStock: z.int().describe("Units on hand"),
    sellable: z.int().describe("Those beyond on hand included"),
    source: z.enum(["cache", "database"]).describe("A cache may be some seconds behind. A reservation never is"),
  })
  .meta({ id: "Availability" });

/** Problem details, RFC 9457. */
export const problemDetails = z
  .looseObject({ type: z.string(), title: z.string(), status: z.int() })
  .meta({ id: "Problem" });
