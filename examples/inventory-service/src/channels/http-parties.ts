import { PartyClient, type PartyClientOptions } from "./party-client";
import type { CallTerms, Marketplace, Told, Warehouse } from "./ports";

/** A marketplace over HTTP, as `protocol/marketplace.yaml` describes it. */
export function httpMarketplace(options: PartyClientOptions): Marketplace {
  const client = new PartyClient(options);
  const put =
    (what: string) =>
    (orderRef: string, terms: CallTerms): Promise<Told> =>
      client.put({ path: `orders/${orderRef}/${what}`, body: {}, ...terms });
  return {
    messagesAfter: (cursor) => client.page(cursor),
    accept: put("acceptance"),
    reject: put("rejection"),
    denyCancellation: put("cancellation-denial"),
    announceShipment: put("shipment"),
    list: ({ sku, ...body }, terms) =>
      client.put({ path: `listings/${encodeURIComponent(sku)}`, body, key: undefined, ...terms }),
  };
}

/** A warehouse over HTTP, as `protocol/warehouse.yaml` describes it. */
export function httpWarehouse(options: PartyClientOptions): Warehouse {
  const client = new PartyClient(options);
  return {
    messagesAfter: (cursor) => client.page(cursor),
    handOver: (order, lines, terms) => client.put({ path: `orders/${order}`, body: { lines }, ...terms }),
    recall: (order, terms) => client.put({ path: `orders/${order}/recall`, body: {}, ...terms }),
  };
}
