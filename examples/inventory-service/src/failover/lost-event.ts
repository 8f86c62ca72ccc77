import { z } from "zod";
import type { Reservation, StockKey } from "../domain";
import type { EventToKeep } from "../storage";
import type { CloudEvent } from "../stream";

/** What an event that was lost tells of a stock row. */
export interface StockTold extends StockKey {
  readonly reservation: string | null;
  readonly change: Counters;
  readonly after: Counters;
}

/** Units of a stock row. */
export interface Counters {
  readonly onHand: number;
  readonly reserved: number;
  readonly inTransit: number;
}

/** An event that was published, and whose version the promoted database does not have. */
export interface LostEvent extends EventToKeep {
  /** Its number in the log of the database that published it. */
  readonly sequence: bigint;
  /** What it tells: of a stock row, or how a reservation became. */
  readonly told: { readonly stock: StockTold } | { readonly reservation: Reservation };
}

const units = z.int().min(0);
const counters = z.object({ onHand: z.int(), reserved: z.int(), inTransit: z.int() });
const stock = z.object({
  tenant: z.string(),
  sku: z.string(),
  location: z.string(),
  reservation: z.string().nullable(),
  change: counters,
  after: counters,
});
const reservation = z.object({
  tenant: z.string(),
  reservation: z.string(),
  channel: z.string(),
  status: z.enum(["held", "confirmed", "shipped", "released", "cancelled", "expired", "lost"]),
  expiresAt: z.int(),
  lines: z.array(z.object({ sku: z.string(), wanted: z.int() })),
  allocations: z.array(
    z.object({
      line: units,
      sku: z.string(),
      location: z.string(),
      quantity: units,
      allotted: units,
      beyond: units,
      shipped: z.boolean(),
    }),
  ),
  returned: z.record(z.string(), units),
  version: z.int().min(1),
});

const TYPE = /^inventory\.(StockChanged|ReservationChanged)\.v1$/;
const ID = /^\d+-\d+-(\d+)$/;

/**
 * Reads what an event tells; `undefined` of one that tells of neither stock nor reservation.
 * @throws ZodError where it does not say what its type says
 */
export function readLostEvent(event: CloudEvent): LostEvent | undefined {
  const type = TYPE.exec(event.type)?.[1];
  if (type === undefined) {
    return undefined;
  }
  const { traceparent } = event;
  return {
    tenant: event.tenant,
    type,
    subject: event.subject,
    version: event.subjectversion,
    data: { type, ...(traceparent === undefined ? {} : { traceparent }), ...event.data },
    sequence: BigInt(ID.exec(event.id)?.[1] ?? 0),
    told:
      type === "StockChanged"
        ? { stock: stock.parse(event.data) }
        : { reservation: z.object({ after: reservation }).parse(event.data).after },
  };
}
