import { openAllocations, type Command, type Refusal, type Reservation, type Reserve } from "../domain";
import { findReservation, type StoredOrder } from "../storage";
import { during } from "../trace";
import type { ChannelsOptions, OpenParties } from "./channels-options";
import { keyOf } from "./keys";
import { isUnderWay, type DueStep, type StepOutcome } from "./order-steps";
import type { CallTerms, Told } from "./ports";
import { submitKeyed } from "./submit-keyed";

/** Steps at which somebody else is told something. */
const CALLS: ReadonlySet<DueStep> = new Set<DueStep>(["accept", "reject", "announce", "deny", "hand-over", "recall"]);

/** Does what an order's step says, under a key that is the same whoever does it again, and records it where the order is recorded. */
export async function performStep(options: ChannelsOptions, order: StoredOrder): Promise<StepOutcome> {
  const { tenant, channel, reservation, keyTime, step } = order;
  const market = options.parties.marketplaces.find((each) => each.tenant === tenant && each.channel === channel);
  if (market === undefined || !isUnderWay(step)) {
    return { kind: "later", problem: "its channel is none of those that are there", afterMilliseconds: undefined };
  }
  const key = keyOf([tenant, reservation, step, keyTime], keyTime);
  // To wait is nothing that is done: it would be recorded every minute.
  const parent = step === "ship" ? undefined : (order.traceparent ?? undefined);
  const role = CALLS.has(step) ? "client" : "internal";
  const outcomeOf = ({ kind }: StepOutcome): string => kind;
  const start = { name: `step ${step}`, role, parent, facts: { tenant, channel }, outcomeOf } as const;
  return during(options.traces, start, (traceparent) =>
    STEPS[step](options, { market, order, terms: { key, traceparent } }),
  );
}

type Market = OpenParties["marketplaces"][number];

interface Work {
  readonly market: Market;
  readonly order: StoredOrder;
  readonly terms: CallTerms;
}

type Perform = (options: ChannelsOptions, work: Work) => Promise<StepOutcome>;

const STEPS: Readonly<Record<DueStep, Perform>> = {
  reserve,
  confirm: (options, work) => complete(options, work, "confirm"),
  release: (options, work) => complete(options, work, "release"),
  cancel: (options, work) => complete(options, work, "cancel"),
  "hand-over": handOver,
  recall: async (options, { market, order, terms }) =>
    (await warehouseOf(options, market)?.recall(order.reservation, terms)) ?? NO_WAREHOUSE,
  ship: shipped,
  accept: (_, { market, order, terms }) => market.port.accept(order.orderRef, terms),
  reject: (_, { market, order, terms }) => market.port.reject(order.orderRef, terms),
  announce: (_, { market, order, terms }) => market.port.announceShipment(order.orderRef, terms),
  deny: async (_, { market, order, terms }) =>
    order.cancelWanted ? market.port.denyCancellation(order.orderRef, terms) : { kind: "done" },
};

const NO_WAREHOUSE: Told = {
  kind: "later",
  problem: "its warehouse is none of those that are there",
  afterMilliseconds: undefined,
};

function warehouseOf(
  { parties }: ChannelsOptions,
  { tenant, warehouse }: Market,
): OpenParties["warehouses"][number]["port"] | undefined {
  return parties.warehouses.find((each) => each.tenant === tenant && each.channel === warehouse)?.port;
}

async function reserve(options: ChannelsOptions, { market, order, terms }: Work): Promise<StepOutcome> {
  const { tenant, channel, orderRef, lines } = order;
  const asked: Reserve = {
    kind: "reserve",
    ...{ tenant, reservation: order.reservation, channel, orderRef, holdSeconds: market.holdSeconds },
    lines: lines.map((line) => ({ ...line, locations: market.locations })),
    fill: "all",
    split: "listed",
  };
  const command = { ...asked, split: await options.splitFor(order) };
  return carryOut(options, { command, asked, order, terms }, ({ kind }) => kind === "reservation-exists");
}

/** What ends a hold, or a confirmed order. It is done where the reservation stands as it would after that. */
function complete(options: ChannelsOptions, { order, terms }: Work, step: keyof typeof STANDS): Promise<StepOutcome> {
  const command = { kind: step, tenant: order.tenant, reservation: order.reservation } as const;
  return carryOut(options, { command, order, terms }, (refusal) => {
    const isThere = refusal.kind === "wrong-status" && STANDS[step].includes(refusal.status);
    return isThere || (step === "release" && refusal.kind === "unknown-reservation");
  });
}

const STANDS: Readonly<Record<"confirm" | "release" | "cancel", readonly Reservation["status"][]>> = {
  confirm: ["confirmed"],
  release: ["released", "expired", "cancelled"],
  cancel: ["cancelled", "released", "expired"],
};

interface Carried {
  readonly command: Command;
  /** What was asked for. @default - the command */
  readonly asked?: Command;
  readonly order: StoredOrder;
  readonly terms: CallTerms;
}

async function carryOut(
  { submit }: ChannelsOptions,
  { order, terms, ...asked }: Carried,
  isDone: (refusal: Refusal) => boolean,
): Promise<StepOutcome> {
  const submitted = await submitKeyed(submit, { ...asked, ...terms, channel: order.channel });
  switch (submitted.kind) {
    case "not-known":
      return { kind: "renew" };
    case "later":
      return { ...submitted, afterMilliseconds: undefined };
    case "answered": {
      const { answer } = submitted;
      return answer.accepted || isDone(answer.refusal)
        ? { kind: "done" }
        : { kind: "refused", problem: answer.refusal.kind };
    }
  }
}

async function handOver(options: ChannelsOptions, { market, order, terms }: Work): Promise<StepOutcome> {
  const reservation = await reservationNow(options, order);
  const lines = reservation === undefined ? [] : openAllocations(reservation);
  const picks = lines.map(({ sku, location, quantity }) => ({ sku, location, quantity }));
  if (picks.length === 0) {
    return { kind: "refused", problem: "nothing is reserved" };
  }
  return (await warehouseOf(options, market)?.handOver(order.reservation, picks, terms)) ?? NO_WAREHOUSE;
}

/** It has shipped once the warehouse said so of every location. */
async function shipped(options: ChannelsOptions, { order }: Work): Promise<StepOutcome> {
  const status = (await reservationNow(options, order))?.status;
  if (status === "confirmed") {
    return { kind: "waiting" };
  }
  return status === "shipped"
    ? { kind: "done" }
    : { kind: "refused", problem: `the reservation is ${status ?? "gone"}` };
}

function reservationNow({ pool }: ChannelsOptions, order: StoredOrder): Promise<Reservation | undefined> {
  return findReservation(pool, { tenant: order.tenant, reservation: order.reservation });
}
