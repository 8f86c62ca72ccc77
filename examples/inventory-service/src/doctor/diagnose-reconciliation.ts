import type { Files } from "../files";
import {
  PostgresStock,
  readCritical,
  readDayState,
  reconcile,
  repairDay,
  type DayState,
  type DuckDbEngine,
} from "../reconcile";
import { daysOfNewCounts, daysToArchive, type DbPool } from "../storage";
import type { Treatable } from "./findings";

/** What looking at reconciliation needs. */
export interface ReconciliationOptions {
  /** The service's database. */
  readonly pool: DbPool;
  /** Where the archive is, and what reconciliation left. */
  readonly files: Files;
  /** Runs the SQL of a comparison that is missing. */
  readonly engine: DuckDbEngine;
  /** The time in ms since the epoch. */
  readonly now: number;
}

/** Days that are looked at: as far back as late counts are compared anew. */
const DAYS_BACK = 7;

/** How long after a day's end its night is over. */
const NIGHT_MILLISECONDS = 12 * 3_600_000;

const DAY_MILLISECONDS = 86_400_000;

const runbook = "stuck-reconciliation";

/** What keeps reconciliation from going on, in the last days whose nights are over. */
export async function diagnoseReconciliation(options: ReconciliationOptions): Promise<readonly Treatable[]> {
  const findings: Treatable[] = [...(await archiveFindings(options))];
  for (const day of daysOf(options.now)) {
    const finding = findingOf(options, day, await readDayState(options.files, day));
    findings.push(...(finding === undefined ? [] : [finding]));
  }
  return findings;
}

function daysOf(now: number): readonly string[] {
  const last = now - NIGHT_MILLISECONDS - DAY_MILLISECONDS;
  return Array.from({ length: DAYS_BACK }, (_, back) => dayOf(last - (DAYS_BACK - 1 - back) * DAY_MILLISECONDS));
}

function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** Days that reconciliation cannot read, for they are not in the archive although they ought to be. */
async function archiveFindings({ pool, now }: ReconciliationOptions): Promise<readonly Treatable[]> {
  const days = await daysToArchive(pool, { settledSeconds: NIGHT_MILLISECONDS / 1000, most: DAYS_BACK });
  const last = dayOf(now - NIGHT_MILLISECONDS - DAY_MILLISECONDS);
  const counts = (await daysOfNewCounts(pool, DAYS_BACK)).filter(({ day }) => day <= last);
  const missing = [
    ...days.map((day) => ({ day, dataset: "events" })),
    ...counts.map(({ day }) => ({ day, dataset: "counts" })),
  ];
  return missing.map((subject) => ({
    ...{ runbook, subject, repair: null, treat: null },
    problem: `${subject.dataset} of ${subject.day} are in the database and not in the archive: they are compared by nobody`,
    evidence: {},
    person:
      "look at the service's log for failures of the task retain, and whether it has ARCHIVE_URL and reaches it; it tries every ten minutes",
  }));
}

function findingOf(options: ReconciliationOptions, day: string, state: DayState): Treatable | undefined {
  const of = { runbook, subject: { day } } as const;
  switch (state.kind) {
    case "not-counted":
    case "compared":
      return undefined;
    case "not-compared":
      return {
        ...of,
        problem: `counts of ${day} were never compared, in ${state.shards.length} shards`,
        evidence: { shards: state.shards },
        ...{ repair: "compares them, and repairs no stock", person: null },
        treat: () => compare(options, day),
      };
    case "interrupted":
      return {
        ...of,
        problem: `repairs of ${day} were decided, and the run ended before it heard of all of them`,
        evidence: { decision: state.plan.decision },
        ...{ repair: "sends the repairs that were decided once more, each under its key, and no others", person: null },
        treat: () => goOn(options, state.compared),
      };
    case "too-many":
      return {
        ...of,
        problem: `so many SKUs differ on ${day} that none was repaired`,
        evidence: { decision: state.plan.decision, skusCounted: state.plan.skusCounted, hindered: state.plan.hindered },
        ...{ repair: null, treat: null },
        person:
          "find the one cause: a feed that is missing, doubled or shifted; count a sample again before anything is corrected",
      };
  }
}

async function compare({ files, engine }: ReconciliationOptions, day: string): Promise<string> {
  const share = { index: 0, of: 1 };
  const { signal } = new AbortController();
  await reconcile({ files, engine, stock: undefined, day, daysBack: 1, share, signal });
  return `counts of ${day} are compared`;
}

async function goOn(
  { files, engine, pool }: ReconciliationOptions,
  compared: Extract<DayState, { kind: "interrupted" }>["compared"],
): Promise<string> {
  const { signal } = new AbortController();
  const stock = new PostgresStock(pool);
  const { answers } = await repairDay({ files, engine, stock, critical: await readCritical(files), signal }, compared);
  return `repairs of ${compared.day} were answered: ${answers.length === 0 ? "there are none" : answers.join(", ")}`;
}
