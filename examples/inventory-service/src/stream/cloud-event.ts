import { z } from "zod";
import type { LoggedEvent } from "../storage";

const units = z.record(z.string(), z.int().min(0));

const stockChanged = z.strictObject({
  tenant: z.string(),
  sku: z.string(),
  location: z.string(),
  cause: z.string().describe("What made the row change. More causes may be added"),
  reason: z.string().nullable(),
  reservation: z.string().nullable(),
  change: z.strictObject({ onHand: z.int(), reserved: z.int(), inTransit: z.int() }),
  after: z.strictObject({
    onHand: z.int().min(0),
    reserved: z.int().min(0),
    inTransit: z.int().min(0),
    safetyStock: z.int().min(0),
    promiseLimit: z.int().min(0),
    shipsFrom: z.int().nullable().describe("In ms since the epoch"),
    allotments: units,
    version: z.int().min(1),
  }),
});

/** What a reader takes out of it, whatever is added to it. */
const stockRead = z.object({
  ...stockChanged.pick({ tenant: true, sku: true, location: true }).shape,
  after: z.object(stockChanged.shape.after.shape),
});

const reservationChanged = z.strictObject({
  after: z.strictObject({
    tenant: z.string(),
    reservation: z.string(),
    channel: z.string(),
    status: z.string().describe("More may be added"),
    expiresAt: z.int().describe("In ms since the epoch"),
    lines: z.array(z.strictObject({ sku: z.string(), wanted: z.int().min(1) })),
    allocations: z.array(
      z.strictObject({
        line: z.int().min(0),
        sku: z.string(),
        location: z.string(),
        quantity: z.int().min(1),
        allotted: z.int().min(0),
        beyond: z.int().min(0),
        shipped: z.boolean(),
      }),
    ),
    returned: units,
    version: z.int().min(1),
  }),
});

/** The type of the event that a stock row changed. */
export const STOCK_CHANGED = "inventory.StockChanged.v1";

/** What an event says, by its type. A change that is not an addition is a new version, beside the old one. */
const DATA: Readonly<Record<string, z.ZodType>> = {
  [STOCK_CHANGED]: stockChanged,
  "inventory.ReservationChanged.v1": reservationChanged,
};

/** An event as others get it: CloudEvents 1.0, in JSON. */
export interface CloudEvent {
  readonly specversion: "1.0";
  /** The same for the same event, however often it is published. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** What the version counts. Events of one subject come in the order of their versions. */
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: "application/json";
  readonly dataschema: string;
  /** What events of one subject have in common (the extension "partitioning"). */
  readonly partitionkey: string;
  readonly tenant: string;
  readonly subjectversion: number;
  /** The trace in which it happened (the extension "distributed tracing"); events of no recorded trace have none. */
  readonly traceparent?: string | undefined;
  /** The epoch of the database that published it; not there where it was not published. */
  readonly epoch?: number | undefined;
  readonly data: object;
}

/** What the log has of an event. */
interface LoggedData {
  readonly type?: string;
  readonly traceparent?: string;
}

/** An event of the log as others get it: under the publisher's epoch, where one publishes it. */
export function cloudEvent(event: Omit<LoggedEvent, "ageMilliseconds">, partition: string, epoch?: number): CloudEvent {
  const type = `inventory.${event.type}.v1`;
  // Type and trace are the envelope's; all else is the data's.
  const { type: _, traceparent, ...data }: LoggedData = event.data;
  return {
    specversion: "1.0",
    id: `${event.shard}-${event.transaction}-${event.sequence}`,
    source: `urn:inventory:${partition}`,
    type,
    subject: event.subject,
    time: event.recordedAt.toISOString(),
    datacontenttype: "application/json",
    dataschema: `urn:inventory:schema:${type}`,
    partitionkey: event.subject,
    tenant: event.tenant,
    subjectversion: event.version,
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(epoch === undefined ? {} : { epoch }),
    data,
  };
}

/**
 * The stock row that an event says has changed, as it is after that.
 * @throws ZodError where the event does not say so
 */
export function stockAfter({ data }: CloudEvent): z.output<typeof stockRead> {
  return stockRead.parse(data);
}

/** The JSON Schemas of what events say, by type. */
export function eventSchemas(): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(DATA).map(([type, schema]) => [
      type,
      { $id: `urn:inventory:schema:${type}`, ...z.toJSONSchema(schema) },
    ]),
  );
}
