import type { Level } from "./evidence";

/** What is known of a stock row. */
export interface Row {
  readonly name: string;
  readonly tenant: string;
  readonly sku: string;
  readonly location: string;
  /** Which command says that it made a version, by version. */
  readonly claims: Claim[];
  /** The highest version that an answer had told of, at the time up to which the history was read. */
  told: number;
  /** The row as the log leaves it. */
  level: Level;
  /** Units that came and went by what callers were told: receipts, adjustments, shipments. */
  balance: number;
}

/** What the command `n` was told of a row's version. */
export interface Claim {
  readonly n: number;
  readonly onHand: number;
  readonly reserved: number;
  readonly inTransit: number;
}

const NOTHING: Level = {
  ...{ onHand: 0, reserved: 0, inTransit: 0, safetyStock: 0, promiseLimit: 0, version: 0 },
  allotments: {},
};

/** All stock rows that anything tells of. */
export class Rows {
  readonly #rows = new Map<string, Row>();

  of(tenant: string, sku: string, location: string): Row {
    const name = `${tenant} ${sku} ${location}`;
    let row = this.#rows.get(name);
    if (row === undefined) {
      row = { name, tenant, sku, location, claims: [], told: 0, level: NOTHING, balance: 0 };
      this.#rows.set(name, row);
    }
    return row;
  }

  /** The rows of a SKU. */
  ofSku(tenant: string, sku: string): readonly Row[] {
    return [...this.#rows.values()].filter((row) => row.tenant === tenant && row.sku === sku);
  }

  all(): Iterable<Row> {
    return this.#rows.values();
  }
}

/** Units on hand that a channel may still be promised, and those with what may be promised beyond. */
export function sellable(level: Level, channel: string): { readonly inStock: number; readonly sellable: number } {
  const setAside = Object.entries(level.allotments)
    .filter(([name]) => name !== channel)
    .reduce((sum, [, units]) => sum + units, 0);
  const free = level.onHand - level.reserved - level.safetyStock - setAside;
  return { inStock: Math.max(0, free), sellable: Math.max(0, free + level.promiseLimit) };
}
