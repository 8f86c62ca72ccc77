import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { Client } from "pg";
import { planCostExport, showbackQueries, type OrdersTable } from "../../../components/cost-export";
import { ROOT } from "../../docs/blocks";

/** The server that the inventory service is tested with: it stops when its input ends. */
const SERVER = path.join(ROOT, "examples", "inventory-service", "test", "storage", "postgres-server.mjs");
const TYPES = { string: "text", double: "double precision", timestamp: "timestamp" } as const;
const ORDERS: OrdersTable = { database: "shop", table: "orders", orderId: "order_id", placedAt: "placed_at" };
const ORDERS_BY_CHANNEL: OrdersTable = { ...ORDERS, channel: "channel" };

/** Bills of two months: month, environment, channel, service, feature, cost centre, cost. */
const BILLS: readonly (readonly [string, string | null, string | null, string, string | null, string, number])[] = [
  ["2026-01", "prod", "web", "shop", "cart", "sales", 60],
  ["2026-01", "prod", "web", "shop", "search", "sales", 40],
  ["2026-01", "prod", "marketplace", "adapter-a", "orders", "sales", 30.255],
  ["2026-01", "prod", "marketplace", "adapter-b", "orders", "sales", 20],
  ["2026-01", "prod", "all", "platform", null, "platform", 90],
  ["2026-01", "prod", "", "platform", "platform", "platform", 10],
  ["2026-01", "dev", "web", "shop", "cart", "sales", 999],
  ["2026-01", null, null, "unknown", null, "", 5],
  ["2026-02", "prod", "web", "shop", "cart", "sales", 80],
];
/** Orders: id, time, channel; the first has two rows. */
const PLACED: readonly (readonly [string, string, string])[] = [
  ["1", "2026-01-03 10:00:00", "web"],
  ["1", "2026-01-03 10:00:00", "web"],
  ["2", "2026-01-31 23:59:59", "web"],
  ["3", "2026-01-15 00:00:00", "marketplace"],
  ["4", "2026-01-16 00:00:00", "marketplace"],
  ["5", "2026-02-01 00:00:00", "web"],
];

/*
 * Athena runs Trino's SQL, and no engine of it runs on a laptop without a server of its own. The queries keep to what
 * Trino and PostgreSQL share, so that their sums can be proved here.
 */
describe("the queries of showback", () => {
  let server: ChildProcess;
  let client: Client;

  beforeAll(async () => {
    const child = spawn(process.execPath, [SERVER], { stdio: ["pipe", "pipe", "inherit"] });
    server = child;
    const printed: unknown[] = await once(child.stdout, "data");
    client = new Client({ connectionString: String(printed[0]).trim() });
    await client.connect();
    await fill(client);
  });

  afterAll(async () => {
    await client.end();
    const gone = once(server, "exit");
    server.stdin?.end();
    await gone;
  });

  const answer = async (name: string, orders?: OrdersTable): Promise<unknown[][]> => {
    const { sql = "" } =
      showbackQueries({ environment: "prod", ...(orders === undefined ? {} : { orders }) })[name] ?? {};
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: "array" });
    return rows;
  };

  it("show the cost of one environment by channel, with what carries none", async () => {
    expect(await answer("cost_by_channel")).toEqual([
      ["2026-02", "web", "USD", "80.00"],
      ["2026-01", "web", "USD", "100.00"],
      ["2026-01", "all", "USD", "90.00"],
      ["2026-01", "marketplace", "USD", "50.26"],
      ["2026-01", "untagged", "USD", "10.00"],
    ]);
  });

  it("show the adapter of each marketplace", async () => {
    expect(await answer("cost_by_marketplace")).toEqual([
      ["2026-01", "adapter-a", "USD", "30.26"],
      ["2026-01", "adapter-b", "USD", "20.00"],
    ]);
  });

  it("show cost by feature and by cost centre", async () => {
    expect(await answer("cost_by_feature")).toEqual([
      ["2026-02", "cart", "USD", "80.00"],
      ["2026-01", "untagged", "USD", "90.00"],
      ["2026-01", "cart", "USD", "60.00"],
      ["2026-01", "orders", "USD", "50.26"],
      ["2026-01", "search", "USD", "40.00"],
      ["2026-01", "platform", "USD", "10.00"],
    ]);
    expect(await answer("cost_by_cost_center")).toEqual([
      ["2026-02", "sales", "USD", "80.00"],
      ["2026-01", "sales", "USD", "150.26"],
      ["2026-01", "platform", "USD", "100.00"],
    ]);
  });

  it("show what carries no environment, of all environments", async () => {
    expect(await answer("cost_untagged")).toEqual([["2026-01", "111122223333", "AmazonEC2", "USD", "5.00"]]);
  });

  it("spread the cost of a month over its orders, each of which counts once", async () => {
    expect(await answer("cost_per_order", ORDERS)).toEqual([
      ["2026-02", "USD", "1", "80.0000"],
      ["2026-01", "USD", "4", "62.5638"],
    ]);
  });

  it("spread what no channel with orders costs over all orders alike", async () => {
    const rows = await answer("cost_per_order", ORDERS_BY_CHANNEL);

    expect(rows).toEqual([
      ["2026-02", "web", "USD", "1", "80.0000", "0.0000"],
      ["2026-01", "marketplace", "USD", "2", "25.1275", "25.0000"],
      ["2026-01", "web", "USD", "2", "50.0000", "25.0000"],
    ]);
  });

  it("lose nothing: the cost of all orders is the cost of the environment", async () => {
    const rows = await answer("cost_per_order", ORDERS_BY_CHANNEL);
    const january = rows.filter(([month]) => month === "2026-01");
    const sum = january.reduce(
      (total, [, , , orders, own, shared]) => total + Number(orders) * (Number(own) + Number(shared)),
      0,
    );

    expect(sum).toBeCloseTo(60 + 40 + 30.255 + 20 + 90 + 10, 6);
  });
});

async function fill(client: Client): Promise<void> {
  const { columns } = planCostExport({
    prefix: "x",
    accountId: "111122223333",
    firstMonth: "2026-01",
    environment: "x",
  });
  const defined = columns.map(({ name, type }) => `${name} ${TYPES[type]}`).join(", ");
  await client.query(`CREATE TABLE costs (billing_period text, ${defined})`);
  await client.query("CREATE SCHEMA shop");
  await client.query("CREATE TABLE shop.orders (order_id text, placed_at timestamp, channel text)");
  for (const bill of BILLS) {
    await client.query(
      `INSERT INTO costs (line_item_usage_account_id, line_item_product_code, line_item_currency_code, billing_period,
         environment, channel, service, feature, cost_center, line_item_unblended_cost)
       VALUES ('111122223333', 'AmazonEC2', 'USD', $1, $2, $3, $4, $5, $6, $7)`,
      [...bill],
    );
  }
  for (const order of PLACED) {
    await client.query("INSERT INTO shop.orders VALUES ($1, $2, $3)", [...order]);
  }
}
