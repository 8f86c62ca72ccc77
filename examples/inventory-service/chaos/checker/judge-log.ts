import type { EventFound, ReservationFound } from "./evidence";
import type { Command } from "./judge-history";
import { expectedChange, isCauseOf } from "./expected";
import { sellable, type Row, type Rows } from "./rows";
import type { Violations } from "./violations";

type StockEvent = EventFound & { readonly data: { readonly type: "StockChanged" } };
type StockData = Extract<EventFound["data"], { type: "StockChanged" }>;

/** What is known of a reservation. */
export interface Known {
  readonly found: ReservationFound;
  /** Units that its events took out of each row and gave back, by row. */
  readonly taken: Map<Row, number>;
}

/** What a log is held against. */
export interface LogJudgeOptions {
  /** The rows that the history told of. */
  readonly rows: Rows;
  /** Where what is wrong goes. */
  readonly violations: Violations;
  /** What was asked for, and answered. */
  readonly commands: readonly Command[];
  /** By SKU and channel that somebody asked about: each availability that there was, and since when. */
  readonly seen: ReadonlyMap<string, Map<string, number>>;
}

/** Where a reservation may go from where it is. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  none: ["held"],
  held: ["confirmed", "released", "expired"],
  confirmed: ["confirmed", "shipped", "cancelled"],
  expired: ["confirmed"],
  shipped: ["shipped"],
  released: [],
  cancelled: [],
};

/** Replays the event log in its order, and holds it against what callers were told. */
export class LogJudge {
  readonly #rows: Rows;
  readonly #violations: Violations;
  readonly #commands: readonly Command[];
  /** By tenant and id. Its version is that of its last event. */
  readonly reservations = new Map<string, Known>();
  /** Which command says that it made a version of a reservation. */
  readonly #claims = new Map<string, Command>();
  /** By SKU, the times at which each availability was there first. Of SKUs that somebody asked about. */
  readonly seen: ReadonlyMap<string, Map<string, number>>;
  /** Units that reservations took before their first event, which comes after that of the row. */
  readonly #early = new Map<string, Map<Row, number>>();
  events = 0;

  constructor({ rows, violations, commands, seen }: LogJudgeOptions) {
    this.seen = seen;
    this.#rows = rows;
    this.#violations = violations;
    this.#commands = commands;
    for (const command of commands) {
      if (command.accepted && command.reservation !== null) {
        this.#claimReservation(command, command.reservation);
      }
    }
  }

  take(event: EventFound): void {
    this.events += 1;
    const { data } = event;
    if (data.type === "StockChanged") {
      this.#stockChanged({ ...event, data });
    } else {
      this.#reservationChanged(event, data.after);
    }
  }

  /** What callers were told, and is not in the log. */
  end(): void {
    for (const row of this.#rows.all()) {
      const told = row.claims.length - 1;
      this.#violations.unless(
        told <= row.level.version,
        "a change is one command's",
        () => `${row.name} version ${told}: told to command ${row.claims[told]?.n}, and not in the log`,
      );
    }
    for (const [name, { n }] of this.#claims) {
      this.#violations.add("a change is one command's", `${name}: told to command ${n}, and not in the log`);
    }
  }

  #claimReservation(command: Command, [id, version]: readonly [string, number, string]): void {
    const name = `${command.asked.tenant} ${id} version ${version}`;
    const before = this.#claims.get(name);
    this.#violations.unless(
      before === undefined,
      "a change is one command's",
      () => `${name}: told to the commands ${before?.n} and ${command.n}`,
    );
    this.#claims.set(name, command);
  }

  #stockChanged({ version, recordedAt, data }: StockEvent & { readonly data: StockData }): void {
    const row = this.#rows.of(data.tenant, data.sku, data.location);
    const before = row.level;
    const { change, after } = data;
    const at = (): string => `${row.name} version ${version}, ${data.cause}`;
    this.#violations.unless(
      version === before.version + 1,
      "versions follow each other",
      () => `${at()}: after ${before.version}`,
    );
    const addsUp =
      after.onHand === before.onHand + change.onHand &&
      after.reserved === before.reserved + change.reserved &&
      after.inTransit === before.inTransit + change.inTransit &&
      after.version === version;
    this.#violations.unless(addsUp, "events add up", () => `${at()}: ${JSON.stringify({ before, change, after })}`);
    const least = Math.min(after.onHand, after.reserved, after.inTransit, ...Object.values(after.allotments));
    this.#violations.unless(least >= 0, "nothing is negative", () => `${at()}: ${JSON.stringify(after)}`);
    row.level = after;
    this.#claimed(row, data, version);
    this.#oversold(row, data, version);
    this.#take(row, data);
    this.#see(row, recordedAt);
  }

  /** A change is that of the one command that was told of it; only the end of a hold is nobody's. */
  #claimed(row: Row, data: StockData, version: number): void {
    const claim = row.claims[version];
    const at = `${row.name} version ${version}, ${data.cause}`;
    if (data.cause === "expired" || claim === undefined) {
      this.#violations.unless(
        (data.cause === "expired") === (claim === undefined),
        "a change is one command's",
        () => `${at}: ${claim === undefined ? "nobody was told of it" : `told to command ${claim.n}`}`,
      );
      return;
    }
    const { after } = data;
    const isTold =
      claim.onHand === after.onHand && claim.reserved === after.reserved && claim.inTransit === after.inTransit;
    this.#violations.unless(isTold, "a change is one command's", () => `${at}: command ${claim.n} was told otherwise`);
    const command = this.#commands[claim.n];
    const expected = command === undefined ? undefined : expectedChange(command.asked, data, this.#heldBefore(data));
    const isAsked = command !== undefined && isCauseOf(command.asked, data) && expected !== false;
    this.#violations.unless(
      isAsked,
      "a change is what was asked for",
      () => `${at}: ${JSON.stringify(data.change)}, asked for ${JSON.stringify(command?.asked)}`,
    );
  }

  #heldBefore(data: StockData): ReservationFound | undefined {
    return data.reservation === null ? undefined : this.reservations.get(`${data.tenant} ${data.reservation}`)?.found;
  }

  /** Whoever gets units leaves what is not his: safety stock, and what is set aside for other channels. */
  #oversold(row: Row, data: StockData, version: number): void {
    const { onHand, reserved, promiseLimit } = row.level;
    const at = (): string => `${row.name} version ${version}, ${data.cause}: ${JSON.stringify(row.level)}`;
    this.#violations.unless(reserved <= onHand + promiseLimit, "nothing is oversold", at);
    if (data.cause === "reserved" || data.cause === "reserved-again") {
      const claim = row.claims[version];
      const asked = claim === undefined ? undefined : this.#commands[claim.n]?.asked;
      const channel = asked?.kind === "reserve" ? asked.channel : this.#heldBefore(data)?.channel;
      const all = Object.entries(row.level.allotments).filter(([name]) => name !== channel);
      const setAside = all.reduce((sum, [, units]) => sum + units, 0);
      const free = onHand + promiseLimit - reserved - row.level.safetyStock - setAside;
      this.#violations.unless(free >= 0, "nothing is oversold", at);
    }
  }

  #take(row: Row, { tenant, reservation, change }: StockData): void {
    if (reservation === null) {
      return;
    }
    const name = `${tenant} ${reservation}`;
    const taken = this.reservations.get(name)?.taken ?? this.#early.get(name) ?? new Map<Row, number>();
    taken.set(row, (taken.get(row) ?? 0) + change.reserved);
    if (!this.reservations.has(name)) {
      this.#early.set(name, taken);
    }
  }

  #see(row: Row, recordedAt: number): void {
    for (const channel of ["web", "market"]) {
      const seen = this.seen.get(`${row.tenant} ${row.sku} ${channel}`);
      if (seen !== undefined) {
        const { inStock, sellable: all } = sellable(row.level, channel);
        const value = `${inStock}/${all}`;
        seen.set(value, Math.min(recordedAt, seen.get(value) ?? recordedAt));
      }
    }
  }

  #reservationChanged({ version, recordedAt }: EventFound, after: ReservationFound): void {
    const name = `${after.tenant} ${after.reservation}`;
    const before = this.reservations.get(name);
    const { status: was, version: last } = before?.found ?? { status: "none", version: 0 };
    const at = `${name} version ${version}, ${was} to ${after.status}`;
    const follows = version === last + 1 && after.version === version;
    this.#violations.unless(follows, "versions follow each other", () => `${at}: after ${last}`);
    this.#violations.unless(isOnItsWay(was, after.status), "a reservation goes its way", () => at);
    const early = after.status === "expired" ? after.expiresAt - recordedAt : 0;
    this.#violations.unless(early <= 0, "a hold ends in its time", () => `${at}: ${early} ms early`);
    this.#reservationClaimed(after, at);
    this.reservations.set(name, { found: after, taken: before?.taken ?? this.#early.get(name) ?? new Map() });
    this.#early.delete(name);
  }

  #reservationClaimed({ tenant, reservation, status, version }: ReservationFound, at: string): void {
    const name = `${tenant} ${reservation} version ${version}`;
    const claim = this.#claims.get(name);
    this.#claims.delete(name);
    const told = claim?.reservation?.[2];
    this.#violations.unless(
      told === (status === "expired" ? undefined : status),
      "a change is one command's",
      () => `${at}: ${claim === undefined ? "nobody was told of it" : `told to command ${claim.n} as ${told}`}`,
    );
  }
}

function isOnItsWay(from: string, to: string): boolean {
  return WAYS[from]?.includes(to) ?? false;
}
