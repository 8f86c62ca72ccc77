import type { Files } from "../files";
import { listInputs, listPartitions, readCheckpoint, type Checkpoint, type Partition } from "./partition";
import { readCritical } from "./reconcile";
import { keptPlan, type ComparedDay, type RepairPlan } from "./repair";

/**
 * How far the reconciliation of a day is:
 * - `not-counted`: there is nothing to compare
 * - `not-compared`: counts of these shards were never compared
 * - `compared`: nobody has decided about repairs, or nothing was to be repaired and said so
 * - `interrupted`: repairs were decided, and not all of them answered for
 * - `too-many`: so many SKUs differ that none was repaired
 */
export type DayState =
  | { readonly kind: "not-counted" }
  | { readonly kind: "not-compared"; readonly shards: readonly string[] }
  | { readonly kind: "compared" }
  | { readonly kind: "interrupted"; readonly plan: RepairPlan; readonly compared: ComparedDay }
  | { readonly kind: "too-many"; readonly plan: RepairPlan };

const DAY_MILLISECONDS = 86_400_000;

/** Looks at what reconciliation has left of a day. */
export async function readDayState(files: Files, day: string): Promise<DayState> {
  const partitions = await listPartitions(files);
  const ofDay = partitions.filter((each) => each.day === day);
  const checkpoints = await checkpointsOf(files, ofDay);
  const missing = ofDay.filter((_, index) => checkpoints[index] === undefined);
  if (ofDay.length === 0 || missing.length > 0) {
    return ofDay.length === 0
      ? { kind: "not-counted" }
      : { kind: "not-compared", shards: missing.map(({ shard }) => shard) };
  }
  const yesterday = new Date(Date.parse(day) - DAY_MILLISECONDS).toISOString().slice(0, 10);
  const before = await checkpointsOf(
    files,
    partitions.filter((each) => each.day === yesterday),
  );
  const counts = await Promise.all(ofDay.map((each) => listInputs(files, "counts", each)));
  return decidedOf(files, { day, checkpoints: present(checkpoints), before: present(before), counts: counts.flat() });
}

async function decidedOf(files: Files, compared: ComparedDay): Promise<DayState> {
  // Without the list of critical SKUs, no repair can have been decided.
  const hasCritical = (await files.read("critical-skus.json")) !== undefined;
  const kept = hasCritical ? await keptPlan(files, await readCritical(files), compared) : undefined;
  if (kept === undefined) {
    return { kind: "compared" };
  }
  const { plan, isReported } = kept;
  if (plan.decision.kind === "too-many") {
    return { kind: "too-many", plan };
  }
  return isReported ? { kind: "compared" } : { kind: "interrupted", plan, compared };
}

async function checkpointsOf(
  files: Files,
  partitions: readonly Partition[],
): Promise<readonly (Checkpoint | undefined)[]> {
  return Promise.all(partitions.map((each) => readCheckpoint(files, each)));
}

function present(checkpoints: readonly (Checkpoint | undefined)[]): readonly Checkpoint[] {
  return checkpoints.flatMap((each) => each ?? []);
}
