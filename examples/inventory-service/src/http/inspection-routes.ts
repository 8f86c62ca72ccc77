import { grantOf } from "./answer";
import type { App, HttpOptions } from "./context";
import { differencesOfSku, holdsOfSku } from "./inspection-schemas";
import { reading } from "./route-schemas";
import { skuPath } from "./schemas";

/** Holds that are shown of a SKU. */
const MOST_HOLDS = 100;

type Options = Pick<HttpOptions, "findHolds" | "findDifferences">;

/** Routes for people who look into a SKU. */
export function inspectionRoutes(app: App, { findHolds, findDifferences }: Options): void {
  app.get(
    "/v1/holds/:sku",
    {
      config: { scope: "read" },
      schema: {
        ...reading(`reservation: holds of a SKU, the ${MOST_HOLDS} that end first`, holdsOfSku),
        params: skuPath,
      },
    },
    async (request) => {
      const { sku } = request.params;
      const holds = await findHolds({ tenant: grantOf(request).tenant, sku, most: MOST_HOLDS });
      return { sku, holds: holds.map((hold) => ({ ...hold, expiresAt: hold.expiresAt.toISOString() })) };
    },
  );
  app.get(
    "/v1/reconciliation/:sku",
    {
      config: { scope: "read" },
      schema: {
        ...reading("stock: how counts of a SKU differed on the last day that was reconciled", differencesOfSku),
        params: skuPath,
      },
    },
    async (request) => {
      const { sku } = request.params;
      const found = await findDifferences({ tenant: grantOf(request).tenant, sku });
      const differences = (found?.differences ?? []).map((each) => ({
        ...each,
        countedAt: each.countedAt.toISOString(),
      }));
      return { sku, day: found?.day ?? null, differences };
    },
  );
}
