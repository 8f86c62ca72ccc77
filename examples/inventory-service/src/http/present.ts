import type { z } from "zod";
import type { Reservation, StockKey, StockLevel } from "../domain";
import type { Answer, LinkedReservation } from "../storage";
import type { accepted, linkedReservation, reservation, stockRow } from "./schemas";

/** What an accepted command changed, as callers see it. */
export type Accepted = z.infer<typeof accepted>;

const timeText = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A stock row as callers see it: without its tenant, whom they know. */
export function presentRow({ sku, location }: Omit<StockKey, "tenant">, level: StockLevel): z.infer<typeof stockRow> {
  const { onHand, reserved, inTransit, safetyStock, promiseLimit, shipsFrom, allotments, version } = level;
  return {
    sku,
    location,
    onHand,
    reserved,
    inTransit,
    safetyStock,
    promiseLimit,
    shipsFrom: shipsFrom === null ? null : timeText(shipsFrom),
    allotments,
    version,
  };
}

/** A reservation as callers see it. */
export function presentReservation(found: Reservation): z.infer<typeof reservation> {
  const { channel, status, version, expiresAt, lines, allocations, returned } = found;
  return {
    reservation: found.reservation,
    channel,
    status,
    version,
    expiresAt: timeText(expiresAt),
    lines: [...lines],
    allocations: [...allocations],
    returned: { ...returned },
  };
}

/** A reservation with the order it is for. */
export function presentLinked({ orderRef, ...rest }: LinkedReservation): z.infer<typeof linkedReservation> {
  return { ...presentReservation(rest), orderRef };
}

/** What an accepted command changed. */
export function presentAccepted(answer: Extract<Answer, { accepted: true }>): Accepted {
  return {
    stock: answer.stock.map((row) => presentRow(row, row.after)),
    reservation: answer.reservation === null ? null : presentReservation(answer.reservation),
  };
}
