import type { Api, Availability, Difference, Hold, Proposal, StockRow } from "./api";
import { button, element, part, table, timeText } from "./dom";

/** Channels of a SKU whose availability is shown. */
const MOST_CHANNELS = 20;

/** All that is known of a SKU. */
export interface Known {
  readonly sku: string;
  readonly rows: readonly StockRow[];
  readonly holds: readonly Hold[];
  readonly day: string | null;
  readonly differences: readonly Difference[];
  readonly channels: readonly Availability[];
  readonly proposals: readonly Proposal[];
}

/** Asks for all that is known of a SKU, and for one more channel where it is named. */
export async function readSku(api: Api, sku: string, channel: string): Promise<Known> {
  const name = encodeURIComponent(sku);
  const [{ rows }, { holds }, { day, differences }, { proposals }] = await Promise.all([
    api.get<{ rows: readonly StockRow[] }>(`/v1/stock/${name}`),
    api.get<{ holds: readonly Hold[] }>(`/v1/holds/${name}`),
    api.get<Pick<Known, "day" | "differences">>(`/v1/reconciliation/${name}`),
    api.get<Pick<Known, "proposals">>(`/v1/restock/proposals?sku=${name}`),
  ]);
  const channels = await Promise.all(
    channelsOf(rows, holds, channel).map((each) =>
      api.get<Availability>(`/v1/availability/${name}?strong=true&channel=${encodeURIComponent(each)}`),
    ),
  );
  return { sku, rows, holds, day, differences, channels, proposals };
}

/** Channels that have units set aside or held, and the one that is asked for. */
function channelsOf(rows: readonly StockRow[], holds: readonly Hold[], channel: string): readonly string[] {
  const setAside = rows.flatMap(({ allotments }) => Object.keys(allotments));
  const named = channel === "" ? [] : [channel];
  return [...new Set([...named, ...setAside, ...holds.map((hold) => hold.channel)])].slice(0, MOST_CHANNELS);
}

/** What the parts of a SKU lead to. */
export interface Ways {
  readonly showRow: (row: StockRow) => void;
  readonly showReservation: (reservation: string) => void;
  readonly correct: (row: StockRow) => void;
}

/** The parts of the page about a SKU. */
export function skuParts(known: Known, ways: Ways): readonly HTMLElement[] {
  return [
    stockPart(known, ways),
    channelPart(known),
    holdsPart(known, ways),
    differencesPart(known),
    restockPart(known),
  ];
}

function stockPart({ sku, rows }: Known, { showRow, correct }: Ways): HTMLElement {
  const head = ["Location", "On hand", "Reserved", "In transit", "Safety", "Beyond", "Set aside", "Version", "Actions"];
  const body = rows.map((row) => [
    row.location,
    ...[row.onHand, row.reserved, row.inTransit, row.safetyStock].map(String),
    `${row.promiseLimit}${row.shipsFrom === null ? "" : ` from ${row.shipsFrom.slice(0, 10)}`}`,
    Object.entries(row.allotments)
      .map(([channel, units]) => `${channel} ${units}`)
      .join(", "),
    String(row.version),
    element("span", { class: "actions" }, [
      button("Lineage", { "aria-label": `Lineage of ${row.location}` }, () => showRow(row)),
      button("Count", { "aria-label": `Count ${row.location}` }, () => correct(row)),
    ]),
  ]);
  return part("stock", `Stock of ${sku}`, [
    table({ caption: "Stock by location", head, rows: body, none: "No location has this SKU." }),
  ]);
}

function channelPart({ channels }: Known): HTMLElement {
  return part("channels", "What channels may sell", [
    table({
      caption: "Stock by channel",
      head: ["Channel", "On hand", "With what may be promised beyond"],
      rows: channels.map(({ channel, inStock, sellable }) => [channel, String(inStock), String(sellable)]),
      none: "No channel has units set aside or held. Name one beside the SKU.",
    }),
  ]);
}

function holdsPart({ holds }: Known, { showReservation }: Ways): HTMLElement {
  return part("holds", "Holds", [
    table({
      caption: "Holds, those that end first",
      head: ["Reservation", "Channel", "Location", "Units", "Ends (UTC)"],
      rows: holds.map(({ reservation, channel, location, quantity, expiresAt }) => [
        button(reservation, { class: "link" }, () => showReservation(reservation)),
        ...[channel, location, String(quantity), timeText(expiresAt)],
      ]),
      none: "Nothing of it is held.",
    }),
  ]);
}

function differencesPart({ day, differences }: Known): HTMLElement {
  return part("differences", "Counts that differ", [
    table({
      caption: `Counts of ${day ?? "no day"} that are not what was expected`,
      head: ["Location", "Kind", "Difference", "Counted", "Expected", "Source", "Counted at (UTC)"],
      rows: differences.map(({ location, kind, delta, counted, expected, source, countedAt }) => [
        ...[location, kind, delta > 0 ? `+${delta}` : String(delta), String(counted), String(expected)],
        ...[source, timeText(countedAt)],
      ]),
      none:
        day === null
          ? "No day of the last month was reconciled."
          : `Nothing differed on ${day}, the last day reconciled.`,
    }),
  ]);
}

function restockPart({ proposals }: Known): HTMLElement {
  return part("restock", "What to restock", [
    table({
      caption: "Proposals, by location; nothing is ordered",
      head: [
        "Location",
        "Order now",
        "Order at or below",
        "On hand",
        "On the way",
        "Promised",
        "Shipped",
        "Lead times",
      ],
      rows: proposals.map(({ location, demand, leadTimeDays, ...units }) => [
        ...[location, String(units.quantity), String(units.reorderPoint), String(units.onHand)],
        ...[String(units.onTheWay), String(units.promised), `${demand.units} in ${demand.days} days`],
        `${leadTimeDays.join(", ")} days`,
      ]),
      none: "Nothing was proposed for it.",
    }),
  ]);
}
