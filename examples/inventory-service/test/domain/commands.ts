import fc from "fast-check";
import type { Command } from "../../src/domain";

const tenant = fc.oneof({ weight: 4, arbitrary: fc.constant("acme") }, { weight: 1, arbitrary: fc.constant("zeta") });
const sku = fc.constantFrom("mug", "constructor");
const location = fc.constantFrom("berlin", "hamburg", "turin");
const channel = fc.constantFrom("web", "store", "__proto__");
const reservation = fc.constantFrom("r1", "r2", "r3");
const quantity = fc.integer({ min: 1, max: 12 });
const key = { tenant, sku, location };
const ofReservation = { tenant, reservation };
const line = fc.record({ sku, quantity, locations: fc.array(location, { minLength: 1, maxLength: 4 }) });

const kind = <Kind extends string>(name: Kind): fc.Arbitrary<Kind> => fc.constant(name);

const stockCommand = fc.oneof(
  fc.record({ kind: kind("receive"), ...key, quantity: fc.integer({ min: 5, max: 40 }) }),
  fc.record({
    kind: kind("adjust"),
    ...key,
    by: fc.integer({ min: -8, max: 8 }),
    reason: fc.constantFrom("damaged", "lost", "found", "correction"),
  }),
  fc.record({ kind: kind("count"), ...key, counted: fc.nat(15), expected: fc.option(fc.nat(15)) }),
  fc.record({ kind: kind("transfer"), tenant, sku, from: location, to: location, quantity }),
  fc.record({ kind: kind("arrive"), ...key, quantity: fc.nat(5), missing: fc.nat(2) }),
  fc.record({
    kind: kind("set-policy"),
    ...key,
    policy: fc.record({
      safetyStock: fc.nat(3),
      promiseLimit: fc.nat(6),
      shipsFrom: fc.constantFrom(null, 5_000),
      allotments: fc.constantFrom({}, { web: 3 }, { store: 2, web: 1 }),
    }),
  }),
);

const reserveCommand = fc.record({
  kind: kind("reserve"),
  ...ofReservation,
  channel,
  orderRef: fc.constant("o"),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  fill: fc.constantFrom("all", "partial"),
  split: fc.constantFrom("listed", "fewest-parcels", "one-location"),
  holdSeconds: fc.integer({ min: 1, max: 5 }),
});

const completionCommand = fc.oneof(
  fc.record({ kind: fc.constantFrom("confirm", "confirm", "release", "cancel", "cancel", "expire"), ...ofReservation }),
  fc.record({ kind: kind("ship"), ...ofReservation, location }),
  fc.record({ kind: kind("return"), ...ofReservation, sku, quantity: fc.nat(4), location, restock: fc.boolean() }),
);

/** Any command over a handful of rows and reservations, so that commands meet. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: stockCommand },
  { weight: 4, arbitrary: reserveCommand },
  { weight: 4, arbitrary: completionCommand },
);

/** Commands and the seconds that pass before each. */
export const anyHistory = fc.array(fc.tuple(anyCommand, fc.nat(2)), { maxLength: 60, size: "max" });
