/** A field of a feed: its type, where it is in the event, and what it holds. */
interface FeedField {
  readonly type: "string" | "integer";
  /** Where the event has it, as SQL over its `data` in the log. */
  readonly sql: string;
  /** The same of an event's `data` as it is published; `undefined` where it is not there. */
  readonly of: (data: object) => unknown;
  readonly says: string;
}

/** What readers outside of the service get of one type of event: no more than the fields that are named here. */
export interface FeedContract {
  /** Its name, as the platform's `Feed` takes it. */
  readonly name: string;
  /** Another one with every change that a reader has to follow; both are written until all have. */
  readonly version: number;
  readonly description: string;
  /** The type of event, as the log has it. */
  readonly event: string;
  readonly fields: Readonly<Record<string, FeedField>>;
}

const text = (path: string, says: string): FeedField => ({
  ...{ type: "string", says },
  sql: `json_extract_string(data, '${path}')`,
  of: at(path),
});

const whole = (path: string, says: string): FeedField => ({
  ...{ type: "integer", says },
  sql: `cast(json_extract(data, '${path}') as bigint)`,
  of: at(path),
});

/** Finds what is at a path such as `$.after.version`. */
function at(path: string): (data: object) => unknown {
  const names = path.split(".").slice(1);
  return (data) => names.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), data);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const linesIn = at("$.after.lines");

/** Lines of a reservation; `undefined` where it has none. */
function linesOf(data: object): readonly unknown[] | undefined {
  const lines = linesIn(data);
  return Array.isArray(lines) ? lines : undefined;
}

/** Pieces that all lines want together. */
function unitsOf(data: object): number | undefined {
  const wanted = linesOf(data)?.map((line) => (isObject(line) ? line["wanted"] : undefined));
  const isWhole = wanted !== undefined && wanted.length > 0 && wanted.every((each) => typeof each === "number");
  return isWhole ? wanted.reduce((sum, each) => sum + each, 0) : undefined;
}

/**
 * All feeds. No field names a person, an order or a reservation, or tells one of them from another: the references of orders
 * are pseudonyms, and stay where the orders are.
 */
export const FEEDS: readonly FeedContract[] = [
  {
    name: "stock-changes",
    version: 1,
    description: "Every change of stock, as it was committed",
    event: "StockChanged",
    fields: {
      tenant: text("$.tenant", "Whose stock it is"),
      sku: text("$.sku", "Article"),
      location: text("$.location", "Where it lies"),
      version: whole("$.after.version", "Counts the changes of a stock row"),
      cause: text("$.cause", "What made it change; more may be added"),
      onHandChange: whole("$.change.onHand", "By how much the pieces there changed"),
      reservedChange: whole("$.change.reserved", "By how much the promised pieces changed"),
      inTransitChange: whole("$.change.inTransit", "By how much the pieces on their way changed"),
      onHand: whole("$.after.onHand", "Pieces there"),
      reserved: whole("$.after.reserved", "Pieces that are promised"),
      inTransit: whole("$.after.inTransit", "Pieces on their way there"),
      safetyStock: whole("$.after.safetyStock", "Pieces that are promised to nobody"),
    },
  },
  {
    name: "reservation-changes",
    version: 1,
    description: "Every change of a reservation, without saying of which",
    event: "ReservationChanged",
    fields: {
      tenant: text("$.after.tenant", "Whose stock it is of"),
      channel: text("$.after.channel", "Where it was sold"),
      status: text("$.after.status", "What became of it; more may be added"),
      version: whole("$.after.version", "Counts the changes of the reservation: 1 is a new one"),
      lines: {
        ...{ type: "integer", says: "Lines that it has" },
        sql: "cast(json_array_length(data, '$.after.lines') as bigint)",
        of: (data) => linesOf(data)?.length,
      },
      units: {
        ...{ type: "integer", says: "Pieces that were asked for" },
        sql: "cast(list_sum(cast(json_extract(data, '$.after.lines[*].wanted') as bigint[])) as bigint)",
        of: unitsOf,
      },
    },
  },
];
