import { stockKeyText, type Command, type Reservation, type ReservationKey, type StockKey } from "../domain";

/** The reservations that commands name. */
export function reservationsNamed(commands: readonly Command[]): readonly ReservationKey[] {
  return commands.flatMap((command) =>
    "reservation" in command ? [{ tenant: command.tenant, reservation: command.reservation }] : [],
  );
}

/** The stock rows into which commands may put units, and which have to be there therefore. */
export function rowsFilled(commands: readonly Command[]): readonly StockKey[] {
  return distinct(commands.flatMap(filledBy));
}

/** All stock rows that commands may change: those they name, and those that the reservations have units of. */
export function rowsTouched(commands: readonly Command[], reservations: readonly Reservation[]): readonly StockKey[] {
  const promised = reservations.flatMap(({ tenant, allocations }) =>
    allocations.map(({ sku, location }) => ({ tenant, sku, location })),
  );
  return distinct([...commands.flatMap(filledBy), ...commands.flatMap(emptiedBy), ...promised]);
}

function filledBy(command: Command): readonly StockKey[] {
  if ("reservation" in command) {
    return command.kind === "return" ? [command] : [];
  }
  return command.kind === "transfer" ? [{ tenant: command.tenant, sku: command.sku, location: command.to }] : [command];
}

function emptiedBy(command: Command): readonly StockKey[] {
  const { tenant } = command;
  if (command.kind === "reserve") {
    return command.lines.flatMap(({ sku, locations }) => locations.map((location) => ({ tenant, sku, location })));
  }
  return command.kind === "transfer" ? [{ tenant, sku: command.sku, location: command.from }] : [];
}

function distinct(keys: readonly StockKey[]): readonly StockKey[] {
  const rows = keys.map(({ tenant, sku, location }) => ({ tenant, sku, location }));
  return [...new Map(rows.map((key) => [stockKeyText(key), key])).values()];
}
