import type { PriceRow, PriceSheet } from "../../facts";

/** A price, and where it comes from. */
export interface Price {
  readonly meter: string;
  readonly unit: string;
  /** Region that the row holds in. */
  readonly region: string;
  readonly source: string;
  /** Day of the source, `YYYY-MM-DD`. */
  readonly date: string;
  /** USD for a quantity of a month. */
  usd(quantity: number): number;
}

/** Prices by region and meter. There is no default: what has no row has no price. */
export class PriceBook {
  private readonly prices = new Map<string, Price>();

  /** @param sheets of two rows for one meter and region the later sheet's counts, whatever their dates */
  constructor(sheets: Iterable<PriceSheet>) {
    for (const sheet of sheets) {
      for (const [meter, row] of Object.entries(sheet.prices)) {
        this.prices.set(keyOf(sheet.region, meter), priceOf(meter, row, sheet));
      }
    }
  }

  /** The price of a meter in a region; `undefined` where no sheet has it. */
  find(region: string, meter: string): Price | undefined {
    return this.prices.get(keyOf(region, meter));
  }
}

function keyOf(region: string, meter: string): string {
  return `${region} ${meter}`;
}

function priceOf(meter: string, row: PriceRow, { region, source, date }: PriceSheet): Price {
  return { meter, unit: row.unit, region, source, date, usd: (quantity) => usdOf(row, quantity) };
}

/** Each tier is paid for what lies in it: a quantity above a bound does not make what is below it cheaper. */
function usdOf({ usd, tiers = [[0, usd ?? 0]] }: PriceRow, quantity: number): number {
  return tiers.reduce((sum, [from, price], index) => {
    const until = tiers[index + 1]?.[0] ?? Infinity;
    return sum + Math.max(0, Math.min(quantity, until) - from) * price;
  }, 0);
}
