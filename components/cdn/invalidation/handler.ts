import * as z from "zod";
import { kinesisHandler, queueHandler } from "../../handler/runtime";
import type { Batch, BatchResponse, KinesisRecord, QueueMessage } from "../../handler/runtime";
import type { StockChange } from "./pending";

/** Longest name of a category and of a product: with them, a path stays below CloudFront's 4,000 characters. */
const NAME_CHARACTERS = 128;

const name = z.string().min(1).max(NAME_CHARACTERS);
const change = z.object({ category: name, sku: name });

/** An event of the inventory service: of stock, whose tenant is the category of its products, or of something else. */
const ofService = z.union([
  z
    .object({ type: z.literal("inventory.StockChanged.v1"), data: z.object({ tenant: name, sku: name }) })
    .transform(({ data: { tenant, sku } }) => [{ category: tenant, sku }]),
  z.object({ type: z.string().refine((type) => type !== "inventory.StockChanged.v1") }).transform(() => []),
]);

/** A stock event as it is published: the change itself, a CloudEvent around it, or what the service puts into one record. */
const event = z.union([
  z.object({ events: z.array(ofService) }).transform(({ events }) => events.flat()),
  z.object({ data: change }).transform(({ data }) => [data]),
  change.transform((one) => [one]),
]);

/** What a handler of stock events is given. */
export interface HandlerParts {
  /** Takes changes in, and invalidates what is due. */
  readonly settle: (changes: readonly StockChange[]) => Promise<void>;
  /** Hears of every record that is no stock event. */
  readonly report: (record: unknown, error: unknown) => void;
}

/** What a function for a queue or a stream is called with; no records where the clock calls. */
export type Invocation<Record> = Partial<Batch<Record>>;

/** Handles the messages of a queue of stock events, and the calls of the clock. */
export function queueInvalidator(parts: HandlerParts) {
  return invalidator<QueueMessage>(parts, { read: ({ body }) => body, wrap: queueHandler });
}

/** {@link queueInvalidator} for a Kinesis stream. */
export function streamInvalidator(parts: HandlerParts) {
  const read = ({ kinesis }: KinesisRecord): string => Buffer.from(kinesis.data, "base64").toString("utf8");
  return invalidator<KinesisRecord>(parts, { read, wrap: kinesisHandler });
}

interface Source<Record> {
  readonly read: (record: Record) => string;
  readonly wrap: (
    handle: (record: Record) => Promise<void>,
    report: (record: Record, error: unknown) => void,
  ) => (batch: Batch<Record>) => Promise<BatchResponse>;
}

/** A record that is no stock event fails alone; a ledger that cannot be written fails the whole batch. */
function invalidator<Record>({ settle, report }: HandlerParts, { read, wrap }: Source<Record>) {
  return async ({ Records = [] }: Invocation<Record>): Promise<BatchResponse> => {
    const changes: StockChange[] = [];
    const collect = async (record: Record): Promise<void> => {
      changes.push(...event.parse(JSON.parse(read(record))));
    };
    const response = await wrap(collect, report)({ Records });
    await settle(changes);
    return response;
  };
}
