import type { Command } from "./command";
import { decideCompletion } from "./decide-completion";
import { decideReserve } from "./decide-reserve";
import { decideStock } from "./decide-stock";
import type { Decision } from "./decision";
import type { Inventory } from "./inventory";

/**
 * Decides what becomes of a command. Pure and total: the same inventory, command and time have the same answer.
 * @param inventory every stock row and reservation that the command names
 * @param command quantities are positive whole numbers, within what the boundary lets through
 * @param now ms since the epoch, by the database's clock
 */
export function decide(inventory: Inventory, command: Command, now: number): Decision {
  if (command.kind === "reserve") {
    return decideReserve(inventory, command, now);
  }
  return "reservation" in command ? decideCompletion(inventory, command, now) : decideStock(inventory, command);
}
