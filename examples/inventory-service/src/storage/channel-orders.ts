import type { ChannelKey } from "./channel-messages";
import type { Db } from "./db";

/** Names an order: by its reservation, which is made of its channel and its reference there. */
export interface OrderName {
  readonly tenant: string;
  readonly reservation: string;
}

/** Where an order stands, as it is stored. */
export interface StoredOrder extends OrderName, ChannelKey {
  /** Its reference in its channel; empty where that was erased, as the order is at its end. */
  readonly orderRef: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly step: string;
  readonly cancelWanted: boolean;
  /** How often the step has failed for now. */
  readonly attempts: number;
  /** The time in its commands' keys, in ms since the epoch. */
  readonly keyTime: number;
  /** For how long it has been at its step, in ms. */
  readonly stepMilliseconds: number;
  /** Why the step failed, or how the order got there. */
  readonly problem: string | null;
  /** Where the message that began it was handled, as of W3C trace context; `null` where that was not recorded. */
  readonly traceparent: string | null;
}

/** What changes of an order. */
export interface OrderChange extends Pick<StoredOrder, "step" | "cancelWanted" | "attempts" | "problem"> {
  /** Whether it comes to the step, or comes to it anew, with keys of its own. */
  readonly isEntered: boolean;
  /** When it goes on, in ms from now; `null` where it is at its end. */
  readonly afterMilliseconds: number | null;
}

interface OrderRow
  extends ChannelKey, OrderName, Pick<StoredOrder, "lines" | "step" | "attempts" | "problem" | "traceparent"> {
  readonly order_ref: string | null;
  readonly cancel_wanted: boolean;
  readonly key_time: Date;
  readonly waited: string;
}

const COLUMNS = `tenant, channel, reservation, order_ref, lines, step, cancel_wanted, attempts, key_time, problem, traceparent,
  (extract(epoch from clock_timestamp() - entered_at) * 1000)::bigint as waited`;

/** Begins an order; one that is there stays as it is. */
export async function storeOrder(
  db: Db,
  order: Omit<StoredOrder, "cancelWanted" | "attempts" | "stepMilliseconds" | "problem">,
): Promise<void> {
  const { tenant, channel, reservation, orderRef, lines, step, keyTime, traceparent } = order;
  await db.query({
    name: "store-order",
    text: `
      insert into inventory.channel_order (tenant, channel, reservation, order_ref, lines, step, key_time, traceparent, due_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp())
      on conflict do nothing`,
    values: [tenant, channel, reservation, orderRef, JSON.stringify(lines), step, new Date(keyTime), traceparent],
  });
}

/** Orders that go on now, those first that have waited the longest. */
export async function dueOrders(db: Db, most: number): Promise<readonly StoredOrder[]> {
  const { rows } = await db.query<OrderRow>({
    name: "due-orders",
    text: `select ${COLUMNS} from inventory.channel_order where due_at <= clock_timestamp() order by due_at limit $1`,
    values: [most],
  });
  return rows.map(orderOf);
}

/** Locks an order, and reads it. */
export async function lockOrder(db: Db, { tenant, reservation }: OrderName): Promise<StoredOrder | undefined> {
  const { rows } = await db.query<OrderRow>({
    name: "lock-order",
    text: `
      select ${COLUMNS} from inventory.channel_order
      where tenant = $1 and reservation = $2 for update`,
    values: [tenant, reservation],
  });
  return rows.map(orderOf)[0];
}

/** Keeps what became of an order that is locked. One that is at its end loses its reference, where that was to be erased. */
export async function saveOrder(db: Db, { tenant, reservation }: OrderName, change: OrderChange): Promise<void> {
  await db.query({
    name: "save-order",
    text: `
      update inventory.channel_order
      set step = $3, cancel_wanted = $4, attempts = $5, problem = $6,
        entered_at = case when $7 then clock_timestamp() else entered_at end,
        key_time = case when $7 then clock_timestamp() else key_time end,
        due_at = clock_timestamp() + make_interval(secs => $8 / 1000.0),
        order_ref = case when erase_wanted and $8::float8 is null then null else order_ref end
      where tenant = $1 and reservation = $2`,
    values: [
      ...[tenant, reservation, change.step, change.cancelWanted, change.attempts, change.problem],
      ...[change.isEntered, change.afterMilliseconds],
    ],
  });
}

/** Erases an order's reference: now where the order is at its end, or else when it comes there; and from messages that were set aside. */
export async function eraseChannelOrder(
  db: Db,
  { tenant, channel, orderRef }: ChannelKey & { readonly orderRef: string },
): Promise<void> {
  // Sent together: the transaction may end right behind them.
  const ofOrder = db.query({
    name: "erase-channel-order",
    text: `
      update inventory.channel_order
      set erase_wanted = true, order_ref = case when due_at is null then null else order_ref end
      where tenant = $1 and channel = $2 and order_ref = $3`,
    values: [tenant, channel, orderRef],
  });
  const ofMessages = db.query({
    name: "erase-channel-messages",
    text: `
      update inventory.channel_message set body = null
      where tenant = $1 and channel = $2 and state = 'set-aside' and body ->> 'orderRef' = $3`,
    values: [tenant, channel, orderRef],
  });
  await Promise.all([ofOrder, ofMessages]);
}

/** Has an order go on now, where it is at a step. */
export async function hurryOrder(db: Db, { tenant, reservation }: OrderName, step: string): Promise<void> {
  await db.query({
    name: "hurry-order",
    text: `
      update inventory.channel_order set due_at = clock_timestamp()
      where tenant = $1 and reservation = $2 and step = $3`,
    values: [tenant, reservation, step],
  });
}

function orderOf({ order_ref, cancel_wanted, key_time, waited, ...row }: OrderRow): StoredOrder {
  return {
    ...row,
    orderRef: order_ref ?? "",
    cancelWanted: cancel_wanted,
    keyTime: key_time.getTime(),
    stepMilliseconds: Number(waited),
  };
}
