import { decide, EMPTY_INVENTORY, evolve, type Command, type Decision, type Inventory } from "../../src/domain";
import type { Reserve } from "../../src/domain/command";

export const NOW = 1_800_000_000_000;
export const KEY = { tenant: "acme", sku: "mug", location: "berlin" } as const;

/** A reservation of three mugs, with what a test needs otherwise. */
export function reserve(changed: Partial<Reserve> = {}): Reserve {
  return {
    kind: "reserve",
    tenant: "acme",
    reservation: "r1",
    channel: "web",
    orderRef: "o1",
    lines: [{ sku: "mug", quantity: 3, locations: ["berlin"] }],
    fill: "all",
    split: "listed",
    holdSeconds: 600,
    ...changed,
  };
}

/** Ten mugs in Berlin. */
export const TEN_MUGS = { ...KEY, kind: "receive", quantity: 10 } as const satisfies Command;

/** The inventory after some commands, each of which has to be accepted. */
export function given(...commands: readonly Command[]): Inventory {
  return commands.reduce((inventory, command) => {
    const decision = decide(inventory, command, NOW);
    if (!decision.accepted) {
      throw new Error(`the test's own ${command.kind} is refused: ${JSON.stringify(decision.refusal)}`);
    }
    return decision.events.reduce(evolve, inventory);
  }, EMPTY_INVENTORY);
}

/** What an inventory says to a command. */
export function when(inventory: Inventory, command: Command, now = NOW): Decision {
  return decide(inventory, command, now);
}

/** The inventory after a command that is accepted. */
export function after(inventory: Inventory, command: Command, now = NOW): Inventory {
  const decision = decide(inventory, command, now);
  return decision.accepted ? decision.events.reduce(evolve, inventory) : inventory;
}
