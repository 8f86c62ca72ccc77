import { z } from "zod";
import type { ParityRow } from "../storage";
import { DIFFERENCES, type DifferenceKind } from "./classify-difference";

/** Of all writes, how many have to compare equal before the platform may answer. */
export const LEAST_PARITY_PERCENT = 99.99;

/** Fewer writes than these cannot tell whether one in ten thousand differs. */
export const LEAST_WRITES = 10_000;

/** Days of comparison before a cutover, as the platform's `Migration` wants them. */
export const LEAST_DAYS = 7;

/** Why people accept a kind of difference, by kind. */
export const causes = z.partialRecord(
  z.enum(Object.keys(DIFFERENCES) as [DifferenceKind, ...DifferenceKind[]]),
  z.string().min(1),
);

/** What a report is about. */
export interface ParityQuestion {
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly until: string;
  readonly rows: readonly ParityRow[];
  readonly causes: z.output<typeof causes>;
}

/** How often an operation differs in a field, with the columns of the platform's parity dataset. */
export interface ParityLine {
  readonly operation: string;
  readonly field: string;
  readonly reason: string;
  readonly kind: string;
  /** Why this is accepted; `null` where nobody has said so. */
  readonly cause: string | null;
  readonly differing: number;
  readonly compared: number;
}

/** The report, and whether the platform may answer from now on. */
export interface ParityReport {
  readonly from: string;
  readonly until: string;
  readonly compared: number;
  readonly differing: number;
  readonly parityPercent: number;
  /** What differs, the most frequent first. */
  readonly lines: readonly ParityLine[];
  /** Why not yet; none where it may. */
  readonly obstacles: readonly string[];
}

/** Judges how writes compared in a window of days. */
export function reportParity({ from, until, rows, causes: known }: ParityQuestion): ParityReport {
  const sum = (some: readonly ParityRow[]): number => some.reduce((total, { writes }) => total + writes, 0);
  const compared = sum(rows);
  const differing = sum(rows.filter(({ kind }) => kind !== null));
  const lines = linesOf(rows, known);
  const parityPercent = compared === 0 ? 0 : (100 * (compared - differing)) / compared;
  const report = { from, until, compared, differing, parityPercent, lines };
  return { ...report, obstacles: obstaclesOf(report, rows) };
}

function linesOf(rows: readonly ParityRow[], known: ParityQuestion["causes"]): readonly ParityLine[] {
  const lines = new Map<string, ParityLine>();
  for (const { operation, kind, field, reason, writes } of rows) {
    if (kind !== null && field !== null && reason !== null) {
      const text = JSON.stringify([operation, kind, field, reason]);
      const compared = rows.filter((row) => row.operation === operation).reduce((total, row) => total + row.writes, 0);
      const cause = Object.entries(known).find(([each]) => each === kind)?.[1] ?? null;
      const differing = (lines.get(text)?.differing ?? 0) + writes;
      lines.set(text, { operation, field, reason, kind, cause, differing, compared });
    }
  }
  return [...lines.values()].sort((one, other) => other.differing - one.differing);
}

function obstaclesOf(
  { from, until, compared, parityPercent, lines }: Omit<ParityReport, "obstacles">,
  rows: readonly ParityRow[],
): readonly string[] {
  const days = daysOf(from, until);
  const silent = days.filter((day) => !rows.some((row) => row.day === day && row.kind !== "dropped"));
  const unexplained = [...new Set(lines.filter(({ cause }) => cause === null).map(({ kind }) => kind))];
  const checks: readonly (readonly [boolean, string])[] = [
    [days.length < LEAST_DAYS, `the window has ${days.length} days, expected ${LEAST_DAYS} or more`],
    [silent.length > 0, `nothing was compared on ${silent.join(", ")}: a silent day is no agreement`],
    [compared < LEAST_WRITES, `${compared} writes were compared, expected ${LEAST_WRITES} or more`],
    [
      parityPercent < LEAST_PARITY_PERCENT,
      `${parityPercent.toFixed(4)} % of them agree, expected ${LEAST_PARITY_PERCENT} % or more`,
    ],
    [
      !rows.some(({ operation }) => operation === "end-state"),
      "no end state was compared: send rows as they are while nothing is on its way",
    ],
    ...unexplained.map(
      (kind) => [true, `nobody has said why ${kind} is accepted: find the cause, mend it or name it`] as const,
    ),
  ];
  return checks.filter(([isThere]) => isThere).map(([, text]) => text);
}

function daysOf(from: string, until: string): readonly string[] {
  const [first, last] = [Date.parse(from), Date.parse(until)];
  const length = Math.max(0, Math.floor((last - first) / 86_400_000) + 1);
  return Array.from({ length }, (_, index) => new Date(first + index * 86_400_000).toISOString().slice(0, 10));
}
