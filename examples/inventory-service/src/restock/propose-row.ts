import type { Cell } from "../archive";
import { randomOf } from "./bootstrap";
import type { RowDemand } from "./demand-reader";
import type { LeadTimes } from "./lead-times";
import { MODEL, proposeRestock, type Proposal, type RestockPolicy } from "./propose";

/** What all rows of a run have in common. */
export interface RunTerms {
  /** The first day that is known, and the last. */
  readonly from: string;
  readonly until: string;
  readonly policy: RestockPolicy;
  readonly reviewDays: number;
}

/** What a proposal was made from, beside the row. */
export interface MadeFrom extends RunTerms {
  /** Days from order to shelf, as they were seen. */
  readonly leadTimeDays: readonly number[];
  readonly model: string;
}

/** A proposal, and what it was made from. */
export interface RowProposal {
  readonly row: RowDemand;
  readonly proposal: Proposal;
  readonly made: MadeFrom;
}

/** Rows by what became of them. */
export interface RestockTally {
  /** Something is to be ordered. */
  readonly order: number;
  /** There is enough. */
  readonly enough: number;
  /** Too few days are known of them. */
  readonly young: number;
  /** Nobody said how long their orders take. */
  readonly withoutLeadTime: number;
}

/** No rows at all. */
export const NO_ROWS: RestockTally = { order: 0, enough: 0, young: 0, withoutLeadTime: 0 };

/** Days that have to be known of a row. */
export const LEAST_DAYS = 14;

/** Proposes for a row, or says why not. The same row of the same day is answered alike. */
export function proposeRow(
  row: RowDemand,
  leadTimes: LeadTimes,
  terms: RunTerms,
): RowProposal | "young" | "withoutLeadTime" {
  const leadTimeDays = leadTimes(row);
  if (leadTimeDays === undefined) {
    return "withoutLeadTime";
  }
  const { daily, position, tenant, sku, location } = row;
  if (daily.length < LEAST_DAYS) {
    return "young";
  }
  const { policy, reviewDays, until } = terms;
  const random = randomOf(JSON.stringify([until, tenant, sku, location]));
  const proposal = proposeRestock({ daily, position, policy, leadTimeDays, reviewDays }, random);
  return { row, proposal, made: { ...terms, leadTimeDays, model: MODEL } };
}

/** The values of a proposal's columns, in their order. */
export function cellsOf({ row, proposal, made }: RowProposal): readonly Cell[] {
  const { tenant, sku, location, daily, position } = row;
  const { reorderPoint, quantity, p50, p90, p98 } = proposal;
  const { from, until, policy, reviewDays, leadTimeDays, model } = made;
  const units = daily.reduce((sum, each) => sum + each, 0);
  return [
    ...[tenant, sku, location, reorderPoint, quantity, position.onHand, position.onTheWay, position.promised],
    ...[from, until, daily.length, units, p50, p90, p98],
    ...[Math.round(policy.serviceQuantile * 1_000), reviewDays, policy.coverDays, JSON.stringify(leadTimeDays), model],
  ];
}
