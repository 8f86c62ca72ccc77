import type { RowProposal } from "./propose-row";

/** The contract of the events that proposals are made from. */
const MADE_FROM = "stock-changes@1";

/** A proposal as others get it: CloudEvents 1.0, by the schema that the platform registers as `restock-proposed`. */
export function restockProposed({ row, proposal, made }: RowProposal): object {
  const { tenant, sku, location, position } = row;
  const { leadTimeDays, reviewDays, from, until, model } = made;
  const { reorderPoint, quantity, p50, p90, p98 } = proposal;
  const subject = `/${tenant}/${sku}/${location}`;
  return {
    specversion: "1.0",
    id: `${until}${subject}`,
    source: "/inventory/restock",
    type: "inventory.restock.proposed.v1",
    subject,
    // The end of the day it was made from: the same whenever the job runs.
    time: `${until}T23:59:59Z`,
    datacontenttype: "application/json",
    data: {
      ...{ tenant, sku, location, reorderPoint, quantity, reviewDays },
      leadTimeDays: meanOf(leadTimeDays),
      available: position.onHand - position.promised,
      demand: { p50, p90, p98 },
      ...{ feed: MADE_FROM, from, until, model },
    },
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
