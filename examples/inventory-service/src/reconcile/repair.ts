import { hash } from "node:crypto";
import { NO_ROWS, type Delta, type DeltaKind, type Tally } from "./delta";
import {
  decideRepairs,
  hindrancesByRecords,
  hindrancesByStock,
  mostSkus,
  REPAIR_LIMITS,
  skuText,
  type Hindrance,
  type Repair,
  type RepairDecision,
} from "./decide-repairs";
import type { Checkpoint } from "./partition";
import type { Files } from "../files";
import type { Engine, RepairAnswer, StockPort } from "./ports";

/** Differences that a plan lists for a person, the largest first; the files have all of them. */
const MOST_LISTED = 1000;

/** Rows of which the stock is asked at once. */
const ROWS_AT_ONCE = 500;

/** A day that has been compared, in all its shards. */
export interface ComparedDay {
  readonly day: string;
  readonly checkpoints: readonly Checkpoint[];
  readonly before: readonly Checkpoint[];
  /** Paths of the day's counts. */
  readonly counts: readonly string[];
}

/** What repairs need. */
export interface RepairOptions {
  /** Where results are kept. */
  readonly files: Files;
  /** What runs the SQL. */
  readonly engine: Pick<Engine, "pairs" | "countSkus">;
  /** The stock that is repaired. */
  readonly stock: StockPort;
  /** SKUs that are never repaired, as `skuText` writes them. */
  readonly critical: ReadonlySet<string>;
  /** Stops it; what was sent is sent again under its key. */
  readonly signal: AbortSignal;
}

/** What was decided, kept before anything is done about it. */
export interface RepairPlan {
  readonly day: string;
  readonly skusCounted: number;
  readonly decision: RepairDecision;
  /** Why differences wait, and how many for each reason. */
  readonly hindered: Readonly<Partial<Record<Hindrance, number>>>;
  readonly waiting: readonly Waiting[];
}

/** A difference that waits for a person. */
export type Waiting = Pick<Delta, "tenant" | "sku" | "location" | "kind" | "delta"> & {
  readonly because: readonly Hindrance[];
};

/** What became of a day. */
export interface Report {
  readonly day: string;
  /** Counted rows by kind. */
  readonly rows: Tally;
  readonly plan: RepairPlan;
  /** What became of each repair, in the plan's order. */
  readonly answers: readonly RepairAnswer[];
}

/**
 * Decides what to repair of a day, and has it repaired. The decision is kept first, so that whoever goes on after an
 * interruption sends the same repairs, under the same keys, although the stock looks different by then.
 */
export async function repairDay(options: RepairOptions, compared: ComparedDay): Promise<Report> {
  const { files, stock, signal } = options;
  const folder = folderOf(options, compared);
  const done = await files.read(`${folder}/report.json`);
  if (done !== undefined) {
    return JSON.parse(done) as Report;
  }
  const kept = await files.read(`${folder}/plan.json`);
  const text = kept ?? (await files.writeOnce(`${folder}/plan.json`, JSON.stringify(await plan(options, compared))));
  const decided = JSON.parse(text) as RepairPlan;
  const answers: RepairAnswer[] = [];
  for (const repair of repairsOf(decided)) {
    signal.throwIfAborted();
    answers.push(await stock.repair(repair));
  }
  const report = { day: compared.day, rows: sumOf(compared.checkpoints), plan: decided, answers };
  await files.write(`${folder}/report.json`, JSON.stringify(report));
  return report;
}

/** What was decided about a day as it is compared now, and whether all of it was answered for; `undefined` before. */
export async function keptPlan(
  files: Files,
  critical: ReadonlySet<string>,
  compared: ComparedDay,
): Promise<{ readonly plan: RepairPlan; readonly isReported: boolean } | undefined> {
  const folder = folderOf({ critical }, compared);
  const plan = await files.read(`${folder}/plan.json`);
  const report = await files.read(`${folder}/report.json`);
  // Only this program writes there, and only whole files.
  return plan === undefined ? undefined : { plan: JSON.parse(plan) as RepairPlan, isReported: report !== undefined };
}

/** Adds up what partitions came to. */
export function sumOf(checkpoints: readonly Checkpoint[]): Tally {
  return checkpoints.reduce<Tally>((sum, { rows }) => {
    const kinds = Object.keys(sum) as DeltaKind[];
    return Object.fromEntries(kinds.map((kind) => [kind, sum[kind] + rows[kind]])) as Tally;
  }, NO_ROWS);
}

async function plan(options: RepairOptions, compared: ComparedDay): Promise<RepairPlan> {
  const { files, engine } = options;
  const local = (paths: readonly string[]): Promise<readonly string[]> =>
    Promise.all(paths.map((path) => files.local(path)));
  const skusCounted = await engine.countSkus(await local(compared.counts));
  const sorted = new Sorted(options.stock, mostSkus(skusCounted));
  const outputs = (checkpoints: readonly Checkpoint[]): readonly string[] =>
    checkpoints.map(({ output }) => output.path);
  const pairs = engine.pairs(await local(outputs(compared.checkpoints)), await local(outputs(compared.before)));
  for await (const { delta, before } of pairs) {
    options.signal.throwIfAborted();
    const critical = options.critical.has(skuText(delta));
    await sorted.add(delta, hindrancesByRecords({ delta, before, critical }));
  }
  const { repairable, hindered, waiting } = await sorted.end();
  const decision = decideRepairs({ day: compared.day, deltas: repairable, skusCounted });
  return { day: compared.day, skusCounted, decision, hindered, waiting };
}

/** Sorts differences into those that can be repaired and those that wait, and asks the stock about the former. */
class Sorted {
  readonly #stock: Pick<StockPort, "now">;
  readonly #mostSkus: number;
  readonly #skus = new Set<string>();
  readonly #hindered = new Map<Hindrance, number>();
  readonly #waiting: Waiting[] = [];
  readonly #repairable: Delta[] = [];
  #asked: Delta[] = [];

  constructor(stock: Pick<StockPort, "now">, mostSkus: number) {
    this.#stock = stock;
    this.#mostSkus = mostSkus;
  }

  async add(delta: Delta, because: readonly Hindrance[]): Promise<void> {
    if (because.length > 0) {
      this.#wait(delta, because);
    } else {
      this.#asked.push(delta);
    }
    if (this.#asked.length === ROWS_AT_ONCE) {
      await this.#ask();
    }
  }

  async end(): Promise<{
    readonly repairable: readonly Delta[];
    readonly hindered: RepairPlan["hindered"];
    readonly waiting: readonly Waiting[];
  }> {
    await this.#ask();
    return { repairable: this.#repairable, hindered: Object.fromEntries(this.#hindered), waiting: this.#waiting };
  }

  async #ask(): Promise<void> {
    const asked = this.#asked;
    this.#asked = [];
    // Past the limit nothing is repaired, whatever else there is.
    if (asked.length === 0 || this.#skus.size > this.#mostSkus) {
      return;
    }
    const stock = await this.#stock.now(asked);
    for (const [index, delta] of asked.entries()) {
      const because = hindrancesByStock(delta, stock[index]);
      if (because.length > 0) {
        this.#wait(delta, because);
      } else {
        this.#skus.add(skuText(delta));
        this.#repairable.push(delta);
      }
    }
  }

  #wait({ tenant, sku, location, kind, delta }: Delta, because: readonly Hindrance[]): void {
    for (const hindrance of because) {
      this.#hindered.set(hindrance, (this.#hindered.get(hindrance) ?? 0) + 1);
    }
    if (this.#waiting.length < MOST_LISTED) {
      this.#waiting.push({ tenant, sku, location, kind, delta, because });
    }
  }
}

/** Where the plan and the report of a day are, as it is compared now. */
function folderOf({ critical }: Pick<RepairOptions, "critical">, { day, checkpoints, before }: ComparedDay): string {
  const digests = [checkpoints, before].map((each) => each.map(({ output }) => output.digest));
  const planned = hash("sha256", JSON.stringify([REPAIR_LIMITS, digests, [...critical].toSorted()])).slice(0, 16);
  return `runs/day=${day}/${planned}`;
}

function repairsOf({ decision }: RepairPlan): readonly Repair[] {
  return decision.kind === "repair" ? decision.repairs : [];
}
