import type { Db } from "./db";

/** How long something is kept, and how much of it is deleted at once. */
export interface Keeping {
  readonly keptDays: number;
  readonly most: number;
}

/**
 * Deletes what people wrote about corrections, and how a legacy system's writes compared, where that is older than it is kept for,
 * some at a time. Says whether there may be more of it.
 */
export async function forgetOld(db: Db, { keptDays, most }: Keeping): Promise<boolean> {
  const { rows } = await db.query<{ audit: string; comparisons: string }>({
    name: "forget-old",
    text: `
      select inventory.forget_audit(make_interval(days => $1), $2) as audit,
        inventory.forget_comparisons(make_interval(days => $1), $2) as comparisons`,
    values: [keptDays, most],
  });
  return rows.some(({ audit, comparisons }) => Number(audit) === most || Number(comparisons) === most);
}
