import type { Asked } from "../checker/history-format";
import type { Random } from "./random";

/** What happens to a call besides being made: its message comes twice, late, out of turn, or with other contents. */
export type Echo = "none" | "twice" | "again" | "late" | "forged";

/** A command that a plan asks for; `ship` and `return` are completed by what the reservation got. */
export type Step =
  | { readonly asked: Asked; readonly waitMilliseconds: number; readonly echo: Echo }
  | {
      readonly next: "ship" | "return";
      readonly restock: boolean;
      readonly waitMilliseconds: number;
      readonly echo: Echo;
    };

/** Steps one after the other. Those after a refused first one are left out. */
export interface Plan {
  readonly tenant: string;
  /** Which replica is asked; `undefined` for any, drawn call by call. */
  readonly replica: number | undefined;
  readonly reservation: string | undefined;
  readonly steps: readonly Step[];
}

/** SKUs of each kind: those that sell out again and again, those of which there are many, those that are only sold, and those of a rush. */
export const SKUS = { hot: 4, many: 200, counted: 6, rush: 2 } as const;

/** Where everything is, the preferred location first. */
export const LOCATIONS = ["berlin", "turin"] as const;

export const TENANTS = ["acme", "bolt"] as const;
const CHANNELS = ["web", "market"] as const;
const ORDERS_OF_A_WHILE = 400;
const ORDERS_OF_A_RUSH = 2_000;
const HOLD_SECONDS = [1, 2, 8] as const;

/** What is on the shelves at the beginning. */
export function firstReceipts(): readonly Plan[] {
  const ofSku = (sku: string, quantity: number, locations: readonly string[]): Asked[] =>
    TENANTS.flatMap((tenant) => locations.map((location) => ({ kind: "receive", tenant, sku, location, quantity })));
  const asked = [
    ...names("hot").flatMap((sku) => ofSku(sku, 8, LOCATIONS)),
    ...names("many").flatMap((sku) => ofSku(sku, 500, LOCATIONS)),
    ...[...names("counted"), ...names("rush")].flatMap((sku) => ofSku(sku, 1_000_000, [LOCATIONS[0]])),
  ];
  return asked.map((each) => planOf(each));
}

/** The names of all SKUs of a kind. */
export function names(kind: keyof typeof SKUS): readonly string[] {
  return Array.from({ length: SKUS[kind] }, (_, index) => `${kind}-${index}`);
}

/**
 * Which orders come: of every kind by turns, those of a rush alone, or those alone for which replicas have no rows in common, so
 * that a transaction that is held up holds up no other.
 */
export type Orders = "mixed" | "rush" | "calm";

/** What becomes of one order, or of some goods: the same for the same seed and number. */
export function plan(random: Random, index: number, orders: Orders): Plan {
  const tenant = random.pick(TENANTS);
  if (orders === "rush" || (orders === "mixed" && isRush(index))) {
    return planOfRush(random, tenant, index);
  }
  const drawn = random.chance(13) ? planOfGoods(random, tenant) : planOfOrder(random, tenant, index);
  return orders === "calm" || isCalm(index) ? calm(drawn) : drawn;
}

/** Every second time, everybody wants the same few SKUs and nothing else: batches are of reservations alone then. */
function isRush(index: number): boolean {
  return index % (2 * ORDERS_OF_A_RUSH) >= ORDERS_OF_A_RUSH;
}

/** Every third while, replicas have no rows in common. */
function isCalm(index: number): boolean {
  return Math.floor(index / ORDERS_OF_A_WHILE) % 3 === 0;
}

/** A plan that keeps to the replica of its tenant. */
function calm(drawn: Plan): Plan {
  const replica = drawn.tenant === TENANTS[0] ? 0 : 1;
  return { ...drawn, replica, steps: drawn.steps.map((each) => ({ ...each, echo: "none" })) };
}

function planOf(asked: Asked, echo: Echo = "none"): Plan {
  return {
    tenant: asked.tenant,
    replica: undefined,
    reservation: undefined,
    steps: [{ asked, waitMilliseconds: 0, echo }],
  };
}

function planOfGoods(random: Random, tenant: string): Plan {
  const kind = random.chance(60) ? "hot" : "many";
  const row = { tenant, sku: `${kind}-${random.below(SKUS[kind])}`, location: random.pick(LOCATIONS) };
  const quantity = 1 + random.below(20);
  const [from, to] = random.chance(50) ? LOCATIONS : [LOCATIONS[1], LOCATIONS[0]];
  const policy = {
    safetyStock: random.below(6),
    promiseLimit: random.chance(25) ? random.below(10) : 0,
    allotments: random.chance(40) ? { market: 1 + random.below(5) } : {},
  };
  const many = { ...row, sku: `many-${random.below(SKUS.many)}` };
  const all: readonly [Asked, ...Asked[]] = [
    { kind: "receive", ...row, quantity },
    { kind: "receive", ...row, quantity },
    { kind: "receive", ...row, quantity },
    { kind: "adjust", ...row, by: random.below(21) - 10 },
    { kind: "count", ...many, counted: 300 + random.below(300), expected: random.chance(50) ? null : 500 },
    { kind: "transfer", tenant, sku: row.sku, from, to, quantity: 1 + random.below(5) },
    { kind: "arrive", ...row, quantity: 1 + random.below(3), missing: random.below(2) },
    { kind: "policy", ...row, policy },
  ];
  return planOf(random.pick(all), echoOf(random));
}

/** A unit or two of what everybody wants, and nothing after that: the hold ends by itself. */
function planOfRush(random: Random, tenant: string, index: number): Plan {
  const reservation = `rush-${index}-${random.hex(8)}`;
  const sku = `rush-${random.below(SKUS.rush)}`;
  const lines = [{ sku, quantity: 1 + random.below(2), locations: [LOCATIONS[0]] }];
  const terms = { fill: "all", split: "listed", holdSeconds: 8 } as const;
  const asked: Asked = {
    kind: "reserve",
    tenant,
    reservation,
    channel: random.pick(CHANNELS),
    lines,
    ...terms,
  };
  return {
    ...{ tenant, reservation, replica: undefined },
    steps: [{ asked, waitMilliseconds: 0, echo: "none" }],
  };
}

function planOfOrder(random: Random, tenant: string, index: number): Plan {
  const reservation = `order-${index}-${random.hex(8)}`;
  const channel = random.pick(CHANNELS);
  const isCounted = random.chance(15);
  const lines = isCounted ? [countedLine(random)] : linesOf(random);
  const terms = {
    fill: random.chance(20) ? "partial" : "all",
    split: random.pick(["listed", "fewest-parcels", "one-location"] as const),
    holdSeconds: isCounted ? 8 : random.pick(HOLD_SECONDS),
  } as const;
  const reserve: Asked = { kind: "reserve", tenant, reservation, channel, lines, ...terms };
  const rest = isCounted ? [step(random, "confirm", 0)] : fate(random, terms.holdSeconds);
  const steps = [
    { asked: reserve, waitMilliseconds: 0, echo: echoOf(random) },
    ...rest.map((each) => each(tenant, reservation)),
  ];
  return { tenant, replica: undefined, reservation, steps };
}

type Made = (tenant: string, reservation: string) => Step;

/** How an order goes on. A hold of one or two seconds is often confirmed just when it ends. */
function fate(random: Random, holdSeconds: number): readonly Made[] {
  const atEnd = holdSeconds > 2 ? 0 : Math.max(0, holdSeconds * 1000 + random.below(400) - 150);
  const drawn = random.below(100);
  if (drawn < 22) {
    return random.chance(40) ? [step(random, "release", 0), step(random, "release", 0)] : [step(random, "release", 0)];
  }
  if (drawn < 45) {
    return [
      step(random, "confirm", atEnd),
      step(random, random.chance(50) ? "cancel" : "ship", 0),
      step(random, "ship", 0),
    ];
  }
  if (drawn < 60) {
    return [
      step(random, "confirm", 0),
      step(random, "cancel", 0),
      ...(random.chance(30) ? [step(random, "cancel", 0)] : []),
    ];
  }
  if (drawn < 85) {
    return [step(random, "confirm", 0), step(random, "ship", 0), step(random, "ship", 0), step(random, "return", 0)];
  }
  // Nobody comes back for it: the hold ends by itself, or somebody comes back much too late.
  return random.chance(50) ? [step(random, "confirm", atEnd + 1500), step(random, "ship", 0)] : [];
}

function step(
  random: Random,
  kind: "confirm" | "release" | "cancel" | "ship" | "return",
  waitMilliseconds: number,
): Made {
  const echo = echoOf(random);
  const restock = random.chance(70);
  return (tenant, reservation) =>
    kind === "ship" || kind === "return"
      ? { next: kind, restock, waitMilliseconds, echo }
      : { asked: { kind, tenant, reservation }, waitMilliseconds, echo };
}

function linesOf(random: Random): readonly { sku: string; quantity: number; locations: readonly string[] }[] {
  const count = random.chance(80) ? 1 : 2 + random.below(3);
  return Array.from({ length: count }, () => {
    const kind = random.chance(55) ? "hot" : "many";
    const both = random.chance(50) ? LOCATIONS : [LOCATIONS[1], LOCATIONS[0]];
    const locations = random.chance(60) ? both.slice(0, 1) : both;
    return { sku: `${kind}-${random.below(SKUS[kind])}`, quantity: 1 + random.below(4), locations };
  });
}

function countedLine(random: Random): { sku: string; quantity: number; locations: readonly string[] } {
  return { sku: `counted-${random.below(SKUS.counted)}`, quantity: 1, locations: [LOCATIONS[0]] };
}

function echoOf(random: Random): Echo {
  const drawn = random.below(100);
  if (drawn < 82) {
    return "none";
  }
  if (drawn < 89) {
    return "twice";
  }
  return drawn < 93 ? "again" : drawn < 97 ? "late" : "forged";
}
