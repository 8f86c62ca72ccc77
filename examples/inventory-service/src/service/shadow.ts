import type { Metrics } from "../observe";
import { compareWrites, ShadowQueue } from "../shadow";
import { countDropped, type DbPool } from "../storage";

/** Writes that may wait to be compared: what a legacy system makes in some seconds. */
const MOST_WAITING = 10_000;

/** What a queue of writes to compare is told. */
interface Told {
  readonly metrics: Pick<Metrics, "shadowWrites">;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

/** Where writes of a legacy system wait until they are compared. */
export function shadowOf(pool: DbPool, { metrics: { shadowWrites }, now, onError }: Told): ShadowQueue {
  return new ShadowQueue({
    compare: async (writes) => {
      for (const { difference } of await compareWrites(pool, writes)) {
        shadowWrites.inc({ fate: difference === null ? "equal" : "different" });
      }
    },
    countDropped: async (tenant, writes) => {
      shadowWrites.inc({ fate: "dropped" }, writes);
      await countDropped(pool, tenant, { day: new Date(now()).toISOString().slice(0, 10), writes });
    },
    most: MOST_WAITING,
    onError,
  });
}
