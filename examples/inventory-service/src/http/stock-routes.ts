import { grantOf } from "./answer";
import type { Remark } from "../storage";
import { commandRoute, type AddRoute } from "./command-route";
import type { App, HttpOptions } from "./context";
import { presentRow } from "./present";
import { reading } from "./route-schemas";
import {
  adjustBody,
  arriveBody,
  countBody,
  noPath,
  policyBody,
  receiveBody,
  skuPath,
  stockOfSku,
  stockPath,
  transferBody,
} from "./schemas";

const scope = "stock:write";
const row = "/v1/stock/:sku/:location";

const COMMANDS: readonly AddRoute[] = [
  commandRoute(
    { url: `${row}/receive`, scope, text: "stock: goods came in", params: stockPath, body: receiveBody },
    ({ tenant, params, body }) => ({ kind: "receive", tenant, ...params, ...body }),
  ),
  commandRoute(
    { url: `${row}/adjust`, scope, text: "stock: units came or went", params: stockPath, body: adjustBody },
    ({ tenant, params, body: { by, reason } }) => ({ kind: "adjust", tenant, ...params, by, reason }),
    remarkOf,
  ),
  commandRoute(
    { url: `${row}/count`, scope, text: "stock: the shelf was counted", params: stockPath, body: countBody },
    ({ tenant, params, body: { counted, expected } }) => ({ kind: "count", tenant, ...params, counted, expected }),
    remarkOf,
  ),
  commandRoute(
    { url: `${row}/arrive`, scope, text: "stock: units of transfers arrived", params: stockPath, body: arriveBody },
    ({ tenant, params, body }) => ({ kind: "arrive", tenant, ...params, ...body }),
  ),
  commandRoute(
    {
      ...{ method: "PUT", url: `${row}/policy`, scope, text: "stock: what may be promised" },
      ...{ params: stockPath, body: policyBody },
    },
    ({ tenant, params, body: { shipsFrom, ...terms } }) => {
      const policy = { ...terms, shipsFrom: shipsFrom === null ? null : Date.parse(shipsFrom) };
      return { kind: "set-policy", tenant, ...params, policy };
    },
  ),
  commandRoute(
    { url: "/v1/transfers", scope, text: "stock: units leave for a location", params: noPath, body: transferBody },
    ({ tenant, body }) => ({ kind: "transfer", tenant, ...body }),
  ),
];

function remarkOf({
  operator,
  comment,
}: {
  readonly operator?: string | undefined;
  readonly comment?: string | undefined;
}): Remark | undefined {
  const isThere = operator !== undefined || comment !== undefined;
  return isThere ? { operator: operator ?? null, comment: comment ?? null } : undefined;
}

/** Routes about stock rows. */
export function stockRoutes(app: App, options: HttpOptions): void {
  app.get(
    "/v1/stock/:sku",
    { config: { scope: "read" }, schema: { ...reading("stock: its rows, by location", stockOfSku), params: skuPath } },
    async (request) => {
      const { sku } = request.params;
      const rows = await options.findStock({ tenant: grantOf(request).tenant, sku });
      return { sku, rows: rows.map((each) => presentRow(each, each)) };
    },
  );
  COMMANDS.forEach((add) => add(app, options));
}
