import type { Metrics } from "../observe";
import { joinEpoch, lostTotals, type DbPool } from "../storage";
import type { Measure } from "../worker";
import { Superseded, type EpochGuard } from "./epoch-guard";

/** What watching needs. */
export interface WatchOptions {
  /** Connections of the service. */
  readonly pool: DbPool;
  /** What is told. */
  readonly guard: EpochGuard;
  /** What is measured. */
  readonly metrics: Pick<Metrics, "writeEpoch" | "fenced" | "lostCommands" | "withheldUnits">;
}

/** For so long the database may have been followed by another one before the service looks. */
const REST_MILLISECONDS = 1_000;

/** Watches the epoch from time to time. */
export function epochMeasure(options: WatchOptions): Measure {
  return { name: "watch the epoch", restMilliseconds: REST_MILLISECONDS, take: () => watchEpoch(options) };
}

/**
 * Reads the epoch anew. A connection to a database that has been followed is closed, so that the next one is made to wherever
 * the address leads by then.
 */
async function watchEpoch({ pool, guard, metrics }: WatchOptions): Promise<void> {
  try {
    const connection = await pool.connect();
    const read = await joinEpoch(connection).catch((error: unknown) => {
      connection.release(true);
      throw error;
    });
    connection.release(guard.isFenced);
    guard.joined(read);
    const { commands, units } = await lostTotals(pool);
    metrics.lostCommands.set(commands);
    metrics.withheldUnits.set(units);
  } catch (error) {
    if (!(error instanceof Superseded)) {
      throw error;
    }
  } finally {
    metrics.writeEpoch.set(guard.epoch);
    metrics.fenced.set(guard.isClosed ? 1 : 0);
  }
}
