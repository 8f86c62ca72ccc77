import type {
  AnswerLine,
  Asked,
  CallLine,
  FaultLine,
  HistoryLine,
  ReadLine,
  ReservationTold,
  RowTold,
} from "./history-format";
import type { Row, Rows } from "./rows";
import type { Violations } from "./violations";

/** A command, and what its callers were told. */
export interface Command {
  readonly n: number;
  readonly asked: Asked;
  /** Of each row it names, the highest version that somebody had been told of before it was first asked for. */
  readonly floor: ReadonlyMap<Row, number>;
  digest: string | undefined;
  accepted: boolean;
  rows: readonly RowTold[];
  reservation: ReservationTold | null;
}

interface Call {
  readonly n: number;
  /** Whether it asked for something else under the command's key. */
  readonly isForged: boolean;
}

/** What a history says, by itself. */
export interface Judged {
  readonly commands: readonly Command[];
  readonly reads: readonly ReadLine[];
  readonly calls: number;
  readonly accepted: number;
  readonly refused: number;
  readonly unknown: number;
  readonly replayed: number;
  /** Faults that happened while a command was on its way, by kind. */
  readonly faults: ReadonlyMap<string, number>;
  readonly idleFaults: number;
}

/** Reads a history in its order, and judges what callers were told. */
export class HistoryJudge {
  readonly #rows: Rows;
  readonly #violations: Violations;
  readonly #commands: Command[] = [];
  readonly #reads: ReadLine[] = [];
  readonly #open = new Map<number, Call>();
  readonly #rowsOfReservation = new Map<string, readonly Row[]>();
  readonly #faults = new Map<string, number>();
  readonly #counts = { calls: 0, accepted: 0, refused: 0, unknown: 0, replayed: 0, idleFaults: 0 };

  constructor(rows: Rows, violations: Violations) {
    this.#rows = rows;
    this.#violations = violations;
  }

  take(text: string): void {
    const line: HistoryLine = JSON.parse(text);
    switch (line.t) {
      case "call":
        return this.#call(line);
      case "answer":
        return this.#answer(line);
      case "fault":
        return this.#fault(line);
      case "read":
        this.#reads.push(line);
    }
  }

  end(): Judged {
    for (const { n, asked, digest } of this.#commands) {
      this.#violations.unless(digest !== undefined, "every command is answered", () => `command ${n}, ${asked.kind}`);
    }
    this.#violations.unless(
      this.#open.size === 0,
      "every command is answered",
      () => `${this.#open.size} calls are open`,
    );
    return { commands: this.#commands, reads: this.#reads, faults: this.#faults, ...this.#counts };
  }

  #call({ id, n, asked }: CallLine): void {
    this.#counts.calls += 1;
    const isNew = this.#commands[n] === undefined;
    // The copy of a message may be written down first.
    this.#open.set(id, { n, isForged: asked !== undefined && !isNew });
    if (isNew && asked !== undefined) {
      const floor = new Map(this.#rowsOf(asked).map((row) => [row, row.told]));
      const none = { digest: undefined, accepted: false, rows: [], reservation: null };
      this.#commands[n] = { n, asked, floor, ...none };
    }
  }

  #answer(line: AnswerLine): void {
    const call = this.#open.get(line.id);
    const command = call === undefined ? undefined : this.#commands[call.n];
    this.#open.delete(line.id);
    if (call === undefined || command === undefined) {
      this.#violations.add("answers are of the API", `an answer to no call: ${line.id}`);
      return;
    }
    if (line.is === "wrong") {
      this.#violations.add("answers are of the API", `command ${call.n}, ${command.asked.kind}: ${line.why ?? ""}`);
    } else if (line.is === "unknown") {
      this.#counts.unknown += 1;
    } else if (call.isForged !== (line.is === "reused")) {
      this.#violations.add(
        "a key is one command",
        `command ${call.n}, ${command.asked.kind}: ${line.is}, ${call.isForged ? "for another payload" : "for its own payload"}`,
      );
    } else if (line.is !== "reused") {
      this.#told(command, line);
    }
  }

  /** The business has answered: as it did before, or for the first time. */
  #told(command: Command, line: AnswerLine): void {
    this.#counts.replayed += line.replayed === true ? 1 : 0;
    if (command.digest !== undefined) {
      const { n, asked, accepted } = command;
      this.#violations.unless(
        command.digest === line.digest,
        "a key is answered alike",
        () => `command ${n}, ${asked.kind}: ${accepted ? "accepted" : "refused"}, then ${line.is} ${line.why ?? ""}`,
      );
      return;
    }
    command.digest = line.digest ?? "";
    command.accepted = line.is === "accepted";
    this.#counts[command.accepted ? "accepted" : "refused"] += 1;
    if (command.accepted) {
      this.#claim(command, line);
    }
  }

  #claim(command: Command, { rows = [], reservation = null }: AnswerLine): void {
    const { n, asked, floor } = command;
    command.rows = rows;
    command.reservation = reservation;
    const changed = rows.map(([sku, location, version, onHand, reserved, inTransit]) => {
      const row = this.#rows.of(asked.tenant, sku, location);
      const before = row.claims[version];
      this.#violations.unless(
        before === undefined,
        "a change is one command's",
        () => `${row.name} version ${version}: told to the commands ${before?.n} and ${n}`,
      );
      this.#violations.unless(
        version > (floor.get(row) ?? 0),
        "what follows is later",
        () => `command ${n} made ${row.name} version ${version}, asked for when ${floor.get(row)} had been told`,
      );
      row.claims[version] = { n, onHand, reserved, inTransit };
      row.told = Math.max(row.told, version);
      return row;
    });
    if (asked.kind === "reserve") {
      this.#rowsOfReservation.set(`${asked.tenant} ${asked.reservation}`, changed);
    }
  }

  #rowsOf(asked: Asked): readonly Row[] {
    const { tenant } = asked;
    if (asked.kind === "reserve") {
      return asked.lines.flatMap(({ sku, locations }) =>
        locations.map((location) => this.#rows.of(tenant, sku, location)),
      );
    }
    if ("reservation" in asked) {
      return this.#rowsOfReservation.get(`${tenant} ${asked.reservation}`) ?? [];
    }
    const locations = asked.kind === "transfer" ? [asked.from, asked.to] : [asked.location];
    return locations.map((location) => this.#rows.of(tenant, asked.sku, location));
  }

  #fault({ kind }: FaultLine): void {
    if (this.#open.size === 0) {
      this.#counts.idleFaults += 1;
    } else {
      this.#faults.set(kind, (this.#faults.get(kind) ?? 0) + 1);
    }
  }
}
