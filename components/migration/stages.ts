/** Whom writes are repeated at: the side that does not answer. */
export type ShadowWrites = "off" | "to-platform" | "to-legacy";

/** What holds in a stage of a migration. */
export interface StageRow {
  /** What it is for. */
  readonly purpose: string;
  /** Whom writes are repeated at. */
  readonly shadowWrites: ShadowWrites;
  /** Whether reads are asked of both sides, and compared. */
  readonly shadowReads: boolean;
  /** Who answers those of whom no group says otherwise. */
  readonly answers: "legacy" | "shares" | "platform";
}

/** The stages of a migration, in their order. */
export const STAGES = {
  legacy: { purpose: "nothing moves", shadowWrites: "off", shadowReads: false, answers: "legacy" },
  "shadow-writes": {
    purpose: "the platform learns what is written",
    shadowWrites: "to-platform",
    shadowReads: false,
    answers: "legacy",
  },
  "shadow-reads": {
    purpose: "the platform shows that it answers alike",
    shadowWrites: "to-platform",
    shadowReads: true,
    answers: "legacy",
  },
  split: {
    purpose: "a share of requests, or some tenants, are answered by the platform",
    shadowWrites: "to-platform",
    shadowReads: true,
    answers: "shares",
  },
  cutover: {
    purpose: "the platform answers; the legacy side is kept up to date, so that it can answer again",
    shadowWrites: "to-legacy",
    shadowReads: true,
    answers: "platform",
  },
  retired: { purpose: "there is no way back", shadowWrites: "off", shadowReads: false, answers: "platform" },
} as const satisfies Readonly<Record<string, StageRow>>;

/** One of {@link STAGES}. */
export type Stage = keyof typeof STAGES;

/** Whether a stage is at another, or after it. */
export function isFrom(stage: Stage, first: Stage): boolean {
  const order = Object.keys(STAGES);
  return order.indexOf(stage) >= order.indexOf(first);
}
