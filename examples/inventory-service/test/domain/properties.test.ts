import fc from "fast-check";
import {
  decide,
  EMPTY_INVENTORY,
  evolve,
  openAllocations,
  stockKeyText,
  type Command,
  type Inventory,
  type InventoryEvent,
} from "../../src/domain";
import { anyHistory } from "./commands";

type History = readonly (readonly [Command, number])[];

interface Lived {
  readonly inventory: Inventory;
  readonly events: readonly InventoryEvent[];
  readonly accepted: ReadonlySet<string>;
}

function live(
  history: History,
  check: (inventory: Inventory, events: readonly InventoryEvent[]) => void = () => {},
): Lived {
  let inventory = EMPTY_INVENTORY;
  let now = 0;
  const events: InventoryEvent[] = [];
  const accepted = new Set<string>();
  for (const [command, seconds] of history) {
    now += seconds * 1000;
    const decision = decide(inventory, command, now);
    if (decision.accepted) {
      accepted.add(command.kind);
      inventory = decision.events.reduce(evolve, inventory);
      events.push(...decision.events);
      check(inventory, decision.events);
    }
  }
  return { inventory, events, accepted };
}

const ofHistories = (check: (history: History) => void): void => {
  fc.assert(fc.property(anyHistory, check), { numRuns: 120 });
};

/** Units that open reservations keep, by stock row. */
function promised({ reservations }: Inventory): Map<string, number> {
  const sums = new Map<string, number>();
  for (const reservation of reservations.values()) {
    for (const { sku, location, quantity } of openAllocations(reservation)) {
      const text = stockKeyText({ tenant: reservation.tenant, sku, location });
      sums.set(text, (sums.get(text) ?? 0) + quantity);
    }
  }
  return sums;
}

describe("any history of commands", () => {
  it("never makes a counter negative, nor promises more than may be", () => {
    ofHistories((history) => {
      live(history, ({ levels }) => {
        for (const level of levels.values()) {
          const counters = [level.onHand, level.reserved, level.inTransit, ...Object.values(level.allotments)];
          expect(counters.every((units) => Number.isSafeInteger(units) && units >= 0)).toBe(true);
          expect(level.reserved).toBeLessThanOrEqual(level.onHand + level.promiseLimit);
        }
      });
    });
  });

  it("reserves in each row exactly what open reservations have of it", () => {
    ofHistories((history) => {
      live(history, (inventory) => {
        const sums = promised(inventory);
        for (const [text, { reserved }] of inventory.levels) {
          expect(reserved).toBe(sums.get(text) ?? 0);
        }
        expect([...sums.keys()].filter((text) => !inventory.levels.has(text))).toEqual([]);
      });
    });
  });

  it("is told by its events: their replay is the same inventory", () => {
    ofHistories((history) => {
      const { inventory, events } = live(history);

      expect(events.reduce(evolve, EMPTY_INVENTORY)).toEqual(inventory);
    });
  });

  it("changes each row at most once a command, by what the event says, in versions without a gap", () => {
    ofHistories((history) => {
      let before = EMPTY_INVENTORY;
      live(history, (inventory, events) => {
        const rows = events.flatMap((event) => (event.type === "StockChanged" ? [stockKeyText(event)] : []));
        expect(new Set(rows).size).toBe(rows.length);
        for (const event of events) {
          if (event.type === "StockChanged") {
            const text = stockKeyText(event);
            expect(inventory.levels.get(text)).toEqual(event.after);
            expect(event.after.version).toBe((before.levels.get(text)?.version ?? 0) + 1);
          }
        }
        before = inventory;
      });
    });
  });

  it("loses no unit: those on hand and in transit are those that came less those that left", () => {
    ofHistories((history) => {
      const { inventory, events } = live(history);
      const moved = events.reduce(
        (sum, event) => (event.type === "StockChanged" ? sum + event.change.onHand + event.change.inTransit : sum),
        0,
      );
      const there = [...inventory.levels.values()].reduce((sum, { onHand, inTransit }) => sum + onHand + inTransit, 0);

      expect(there).toBe(moved);
    });
  });

  it("is decided the same each time, and never changes what it is decided on", () => {
    ofHistories((history) => {
      expect(live(history)).toEqual(live(history));
    });
  });

  it("keeps tenants apart: one's inventory is the same without the other's commands", () => {
    ofHistories((history) => {
      // Time passes all the same.
      const without = history.map(([command, seconds]): [Command, number] => [
        command.tenant === "acme" ? command : { kind: "expire", tenant: "nobody", reservation: "none" },
        seconds,
      ]);
      const mine = ({ levels, reservations }: Inventory): unknown =>
        [...levels, ...reservations].filter(([text]) => text.startsWith("acme\u0000"));

      expect(mine(live(without).inventory)).toEqual(mine(live(history).inventory));
    });
  });
});

it("histories reach every command's acceptance", () => {
  const reached = new Set(
    fc.sample(anyHistory, { numRuns: 400, seed: 7 }).flatMap((history) => [...live(history).accepted]),
  );

  expect([...reached].sort()).toEqual(
    [
      "adjust",
      "arrive",
      "cancel",
      "confirm",
      "count",
      "expire",
      "receive",
      "release",
      "reserve",
      "return",
      "set-policy",
    ]
      .concat(["ship", "transfer"])
      .sort(),
  );
});
