import { drawDemand, expectedDaily, quantileOf, type DemandHistory, type Random } from "./bootstrap";

/** Units of a stock row. */
export interface StockPosition {
  readonly onHand: number;
  /** Units of transfers that have not arrived. */
  readonly onTheWay: number;
  /** Units that orders wait for. */
  readonly promised: number;
}

/** What is wanted of a stock row. */
export interface RestockPolicy {
  /** The part of lead times over which the stock is to last, from 0 to 1. */
  readonly serviceQuantile: number;
  /** Days that an order lasts beyond the reorder point. */
  readonly coverDays: number;
}

/** What there is to decide on. */
export interface RestockQuestion extends DemandHistory {
  readonly position: StockPosition;
  readonly policy: RestockPolicy;
}

/** What to order, and the demand over lead time and review that says so. */
export interface Proposal {
  /** Units at or below which to order. */
  readonly reorderPoint: number;
  /** Units to order now; 0 where nothing is to be ordered. */
  readonly quantity: number;
  readonly p50: number;
  readonly p90: number;
  readonly p98: number;
}

/** Name and version of the algorithm: another one where the same inputs come to something else. */
export const MODEL = "bootstrap@1";

/** By how much sums of fractions may be above the whole number that they are. */
const ROUNDING_ERROR = 1e-6;

/**
 * Proposes when to order, and how much now. The reorder point is a quantile of what may be wanted until the order is there; as
 * that is drawn from the days that were, no distribution is assumed, and rare or lumpy demand needs no method of its own.
 * Who has less than that, what is promised taken off and what is on its way added, orders up to some days beyond it.
 */
export function proposeRestock(question: RestockQuestion, random: Random): Proposal {
  const { daily, position, policy } = question;
  const wanted = drawDemand(question, random);
  const reorderPoint = quantileOf(wanted, policy.serviceQuantile);
  const upTo = reorderPoint + Math.ceil(expectedDaily(daily) * policy.coverDays - ROUNDING_ERROR);
  const has = position.onHand + position.onTheWay - position.promised;
  return {
    reorderPoint,
    quantity: has <= reorderPoint ? Math.max(0, upTo - has) : 0,
    p50: quantileOf(wanted, 0.5),
    p90: quantileOf(wanted, 0.9),
    p98: quantileOf(wanted, 0.98),
  };
}
