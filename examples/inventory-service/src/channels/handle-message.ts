import type { Command, Refusal, Reservation } from "../domain";
import {
  hurryOrder,
  inTransaction,
  keepCounts,
  lockOrder,
  saveOrder,
  storeOrder,
  type ChannelKey,
  type DbPool,
  type MessageFate,
  type OrderName,
  type WaitingMessage,
} from "../storage";
import { recording } from "../trace";
import type { ChannelsOptions } from "./channels-options";
import { keyOf, reservationOf } from "./keys";
import { readMessage, type Message } from "./messages";
import { decideCancellation, retryAfter, stepOf } from "./order-steps";
import { submitKeyed } from "./submit-keyed";

type Of<Kind extends Message["kind"]> = Extract<Message, { kind: Kind }>;

/** For how long a message waits for one that ought to have come before it. */
const PATIENCE_MILLISECONDS = 7 * 86_400_000;

/** What is refused now and may be accepted once another message has come: they do not come in their order. */
const EARLY: ReadonlySet<Refusal["kind"]> = new Set<Refusal["kind"]>([
  "unknown-reservation",
  "wrong-status",
  "more-than-shipped",
  "not-enough-on-hand",
  "below-reserved",
  "ships-later",
]);

/** A message that is being handled. */
interface Handled extends WaitingMessage {
  /** Where it is handled, as of W3C trace context; `undefined` where that is not recorded. */
  readonly handledIn: string | undefined;
}

/**
 * Does what a message says, and records it: of a message that was brought, where that was recorded; of those that were fetched, some
 * part. It may be done again, and has no effect then.
 */
export function handleMessage(options: ChannelsOptions, waiting: WaitingMessage): Promise<MessageFate> {
  const message = readMessage(waiting.body);
  const { tenant, channel, traceparent } = waiting;
  const outcomeOf = ({ state }: MessageFate): string => state;
  const part = { name: `message ${message.kind}`, parent: traceparent ?? undefined, facts: { tenant, channel } };
  return recording(options.traces, { ...part, role: "consumer", outcomeOf }, (handledIn) =>
    handle(options, { ...waiting, handledIn }, message),
  );
}

function handle(options: ChannelsOptions, handled: Handled, message: Message): Promise<MessageFate> {
  switch (message.kind) {
    case "order":
      return begin(options, handled, message);
    case "cancellation":
      return cancel(options, handled, message);
    case "count":
      return report(options, handled, message);
    case "shipment":
    case "return":
    case "receipt":
    case "adjustment":
      return carryOut(options, handled, commandOf(handled, message));
  }
}

const DONE: MessageFate = { state: "done" };

async function begin({ pool }: ChannelsOptions, handled: Handled, message: Of<"order">): Promise<MessageFate> {
  const { tenant, channel, keyTime, handledIn: traceparent = null } = handled;
  const { orderRef, lines } = message;
  const reservation = reservationOf({ channel, orderRef });
  const order = { tenant, channel, reservation, orderRef, lines, step: "reserve", keyTime, traceparent };
  await inTransaction(pool, [tenant], (db) => storeOrder(db, order));
  return DONE;
}

async function cancel(
  { pool }: ChannelsOptions,
  waiting: WaitingMessage,
  { orderRef }: Of<"cancellation">,
): Promise<MessageFate> {
  const { tenant, channel } = waiting;
  const key: OrderName = { tenant, reservation: reservationOf({ channel, orderRef }) };
  const isThere = await inTransaction(pool, [tenant], async (db) => {
    const order = await lockOrder(db, key);
    const next =
      order === undefined || order.orderRef === ""
        ? undefined
        : decideCancellation({ ...order, step: stepOf(order.step) });
    await (next === undefined ? undefined : saveOrder(db, key, next));
    return order !== undefined;
  });
  return isThere ? DONE : tryAgain(waiting, "there is no such order yet", true);
}

async function report(
  { pool }: ChannelsOptions,
  { tenant, channel }: ChannelKey,
  message: Of<"count">,
): Promise<MessageFate> {
  const { sku, location, sequence, counted, at: countedAt } = message;
  await keepCounts(pool, { tenant, source: channel }, [{ sku, location, sequence, counted, countedAt }]);
  return DONE;
}

function commandOf({ tenant }: ChannelKey, message: Of<"shipment" | "return" | "receipt" | "adjustment">): Command {
  switch (message.kind) {
    case "shipment":
      return { kind: "ship", tenant, reservation: message.order, location: message.location };
    case "return": {
      const { order: reservation, sku, location, quantity, restock } = message;
      return { kind: "return", tenant, reservation, sku, location, quantity, restock };
    }
    case "receipt": {
      const { sku, location, quantity } = message;
      return { kind: "receive", tenant, sku, location, quantity };
    }
    case "adjustment": {
      const { sku, location, by, reason } = message;
      return { kind: "adjust", tenant, sku, location, by, reason };
    }
  }
}

async function carryOut({ pool, submit }: ChannelsOptions, waiting: Handled, command: Command): Promise<MessageFate> {
  const { tenant, channel, message, attempt, keyTime, handledIn: traceparent } = waiting;
  const key = keyOf([tenant, channel, message, attempt], keyTime);
  const submitted = await submitKeyed(submit, { command, channel, key, traceparent });
  switch (submitted.kind) {
    case "later":
      return tryAgain(waiting, submitted.problem, false);
    case "not-known":
      return { state: "set-aside", problem: "whether it was carried out is no longer known" };
    case "answered": {
      const { answer } = submitted;
      if (!answer.accepted) {
        return fateOf(waiting, command, answer.refusal);
      }
      await (answer.reservation?.status === "shipped" ? goOn(pool, answer.reservation) : undefined);
      return DONE;
    }
  }
}

function fateOf(waiting: WaitingMessage, command: Command, refusal: Refusal): MessageFate {
  const { kind } = refusal;
  // A shipment that was told of before, in another message.
  if (command.kind === "ship" && kind === "wrong-status" && refusal.status === "shipped") {
    return DONE;
  }
  return EARLY.has(kind) ? tryAgain(waiting, kind, true) : { state: "set-aside", problem: kind };
}

/** The order has waited for its last shipment. */
function goOn(pool: DbPool, reservation: Reservation): Promise<void> {
  return inTransaction(pool, [reservation.tenant], (db) => hurryOrder(db, reservation, "ship"));
}

function tryAgain({ attempt, ageMilliseconds }: WaitingMessage, problem: string, isRefused: boolean): MessageFate {
  return isRefused && ageMilliseconds >= PATIENCE_MILLISECONDS
    ? { state: "set-aside", problem }
    : { state: "waiting", problem, afterMilliseconds: Math.max(retryAfter(attempt), ageMilliseconds / 10), isRefused };
}
