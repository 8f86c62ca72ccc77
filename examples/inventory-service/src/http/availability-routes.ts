import { grantOf } from "./answer";
import { CACHE_TAG, tagsOf } from "./caching";
import type { App, HttpOptions } from "./context";
import { reading } from "./route-schemas";
import { availability, availabilityQuery, skuPath } from "./schemas";

/** Routes about what may be sold. */
export function availabilityRoutes(app: App, { readAvailability }: Pick<HttpOptions, "readAvailability">): void {
  app.get(
    "/v1/availability/:sku",
    {
      config: { scope: "read" },
      schema: {
        ...reading("availability: what a channel may sell of a SKU", availability),
        ...{ params: skuPath, querystring: availabilityQuery },
      },
    },
    async (request, reply) => {
      const { sku } = request.params;
      const { channel, strong } = request.query;
      const { tenant } = grantOf(request);
      reply.header(CACHE_TAG, tagsOf({ tenant, sku }));
      return { sku, channel, ...(await readAvailability({ tenant, sku, channel, isStrong: strong === "true" })) };
    },
  );
}
