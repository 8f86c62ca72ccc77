import { executeSplitting } from "../batch";
import { stockKeyText, type StockKey } from "../domain";
import type { DbPool } from "../storage";
import type { Repair, StockNow } from "./decide-repairs";
import type { RepairAnswer, StockPort } from "./ports";
import { readStockNow } from "./stock-now";

/** Whose keys the repairs' keys are. */
const CLIENT = "reconciliation";

/** The stock in the service's own database. A repair is a command like any other. */
export class PostgresStock implements StockPort {
  readonly #pool: DbPool;

  constructor(pool: DbPool) {
    this.#pool = pool;
  }

  async now(keys: readonly StockKey[]): Promise<readonly (StockNow | undefined)[]> {
    const found = await readStockNow(this.#pool, keys);
    return keys.map((key) => found.get(stockKeyText(key)));
  }

  async repair({ command, key }: Repair): Promise<RepairAnswer> {
    const request = { command, key: { client: CLIENT, value: key } };
    const [outcome] = await executeSplitting(this.#pool, [request]);
    if (outcome === undefined || outcome instanceof Error) {
      throw outcome ?? new Error("a repair was not answered");
    }
    if (outcome.kind !== "answered") {
      return outcome.kind;
    }
    return outcome.answer.accepted ? "applied" : outcome.answer.refusal.kind;
  }
}
