import { z } from "zod";
import { skuPath } from "./schemas";

/** Whose proposals are asked for. */
export const restockQuery = z.strictObject(skuPath.shape);

const units = z.int();
const day = z.iso.date();

/** A proposal, with all that it was made from. */
const proposal = z.object({
  location: z.string(),
  reorderPoint: units.describe("Units at or below which to order"),
  quantity: units.describe("Units to order now; 0 where there is enough"),
  onHand: units,
  onTheWay: units.describe("Units of transfers that have not arrived"),
  promised: units,
  demand: z.object({
    ...{ from: day, until: day, days: z.int().describe("Days that are known of the row, the last ones until then") },
    units: units.describe("Units shipped in these days"),
    p50: units.describe("Units over lead time and review that half of such times do not exceed"),
    ...{ p90: units, p98: units },
  }),
  serviceQuantile: z.number().describe("The part of lead times over which the stock is to last"),
  reviewDays: z.int(),
  coverDays: z.int().describe("Days that an order lasts beyond the reorder point"),
  leadTimeDays: z.array(z.int()).describe("Days from order to shelf, as they were seen"),
  model: z.string().describe("Name and version of the algorithm"),
});

/** What is proposed, by location. */
export type RestockProposal = z.output<typeof proposal>;

/** The latest proposals for the rows of a SKU. */
export const restockOfSku = z
  .object({ sku: z.string(), proposals: z.array(proposal).describe("By location; none where none was made") })
  .meta({ id: "RestockOfSku" });
