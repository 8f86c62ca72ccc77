import type { Refusal } from "../domain";

/** Counters of a stock row, as both sides have them. */
export interface Counters {
  readonly sku: string;
  readonly location: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly inTransit: number;
}

/** What one side made of a write. */
export interface SideOutcome {
  readonly accepted: boolean;
  /** The rows that it changed, as they became. */
  readonly rows: readonly Counters[];
}

/** What both sides made of a write. */
export interface BothOutcomes {
  readonly legacy: SideOutcome;
  readonly platform: SideOutcome & { readonly refusal: Refusal | null };
  /** Whether a write that the legacy system made later was here before. */
  readonly isLate: boolean;
}

/** What kinds of differences there are, and why each is one. */
export const DIFFERENCES = {
  dropped: "the write found no room here, and was not compared",
  "late-arrival": "a later write of the same rows came before it",
  "missed-write": "what it builds upon never came here",
  "legacy-oversold": "the legacy system promised units that are not there",
  "legacy-lenient": "the legacy system accepted what is refused here",
  "legacy-strict": "the legacy system refused what is accepted here",
  "row-missing": "a row that changed there is not changed here, or the other way round",
  "counter-differs": "both accepted it, and a counter became another",
} as const;

/** One of {@link DIFFERENCES}. */
export type DifferenceKind = keyof typeof DIFFERENCES;

/** How two outcomes differ. Names alone: no values of either side are in it. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly field: "accepted" | "rows" | "onHand" | "reserved" | "inTransit";
  /** As the platform's parity report has it. */
  readonly reason: "missing" | "different" | "late";
}

const COUNTERS = ["onHand", "reserved", "inTransit"] as const;

/** How two outcomes of a write differ; `undefined` where they do not. The first that applies is the one. */
export function classifyDifference(both: BothOutcomes): Difference | undefined {
  const difference = differenceOfAnswers(both) ?? differenceOfRows(both);
  return difference === undefined || !both.isLate
    ? difference
    : { kind: "late-arrival", field: difference.field, reason: "late" };
}

function differenceOfAnswers({ legacy, platform }: BothOutcomes): Difference | undefined {
  if (legacy.accepted === platform.accepted) {
    return undefined;
  }
  if (platform.accepted) {
    return { kind: "legacy-strict", field: "accepted", reason: "different" };
  }
  if (platform.refusal?.kind === "unknown-reservation") {
    return { kind: "missed-write", field: "accepted", reason: "missing" };
  }
  const kind = platform.refusal?.kind === "not-enough-stock" ? "legacy-oversold" : "legacy-lenient";
  return { kind, field: "accepted", reason: "different" };
}

function differenceOfRows({ legacy, platform }: BothOutcomes): Difference | undefined {
  const [theirs, ours] = [byName(legacy.rows), byName(platform.rows)];
  const pairs = [...theirs].map(([name, row]) => [row, ours.get(name)] as const);
  if (theirs.size !== ours.size || pairs.some(([, row]) => row === undefined)) {
    return { kind: "row-missing", field: "rows", reason: "missing" };
  }
  const field = COUNTERS.find((counter) => pairs.some(([one, other]) => one[counter] !== other?.[counter]));
  return field === undefined ? undefined : { kind: "counter-differs", field, reason: "different" };
}

function byName(rows: readonly Counters[]): ReadonlyMap<string, Counters> {
  return new Map(rows.map((row) => [JSON.stringify([row.sku, row.location]), row]));
}
