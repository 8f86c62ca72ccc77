import { skuText } from "./decide-repairs";
import {
  comparePartition,
  currentCheckpoint,
  listInputs,
  listPartitions,
  type Checkpoint,
  type Partition,
} from "./partition";
import type { Files } from "../files";
import { UnusableInput } from "../job";
import type { Engine, StockPort } from "./ports";
import { repairDay, sumOf, type ComparedDay, type Report } from "./repair";
import type { Tally } from "./delta";

const DAY_MILLISECONDS = 86_400_000;

/** One run, or one of several processes that share it. */
export interface ReconcileOptions {
  /** Where inputs lie and results are kept. */
  readonly files: Files;
  /** What runs the SQL. */
  readonly engine: Engine;
  /** The stock to repair; `undefined` compares only. */
  readonly stock: StockPort | undefined;
  /** The day whose counts are compared and may repair; `undefined` is the last one that was counted. */
  readonly day: string | undefined;
  /** Days before it that are compared anew where counts came late. At least 1: repairs need the day before. */
  readonly daysBack: number;
  /** Which of the processes this one is, from 0, and of how many. Each takes its shards. */
  readonly share: { readonly index: number; readonly of: number };
  /** Aborted, it stops; what it has written it does not do again. */
  readonly signal: AbortSignal;
}

/** What a run came to. */
export type RunResult =
  /** There are no counts of the day. */
  | { readonly kind: "no-counts" }
  /** This share is compared; others are not, and the last of them decides about repairs. */
  | { readonly kind: "share-compared"; readonly day: string; readonly rows: Tally }
  /** All is compared, and nobody asked for repairs. */
  | { readonly kind: "compared"; readonly day: string; readonly rows: Tally }
  /** All is compared, and what may be repaired was sent; or too much was found, and nothing was. */
  | { readonly kind: "decided"; readonly report: Report };

/** Compares what was counted with what was expected, and repairs what is small and certain. */
export async function reconcile(options: ReconcileOptions): Promise<RunResult> {
  const { files, signal } = options;
  const partitions = await listPartitions(files);
  const day = options.day ?? partitions.at(-1)?.day;
  const ofDay = partitions.filter((each) => each.day === day);
  if (day === undefined || ofDay.length === 0) {
    return { kind: "no-counts" };
  }
  const first = dayBefore(day, options.daysBack);
  const inWindow = partitions.filter((each) => each.day >= first && each.day <= day);
  const own = inWindow.filter((each) => isOwn(each, options.share));
  const compared = new Map<Partition, Checkpoint>();
  for (const partition of own) {
    signal.throwIfAborted();
    compared.set(partition, await comparePartition(options, partition));
  }
  const checkpoints = await checkpointsOf(files, ofDay, compared);
  const yesterday = dayBefore(day, 1);
  const before = await checkpointsOf(
    files,
    inWindow.filter((each) => each.day === yesterday),
    compared,
  );
  if (checkpoints === undefined || before === undefined) {
    return { kind: "share-compared", day, rows: sumOf(ofDay.flatMap((each) => compared.get(each) ?? [])) };
  }
  return decide(options, { day, checkpoints, before, counts: await countsOf(files, ofDay) });
}

async function decide(options: ReconcileOptions, compared: ComparedDay): Promise<RunResult> {
  const { stock } = options;
  if (stock === undefined) {
    return { kind: "compared", day: compared.day, rows: sumOf(compared.checkpoints) };
  }
  const critical = await readCritical(options.files);
  return { kind: "decided", report: await repairDay({ ...options, stock, critical }, compared) };
}

/** The checkpoints of some partitions, in their order; `undefined` where one is not done yet. */
async function checkpointsOf(
  files: Files,
  partitions: readonly Partition[],
  compared: ReadonlyMap<Partition, Checkpoint>,
): Promise<readonly Checkpoint[] | undefined> {
  const found: Checkpoint[] = [];
  for (const partition of partitions) {
    const checkpoint = compared.get(partition) ?? (await currentCheckpoint(files, partition));
    if (checkpoint === undefined) {
      return undefined;
    }
    found.push(checkpoint);
  }
  return found;
}

async function countsOf(files: Files, partitions: readonly Partition[]): Promise<readonly string[]> {
  return (await Promise.all(partitions.map((each) => listInputs(files, "counts", each)))).flat();
}

/** The SKUs that are never repaired: without the list nobody could say which those are. */
export async function readCritical(files: Files): Promise<ReadonlySet<string>> {
  const text = await files.read("critical-skus.json");
  const list: unknown = text === undefined ? undefined : JSON.parse(text);
  if (!Array.isArray(list)) {
    throw new UnusableInput("critical-skus.json has to be a JSON array of { tenant, sku }; it may be empty");
  }
  return new Set(list.map(criticalText));
}

function criticalText(entry: unknown): string {
  const { tenant, sku } = Object(entry) as Record<string, unknown>;
  if (typeof tenant !== "string" || typeof sku !== "string") {
    throw new UnusableInput(`critical-skus.json has the entry ${JSON.stringify(entry)}, expected { tenant, sku }`);
  }
  return skuText({ tenant, sku });
}

function isOwn({ shard }: Partition, { index, of }: ReconcileOptions["share"]): boolean {
  return Number(shard) % of === index;
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}
