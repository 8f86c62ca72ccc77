import { grantOf } from "./answer";
import type { App, HttpOptions } from "./context";
import { restockOfSku, restockQuery } from "./restock-schemas";
import { reading } from "./route-schemas";

/** Routes about what the restock job proposes. */
export function restockRoutes(app: App, { findProposals }: Pick<HttpOptions, "findProposals">): void {
  app.get(
    "/v1/restock/proposals",
    {
      config: { scope: "read" },
      schema: {
        ...reading("restock: the latest proposals for the rows of a SKU. Nothing is ordered", restockOfSku),
        querystring: restockQuery,
      },
    },
    async (request) => {
      const { sku } = request.query;
      return { sku, proposals: [...(await findProposals({ tenant: grantOf(request).tenant, sku }))] };
    },
  );
}
