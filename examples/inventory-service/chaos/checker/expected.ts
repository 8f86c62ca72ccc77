import type { EventFound, ReservationFound } from "./evidence";
import type { Asked } from "./history-format";

type StockData = Extract<EventFound["data"], { type: "StockChanged" }>;

/** The causes of the changes that a command may make. */
const CAUSES: Readonly<Record<Asked["kind"], readonly string[]>> = {
  receive: ["received"],
  adjust: ["adjusted"],
  count: ["counted"],
  arrive: ["transfer-arrived"],
  policy: ["policy-set"],
  transfer: ["transfer-left", "transfer-coming"],
  reserve: ["reserved"],
  confirm: ["reserved-again"],
  release: ["released"],
  cancel: ["cancelled"],
  ship: ["shipped"],
  return: ["returned"],
};

/** Whether a change can be that of a command: of its kind, and about what it names. */
export function isCauseOf(asked: Asked, data: StockData): boolean {
  const reservation = "reservation" in asked ? asked.reservation : null;
  return CAUSES[asked.kind].includes(data.cause) && reservation === data.reservation && asked.tenant === data.tenant;
}

type Change = readonly [onHand: number, reserved: number, inTransit: number];

/**
 * Whether the counters changed by what a command asked for, with what its reservation had before. `undefined` where that
 * is told only by the sums at the end.
 */
export function expectedChange(asked: Asked, data: StockData, held: ReservationFound | undefined): boolean | undefined {
  const expected = changeOf(asked, data, held);
  const { onHand, reserved, inTransit } = data.change;
  return expected === undefined
    ? undefined
    : expected[0] === onHand && expected[1] === reserved && expected[2] === inTransit;
}

function changeOf(asked: Asked, data: StockData, held: ReservationFound | undefined): Change | undefined {
  return "reservation" in asked ? changeOfReservation(asked, data, held) : changeOfRow(asked, data);
}

function changeOfRow(asked: Exclude<Asked, { reservation: string }>, { location, change, after }: StockData): Change {
  switch (asked.kind) {
    case "receive":
      return [asked.quantity, 0, 0];
    case "adjust":
      return [asked.by, 0, 0];
    case "count":
      return after.onHand === asked.counted ? [change.onHand, 0, 0] : IMPOSSIBLE;
    case "arrive":
      return [asked.quantity, 0, -asked.quantity - asked.missing];
    case "policy":
      return [0, 0, 0];
    case "transfer":
      return location === asked.from ? [-asked.quantity, 0, 0] : [0, 0, asked.quantity];
  }
}

function changeOfReservation(
  asked: Extract<Asked, { reservation: string }>,
  data: StockData,
  held: ReservationFound | undefined,
): Change | undefined {
  switch (asked.kind) {
    case "return":
      return asked.restock ? [asked.quantity, 0, 0] : IMPOSSIBLE;
    case "release":
    case "cancel":
      return [0, -openUnits(held, data), 0];
    case "ship":
      return [-openUnits(held, data), -openUnits(held, data), 0];
    case "confirm":
      return [0, unshippedUnits(held, data), 0];
    case "reserve":
      return undefined;
  }
}

/** No change is like this one. */
const IMPOSSIBLE: Change = [Number.NaN, 0, 0];

/** Units of a row that a reservation has and that have not left. */
export function openUnits(held: ReservationFound | undefined, row: RowNamed): number {
  return held?.status === "held" || held?.status === "confirmed" ? unshippedUnits(held, row) : 0;
}

function unshippedUnits(held: ReservationFound | undefined, { sku, location }: RowNamed): number {
  return (held?.allocations ?? [])
    .filter((each) => each.sku === sku && each.location === location && !each.shipped)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

interface RowNamed {
  readonly sku: string;
  readonly location: string;
}
