import { dueMessages, dueOrders, inTransaction, lockOrder, saveMessage, saveOrder, type StoredOrder } from "../storage";
import { tenantsOf, type ChannelsOptions } from "./channels-options";
import { handleMessage } from "./handle-message";
import { decideNext, stepOf } from "./order-steps";
import { performStep } from "./perform-step";

/** What is worked on at once. */
const MOST_MESSAGES = 100;
const MOST_ORDERS = 32;

/** Handles messages that are due, each by itself: one that fails stops no other. */
export async function workOnMessages(options: ChannelsOptions): Promise<boolean> {
  const due = await inTransaction(options.pool, tenantsOf(options.parties), (db) => dueMessages(db, MOST_MESSAGES));
  await Promise.all(
    due.map(async (message) => {
      try {
        const fate = await handleMessage(options, message);
        await inTransaction(options.pool, [message.tenant], (db) => saveMessage(db, message, fate));
      } catch (error) {
        options.onError(error);
      }
    }),
  );
  return due.length === MOST_MESSAGES;
}

/** Does the next step of orders that are due. */
export async function workOnOrders(options: ChannelsOptions): Promise<boolean> {
  const due = await inTransaction(options.pool, tenantsOf(options.parties), (db) => dueOrders(db, MOST_ORDERS));
  await Promise.all(due.map((order) => workOn(options, order).catch(options.onError)));
  return due.length > 0;
}

/** Does an order's step, and then decides where it goes: on what the order is by then, as it may be cancelled meanwhile. */
async function workOn(options: ChannelsOptions, order: StoredOrder): Promise<void> {
  const outcome = await performStep(options, order);
  await inTransaction(options.pool, [order.tenant], async (db) => {
    const now = await lockOrder(db, order);
    if (now?.step === order.step && now.keyTime === order.keyTime) {
      await saveOrder(db, order, decideNext({ ...now, step: stepOf(now.step) }, outcome));
    }
  });
}
