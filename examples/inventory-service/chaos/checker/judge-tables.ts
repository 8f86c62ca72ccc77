import type { ReservationFound, StockFound } from "./evidence";
import { openUnits } from "./expected";
import type { Command } from "./judge-history";
import type { Known } from "./judge-log";
import type { Row, Rows } from "./rows";
import type { Violations } from "./violations";

/** Holds the tables against the log, against each other, and against what callers were told. */
export class TablesJudge {
  readonly #rows: Rows;
  readonly #violations: Violations;
  readonly #known: ReadonlyMap<string, Known>;
  readonly #promised = new Map<Row, number>();
  readonly #shipped = new Map<Row, number>();
  #stock = 0;
  #reservations = 0;

  constructor(rows: Rows, violations: Violations, known: ReadonlyMap<string, Known>) {
    this.#rows = rows;
    this.#violations = violations;
    this.#known = known;
  }

  /** Reservations come before stock rows. */
  reservation(found: ReservationFound): void {
    this.#reservations += 1;
    const name = `${found.tenant} ${found.reservation}`;
    const known = this.#known.get(name);
    this.#violations.unless(
      known !== undefined && isSame(known.found, found),
      "tables are the log",
      () => `reservation ${name}: ${JSON.stringify(found)}, logged ${JSON.stringify(known?.found)}`,
    );
    const isOpen = found.status === "held" || found.status === "confirmed";
    for (const { sku, location, quantity, shipped } of found.allocations) {
      const row = this.#rows.of(found.tenant, sku, location);
      add(this.#promised, row, isOpen && !shipped ? quantity : 0);
      add(this.#shipped, row, shipped ? quantity : 0);
    }
    for (const [row, units] of known?.taken ?? []) {
      const open = openUnits(found, row);
      this.#violations.unless(
        units === open,
        "units are taken and given back once",
        () => `${name}, ${found.status}: took ${units} of ${row.name} in all, has ${open}`,
      );
    }
  }

  stock(found: StockFound): void {
    this.#stock += found.version > 0 ? 1 : 0;
    const row = this.#rows.of(found.tenant, found.sku, found.location);
    const { level } = row;
    const isLogged = (["onHand", "reserved", "inTransit", "safetyStock", "promiseLimit", "version"] as const).every(
      (name) => level[name] === found[name],
    );
    this.#violations.unless(
      isLogged,
      "tables are the log",
      () => `${row.name}: ${JSON.stringify(found)}, logged ${JSON.stringify(level)}`,
    );
    const promised = this.#promised.get(row) ?? 0;
    this.#violations.unless(
      promised === found.reserved,
      "reserved is what reservations have",
      () => `${row.name}: reserved ${found.reserved}, reservations have ${promised}`,
    );
  }

  /** Nothing is in the log alone; and by what callers were told, no unit is missing and none is there twice. */
  end(commands: readonly Command[], stock: readonly StockFound[]): void {
    const logged = [...this.#rows.all()].filter(({ level }) => level.version > 0).length;
    this.#violations.unless(
      logged === this.#stock,
      "tables are the log",
      () => `${this.#stock} stock rows changed, ${logged} by the log`,
    );
    this.#violations.unless(
      this.#known.size === this.#reservations,
      "tables are the log",
      () => `${this.#reservations} reservations, ${this.#known.size} by the log`,
    );
    const counted = new Set<Row>();
    for (const command of commands) {
      if (command.accepted) {
        this.#weigh(command, counted);
      }
    }
    for (const found of stock) {
      const row = this.#rows.of(found.tenant, found.sku, found.location);
      const expected = row.balance - (this.#shipped.get(row) ?? 0);
      this.#violations.unless(
        counted.has(row) || expected === found.onHand,
        "no unit is lost or doubled",
        () => `${row.name}: ${found.onHand} on hand, ${expected} by what came and went`,
      );
    }
  }

  #weigh({ asked }: Command, counted: Set<Row>): void {
    if (asked.kind === "count") {
      counted.add(this.#row(asked));
    } else if (asked.kind === "receive" || asked.kind === "arrive") {
      this.#row(asked).balance += asked.quantity;
    } else if (asked.kind === "adjust") {
      this.#row(asked).balance += asked.by;
    } else if (asked.kind === "transfer") {
      this.#row({ ...asked, location: asked.from }).balance -= asked.quantity;
    } else if (asked.kind === "return" && asked.restock) {
      this.#row(asked).balance += asked.quantity;
    }
  }

  #row({ tenant, sku, location }: Pick<StockFound, "tenant" | "sku" | "location">): Row {
    return this.#rows.of(tenant, sku, location);
  }
}

function isSame(one: ReservationFound, other: ReservationFound): boolean {
  return (
    one.status === other.status &&
    one.version === other.version &&
    JSON.stringify(unitsOf(one)) === JSON.stringify(unitsOf(other))
  );
}

function unitsOf({ allocations }: ReservationFound): readonly unknown[] {
  return allocations.map(({ sku, location, quantity, shipped }) => [sku, location, quantity, shipped]);
}

function add(sums: Map<Row, number>, row: Row, units: number): void {
  sums.set(row, (sums.get(row) ?? 0) + units);
}
