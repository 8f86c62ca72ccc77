import type { Evidence, StockFound } from "./evidence";
import { HistoryJudge, type Judged } from "./judge-history";
import { LogJudge } from "./judge-log";
import { judgeReads, readsToSee } from "./judge-reads";
import { StreamJudge } from "./judge-stream";
import { TablesJudge } from "./judge-tables";
import { Rows } from "./rows";
import { Violations, type Broken } from "./violations";

/** What a check found. */
export interface Verdict {
  /** Empty where everything holds. */
  readonly broken: readonly Broken[];
  readonly commands: number;
  readonly calls: number;
  readonly accepted: number;
  readonly refused: number;
  readonly unknown: number;
  readonly replayed: number;
  /** Faults that happened while a command was on its way, by kind. */
  readonly faults: ReadonlyMap<string, number>;
  readonly idleFaults: number;
  readonly reads: number;
  readonly events: number;
  /** Events that the stream was given more than once. */
  readonly repeated: number;
}

/**
 * Judges a run by what it left: what callers were told, the log, the tables, the stream. Each piece is looked at once, in
 * its order, so that the time is proportional to how much there is.
 */
export async function check(evidence: Evidence): Promise<Verdict> {
  const violations = new Violations();
  const rows = new Rows();
  const history = new HistoryJudge(rows, violations);
  await each(evidence.history, (line) => history.take(line));
  const judged = history.end();

  const log = new LogJudge({ rows, violations, commands: judged.commands, seen: readsToSee(judged.reads) });
  await each(evidence.log, (event) => log.take(event));
  log.end();

  const tables = new TablesJudge(rows, violations, log.reservations);
  await each(evidence.reservations, (found) => tables.reservation(found));
  const stock: StockFound[] = [];
  await each(evidence.stock, (found) => stock.push(found));
  stock.forEach((found) => tables.stock(found));
  tables.end(judged.commands, stock);

  const stream = new StreamJudge(violations);
  await each(evidence.stream, (line) => stream.take(line));
  stream.end(rows, log.reservations);

  judgeReads(judged.reads, log.seen, { rows, violations });
  judgeLeft(evidence, judged, violations);
  const { commands, reads, ...counts } = judged;
  const { events } = log;
  const { repeated } = stream;
  return { broken: violations.all(), ...counts, commands: commands.length, reads: reads.length, events, repeated };
}

function judgeLeft({ left }: Evidence, { commands }: Judged, violations: Violations): void {
  const answered = commands.filter(({ digest }) => digest !== undefined).length;
  const rule = "nothing is left in flight";
  violations.unless(
    left.answers === answered,
    "a key is answered alike",
    () => `${left.answers} answers are stored, ${answered} keys were answered`,
  );
  violations.unless(left.holds === 0, rule, () => `${left.holds} holds did not end`);
  violations.unless(left.waiting === 0, rule, () => `consumers wait for an event of ${left.waiting} subjects`);
  violations.unless(left.transactions === 0, rule, () => `${left.transactions} transactions are open`);
}

async function each<Item>(pieces: AsyncIterable<readonly Item[]>, take: (item: Item) => void): Promise<void> {
  for await (const piece of pieces) {
    piece.forEach(take);
  }
}
