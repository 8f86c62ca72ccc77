import { PartyClient, type PartyClientOptions } from "./party-client";
import type { Marketplace, Told, Warehouse } from "./ports";

/** A marketplace over HTTP, as `protocol/marketplace.yaml` describes it. */
export function httpMarketplace(options: PartyClientOptions): Marketplace {
  const client = new PartyClient(options);
  const put =
    (what: string) =>
    (orderRef: string, key: string): Promise<Told> =>
      client.put({ path: `orders/${orderRef}/${what}`, body: {}, key });
  return {
    messagesAfter: (cursor) => client.page(cursor),
    accept: put("acceptance"),
    reject: put("rejection"),
    denyCancellation: put("cancellation-denial"),
    announceShipment: put("shipment"),
    list: ({ sku, ...body }) => client.put({ path: `listings/${encodeURIComponent(sku)}`, body }),
  };
}

/** A warehouse over HTTP, as `protocol/warehouse.yaml` describes it. */
export function httpWarehouse(options: PartyClientOptions): Warehouse {
  const client = new PartyClient(options);
  return {
    messagesAfter: (cursor) => client.page(cursor),
    handOver: (order, lines, key) => client.put({ path: `orders/${order}`, body: { lines }, key }),
    recall: (order, key) => client.put({ path: `orders/${order}/recall`, body: {}, key }),
  };
}
