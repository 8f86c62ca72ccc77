import { PartyServer, type PartyReply } from "./party-server";

interface Pick {
  readonly sku: string;
  readonly location: string;
  readonly quantity: number;
}

interface WarehouseOrder {
  status: "open" | "recalled" | "left";
  readonly lines: readonly Pick[];
}

/** A warehouse: it ships what it is told to, and knows what lies on its shelves. */
export class FakeWarehouse extends PartyServer {
  readonly orders = new Map<string, WarehouseOrder>();
  readonly shelves = new Map<string, number>();
  /** SKUs that it does not ship. */
  readonly refused = new Set<string>();
  #sequence = 0;

  /** Goods come in, and it says so. */
  receive({ sku, location, quantity }: Pick): void {
    this.#put(sku, location, quantity);
    this.say({ kind: "receipt", sku, location, quantity });
  }

  /** An order leaves; it is told of now, or when somebody says what this returns. */
  ship(order: string, at = new Date().toISOString()): () => void {
    const found = this.orders.get(order);
    if (found?.status !== "open") {
      throw new Error(`${order} is ${found?.status ?? "not there"}`);
    }
    found.status = "left";
    found.lines.forEach(({ sku, location, quantity }) => this.#put(sku, location, -quantity));
    this.effects.push(`${order}: left`);
    const locations = [...new Set(found.lines.map(({ location }) => location))];
    return () => locations.forEach((location) => this.say({ kind: "shipment", at, order, location }));
  }

  /** Units come back and are put on the shelf; told of when somebody says what this returns. */
  takeBack(order: string, { sku, location, quantity }: Pick, at = new Date().toISOString()): () => void {
    this.#put(sku, location, quantity);
    return () => this.say({ kind: "return", at, order, sku, location, quantity, restock: true });
  }

  /** A shelf is counted. */
  count(sku: string, location: string, at = new Date().toISOString()): void {
    this.#sequence += 1;
    const counted = this.shelves.get(`${sku} ${location}`) ?? 0;
    this.say({ kind: "count", at, sku, location, sequence: this.#sequence, counted });
  }

  protected override put(path: string, body: unknown): PartyReply {
    const [, order = "", step] = path.split("/");
    return step === "recall" ? this.#recall(order) : this.#take(order, (body as { lines: readonly Pick[] }).lines);
  }

  #take(order: string, lines: readonly Pick[]): PartyReply {
    const found = this.orders.get(order);
    if (found?.status === "recalled") {
      return { status: 409 };
    }
    if (lines.some(({ sku }) => this.refused.has(sku))) {
      return { status: 422 };
    }
    if (found === undefined) {
      this.orders.set(order, { status: "open", lines });
      this.effects.push(`${order}: taken`);
    }
    return { status: 204 };
  }

  #recall(order: string): PartyReply {
    const found = this.orders.get(order);
    if (found?.status === "left") {
      return { status: 409 };
    }
    if (found?.status !== "recalled") {
      this.orders.set(order, { status: "recalled", lines: found?.lines ?? [] });
      this.effects.push(`${order}: recalled`);
    }
    return { status: 204 };
  }

  #put(sku: string, location: string, quantity: number): void {
    const shelf = `${sku} ${location}`;
    this.shelves.set(shelf, (this.shelves.get(shelf) ?? 0) + quantity);
  }
}
