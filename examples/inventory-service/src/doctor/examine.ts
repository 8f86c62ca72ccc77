import { diagnoseReconciliation, type ReconciliationOptions } from "./diagnose-reconciliation";
import { diagnoseStock } from "./diagnose-stock";
import type { DbPool } from "../storage";
import type { Diagnosis, Runbook, Treatable } from "./findings";

/** What the doctor is asked. */
export interface Examination {
  /** The service's database. */
  readonly pool: DbPool;
  /** What to look for. */
  readonly runbooks: readonly Runbook[];
  /** Whose stock; of all tenants, where it is left out. */
  readonly tenant: string | undefined;
  /** Where reconciliation reads and writes; `undefined` where that is not known. */
  readonly reconciliation: Pick<ReconciliationOptions, "files" | "engine"> | undefined;
  /** Whether what is safe is repaired. */
  readonly apply: boolean;
  /** The time in ms since the epoch. */
  readonly now: number;
}

/** Looks for what runbooks are about, and repairs what is safe if it is told to. Without that, it only reads. */
export async function examine(examination: Examination): Promise<Diagnosis> {
  const { runbooks, reconciliation, apply } = examination;
  const isSkipped = (runbook: Runbook): boolean => runbook === "stuck-reconciliation" && reconciliation === undefined;
  const looked = runbooks.filter((each) => !isSkipped(each));
  const first = await diagnose(examination);
  const repaired: string[] = [];
  for (const { treat } of apply ? first : []) {
    repaired.push(...(treat === null ? [] : [await treat()]));
  }
  const findings = repaired.length === 0 ? first : await diagnose(examination);
  return {
    looked,
    skipped: looked.length === runbooks.length ? {} : { "stuck-reconciliation": "there is no ARCHIVE_URL" },
    findings: findings.map(({ treat: _, ...finding }) => finding),
    repaired,
  };
}

async function diagnose({ pool, runbooks, tenant, reconciliation, now }: Examination): Promise<readonly Treatable[]> {
  const ofStock = runbooks.some((each) => each !== "stuck-reconciliation") ? await diagnoseStock(pool, tenant) : [];
  const ofReconciliation =
    reconciliation !== undefined && runbooks.includes("stuck-reconciliation")
      ? await diagnoseReconciliation({ ...reconciliation, pool, now })
      : [];
  return [...ofStock, ...ofReconciliation].filter(({ runbook }) => runbooks.includes(runbook));
}
