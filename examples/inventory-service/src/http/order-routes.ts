import { grantOf } from "./answer";
import type { App, HttpOptions } from "./context";
import { reading } from "./route-schemas";
import { orderErased, orderPath, orderQuery } from "./schemas";

/** The route by which an order is forgotten. */
export function orderRoutes(app: App, { eraseOrder }: Pick<HttpOptions, "eraseOrder">): void {
  app.delete(
    "/v1/orders/:orderRef",
    {
      config: { scope: "orders:erase" },
      schema: {
        ...reading("orders: the reference is taken from the order's reservations, whose units stay", orderErased),
        ...{ params: orderPath, querystring: orderQuery },
      },
    },
    async (request) => {
      const { tenant, client } = grantOf(request);
      const { orderRef } = request.params;
      return { reservations: await eraseOrder({ tenant, channel: request.query.channel, orderRef }, client) };
    },
  );
}
