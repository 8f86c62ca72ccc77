import { hash } from "node:crypto";
import { COMPARE_SQL, DELTA_ORDER } from "./compare-sql";
import { DATASET_NAMES, type Dataset } from "./datasets";
import type { Tally } from "./delta";
import { doOnce, readDone, type Done, type Files } from "../files";
import type { Engine } from "./ports";

/** What is compared at once: the counts of one shard and day. */
export interface Partition {
  /** As `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  /** As it is written in paths. */
  readonly shard: string;
}

/** What a partition came to. */
export type Checkpoint = Done<Tally>;

/** What a comparison needs. */
export interface CompareOptions {
  /** Where inputs lie and results are kept. */
  readonly files: Files;
  /** What runs the SQL. */
  readonly engine: Pick<Engine, "compare">;
  /** Stops it where it is; it goes on from its last checkpoint. */
  readonly signal: AbortSignal;
}

const COUNTS_PATH = /^counts\/day=(\d{4}-\d\d-\d\d)\/shard=(\d+)\//;

/** Partitions that have counts, by day and shard. */
export async function listPartitions(files: Files): Promise<readonly Partition[]> {
  const matches = (await files.list("counts")).map((path) => COUNTS_PATH.exec(path));
  const texts = new Set(matches.flatMap((match) => (match === null ? [] : [`${match[1] ?? ""}/${match[2] ?? ""}`])));
  return [...texts].toSorted().map((text) => ({ day: text.slice(0, 10), shard: text.slice(11) }));
}

/** Compares a partition, unless that has been done with the same inputs. */
export async function comparePartition(options: CompareOptions, partition: Partition): Promise<Checkpoint> {
  const { files, engine, signal } = options;
  const inputs = await inputsHash(files, partition);
  return doOnce(files, {
    checkpoint: checkpointPath(partition),
    inputs,
    output: `deltas/${folderOf(partition)}/${inputs.slice(0, 16)}.parquet`,
    make: async (file) => {
      signal.throwIfAborted();
      return engine.compare(await localInputs(files, partition), file, signal);
    },
  });
}

/** A partition's checkpoint, where there is one and its inputs are still the same. */
export async function currentCheckpoint(files: Files, partition: Partition): Promise<Checkpoint | undefined> {
  const done = await readCheckpoint(files, partition);
  return done?.inputs === (await inputsHash(files, partition)) ? done : undefined;
}

/** Paths of a partition's files of a dataset. */
export function listInputs(files: Files, dataset: Dataset, partition: Partition): Promise<readonly string[]> {
  return files.list(`${dataset}/${folderOf(partition)}`);
}

/** Hash over a partition's files, and over the program that reads them. */
async function inputsHash(files: Files, partition: Partition): Promise<string> {
  const contents: unknown[] = [COMPARE_SQL, DELTA_ORDER, partition.day, partition.shard];
  for (const dataset of DATASET_NAMES) {
    for (const path of await listInputs(files, dataset, partition)) {
      contents.push([path, await files.digest(path)]);
    }
  }
  return hash("sha256", JSON.stringify(contents));
}

async function localInputs(files: Files, partition: Partition): Promise<Record<Dataset, readonly string[]>> {
  const local = async (dataset: Dataset): Promise<readonly string[]> =>
    Promise.all((await listInputs(files, dataset, partition)).map((path) => files.local(path)));
  return { counts: await local("counts"), snapshot: await local("snapshot"), events: await local("events") };
}

/** A partition's checkpoint, whatever its inputs are by now. */
export function readCheckpoint(files: Files, partition: Partition): Promise<Checkpoint | undefined> {
  return readDone<Tally>(files, checkpointPath(partition));
}

function checkpointPath(partition: Partition): string {
  return `deltas/${folderOf(partition)}/checkpoint.json`;
}

function folderOf({ day, shard }: Partition): string {
  return `day=${day}/shard=${shard}`;
}
