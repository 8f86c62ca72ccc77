/** What the doctor looks for; each is the name of a runbook. */
export const RUNBOOKS = ["negative-inventory", "duplicate-allocation", "stuck-reconciliation"] as const;

/** A runbook that the doctor knows. */
export type Runbook = (typeof RUNBOOKS)[number];

/** Something that is not as it has to be. */
export interface Finding {
  readonly runbook: Runbook;
  /** What it is about: a stock row of a tenant, or a day. */
  readonly subject: Readonly<Record<string, string>>;
  /** What is wrong, in a sentence. */
  readonly problem: string;
  /** What says so: rows, versions, events, orders, files. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** What the doctor does about it when it is told to; `null` where a person has to. */
  readonly repair: string | null;
  /** What a person has to do; `null` where the repair is enough. */
  readonly person: string | null;
}

/** A finding, and how to put it right. */
export interface Treatable extends Finding {
  /** Puts it right; as often as one likes. Resolves to what it did. */
  readonly treat: (() => Promise<string>) | null;
}

/** What the doctor says. */
export interface Diagnosis {
  readonly looked: readonly Runbook[];
  /** Runbooks that were not looked at, with the reason. */
  readonly skipped: Readonly<Partial<Record<Runbook, string>>>;
  /** What is wrong now, after what was repaired. */
  readonly findings: readonly Finding[];
  /** What was repaired. */
  readonly repaired: readonly string[];
}
