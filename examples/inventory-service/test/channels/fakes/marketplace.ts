import { PartyServer, type PartyReply } from "./party-server";

type Status = "placed" | "accepted" | "rejected" | "shipped";

export interface MarketOrder {
  status: Status;
  isDenied: boolean;
}

/** What each call makes of an order, by where it stands; nothing where it is too late. */
const MOVES: Readonly<Record<string, Partial<Record<Status, Status>>>> = {
  acceptance: { placed: "accepted", accepted: "accepted", shipped: "shipped" },
  rejection: { placed: "rejected", accepted: "rejected", rejected: "rejected" },
  shipment: { accepted: "shipped", shipped: "shipped" },
};

/** A marketplace: customers order there, and it sells what it was told that there is. */
export class FakeMarketplace extends PartyServer {
  readonly orders = new Map<string, MarketOrder>();
  readonly listings = new Map<string, { readonly available: number; readonly version: number }>();
  #orders = 0;

  /** A customer orders; what else the marketplace knows of them is in the message, too. */
  order(lines: readonly { readonly sku: string; readonly quantity: number }[], at = new Date().toISOString()): string {
    this.#orders += 1;
    const orderRef = `order-${String(this.#orders).padStart(4, "0")}`;
    this.orders.set(orderRef, { status: "placed", isDenied: false });
    this.say({ kind: "order", at, orderRef, lines, customer: { name: "Jane Canary", email: "canary@example.com" } });
    return orderRef;
  }

  /** A customer no longer wants what they ordered. */
  cancel(orderRef: string): void {
    this.say({ kind: "cancellation", orderRef, remark: "canary@example.com" });
  }

  protected override put(path: string, body: unknown): PartyReply {
    const [what, name = "", step = ""] = path.split("/");
    if (what === "listings") {
      return this.#list(name, body as { available: number; version: number });
    }
    const order = this.orders.get(name);
    if (order === undefined) {
      return { status: 404 };
    }
    return step === "cancellation-denial" ? this.#deny(name, order) : this.#move(name, order, step);
  }

  #list(sku: string, listing: { readonly available: number; readonly version: number }): PartyReply {
    if (listing.version > (this.listings.get(sku)?.version ?? -1)) {
      this.listings.set(sku, listing);
      this.effects.push(`${sku}: ${listing.available}`);
    }
    return { status: 204 };
  }

  #deny(orderRef: string, order: MarketOrder): PartyReply {
    if (!order.isDenied) {
      order.isDenied = true;
      this.effects.push(`${orderRef}: cancellation denied`);
    }
    return { status: 204 };
  }

  #move(orderRef: string, order: MarketOrder, step: string): PartyReply {
    const next = MOVES[step]?.[order.status];
    if (next === undefined) {
      return { status: 409 };
    }
    if (next !== order.status) {
      order.status = next;
      this.effects.push(`${orderRef}: ${next}`);
    }
    return { status: 204 };
  }
}
