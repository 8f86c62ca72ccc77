import { grantOf } from "./answer";
import type { App, HttpOptions } from "./context";
import { reading } from "./route-schemas";
import { countsBody, countsKept } from "./schemas";

/** Routes about what others counted. */
export function countRoutes(app: App, { keepCounts }: Pick<HttpOptions, "keepCounts">): void {
  app.post(
    "/v1/counts",
    {
      config: { scope: "stock:write" },
      schema: {
        ...reading(
          "counts: what a warehouse counted, for the nightly reconciliation; stock does not change",
          countsKept,
        ),
        body: countsBody,
      },
    },
    async (request) => {
      const { tenant } = grantOf(request);
      const { source, counts } = request.body;
      await keepCounts({ tenant, source }, counts);
      return { kept: counts.length };
    },
  );
}
