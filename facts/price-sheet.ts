/** A price that changes with the quantity of a month: from which quantity on, USD for each further unit. */
export type PriceTier = readonly [from: number, usd: number];

/** What one meter costs in one region. */
export interface PriceRow {
  /** What is counted: `hour`, `GB`, `million requests`. */
  readonly unit: string;
  /** USD per unit; absent where {@link tiers} say it. */
  readonly usd?: number;
  /** Prices by quantity of a month, the first from 0. */
  readonly tiers?: readonly PriceTier[];
  /** `derived` where the source prints a total and not the price itself; absent where it quotes the price. */
  readonly kind?: "derived";
  /** What a derived price was divided from. */
  readonly from?: string;
}

/** Prices of one source, at one date, in one region. */
export interface PriceSheet {
  readonly source: string;
  readonly licence: string;
  /** Day on which the source was made or last changed, `YYYY-MM-DD`. */
  readonly date: string;
  /** Region that the prices hold in; services without a region are billed as of `us-east-1`. */
  readonly region: string;
  /** Rows by meter: `nat-gateway:hour`. */
  readonly prices: Readonly<Record<string, PriceRow>>;
}

/** Hours of a month, as AWS's own calculator counts them: 8,760 of a year, divided by twelve. */
export const HOURS_OF_A_MONTH = 730;
