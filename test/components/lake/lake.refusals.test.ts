import { bucketRefusals } from "../../../components/archive";
import { Lake, lakeRefusals, type LakeArgs } from "../../../components/lake";
import { minimal, orders, READER, sharing, stock, tags } from "./fixture";

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, Partial<LakeArgs>, string])[] = [
  [
    "a database with a dash",
    { databaseName: "prod-eu" },
    'databaseName is "prod-eu", expected 1 to 128 lower-case letters, digits or underscores, starting with a letter; write underscores instead of dashes: Athena would want the name in quotes',
  ],
  [
    "a workgroup with a space",
    { workgroupName: "prod eu" },
    'workgroupName is "prod eu", expected 1 to 121 letters, digits, dots, underscores or dashes; choose a name that leaves room for "-shared"',
  ],
  [
    "a region that is not one",
    { region: "eu-middle-1" },
    'region is "eu-middle-1", expected a region of the table in facts/regions; correct the spelling',
  ],
  [
    "a table with a dash",
    { tables: { "stock-levels": stock } },
    'tables is ["stock-levels"], expected one table or more, named by 1 to 63 lower-case letters, digits or underscores, starting with a letter; name each table as its dataset',
  ],
  [
    "a query without text",
    { namedQueries: { empty: { description: "Nothing", sql: " " } } },
    'namedQueries is ["empty"], expected queries with text, named by 1 to 128 letters, digits, dots, underscores or dashes; rename the queries, or write them',
  ],
  [
    "a column that is a partition key, or comes twice",
    {
      tables: {
        stock_levels: {
          ...stock,
          columns: [
            ...stock.columns,
            ...stock.columns.slice(0, 1),
            { ...orders.columns[0], name: "dt", type: "date", dataClass: "internal", description: "Day" },
          ],
        },
      },
    },
    'tables is ["stock_levels.sku","stock_levels.dt"], expected columns of lower-case letters, digits or underscores, each once, other than dt and tenant; correct the columns: a table has one at least',
  ],
  [
    "a first day that is not one",
    { tables: { stock_levels: { ...stock, firstDay: "2026-13-01" } } },
    'tables is ["stock_levels"], expected a firstDay such as 2026-01-01; give the day of the first snapshot',
  ],
  [
    "tenants that would break the projection",
    { tables: { stock_levels: { ...stock, tenants: ["north,south"] } } },
    'tables is ["stock_levels"], expected tenants of lower-case letters, digits or dashes, one or more, each once; correct the tenants, or leave them out so that queries name them',
  ],
  [
    "columns that are more protected than the lake says",
    { tags: { ...tags, "data-class": "internal" } },
    'tags.data-class is "internal", expected personal or above, for orders.customer_id, orders.total; raise the tag, or leave the columns out of the snapshots',
  ],
  [
    "a shared table with a personal column",
    { tables: { stock_levels: stock, orders: { ...orders, shared: true } } },
    'tables is ["orders.customer_id"], expected no personal column in a shared table; share a dataset of its own that is written without these columns',
  ],
  [
    "readers of nothing",
    { readerArns: { us: READER } },
    'readerArns is ["us"], expected none where no table is shared; set shared on the tables that they may read, or leave the readers out',
  ],
  [
    "no readers of something",
    { tables: sharing.tables, readerArns: {} },
    "readerArns is {}, expected one reader or more; leave it out where nobody else reads",
  ],
  [
    "queries that may read nothing",
    { scanLimitGib: 0 },
    "scanLimitGib is 0, expected a whole number from 1 to 100000; choose the most that one query may read and cost",
  ],
  [
    "queries from elsewhere that may read a part of a GiB",
    { sharedScanLimitGib: 0.5 },
    "sharedScanLimitGib is 0.5, expected a whole number from 1 to 100000; choose the most that one query may read and cost",
  ],
  [
    "results that are not kept for days",
    { resultRetention: "12 hours" },
    'resultRetention is "12 hours", expected whole days, one or more; round up to the next day',
  ],
];

function refusalOf(args: LakeArgs): string {
  try {
    new Lake("lake", args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

describe("Lake", () => {
  it("accepts the arguments that the refusals below start from", () => {
    expect([minimal, sharing].map((args) => lakeRefusals.filter(({ when }) => when(args)))).toStrictEqual([[], []]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf({ ...minimal, ...change })).toBe(`lake "lake": ${message}`);
  });

  it("has a case for every refusal that is not that of its bucket", () => {
    const own = lakeRefusals.slice(bucketRefusals.length);
    const fired = rows.map(([, change]) => own.findIndex(({ when }) => when({ ...minimal, ...change })));
    expect(fired).toStrictEqual([...own.keys()]);
    expect(lakeRefusals.slice(0, bucketRefusals.length)).toStrictEqual(bucketRefusals);
  });

  it.each([
    ["a lake without tables", { tables: {} }, "tables"],
    ["a table without columns", { tables: { stock_levels: { ...stock, columns: [] } } }, "tables"],
    ["a table without tenants", { tables: { stock_levels: { ...stock, tenants: [] } } }, "tables"],
    ["a tenant that comes twice", { tables: { stock_levels: { ...stock, tenants: ["a", "a"] } } }, "tables"],
    [
      "a query with a space in its name",
      { namedQueries: { "a b": { description: "A", sql: "SELECT 1" } } },
      "namedQueries",
    ],
    ["a bucket name that leaves no room for account and region", { bucketName: "a".repeat(36) }, "bucketName"],
  ] as const)("refuses %s", (_, change, arg) => {
    const args: LakeArgs = { ...minimal, ...change };
    expect(lakeRefusals.filter(({ when }) => when(args)).map(({ say }) => say(args).arg)).toStrictEqual([arg]);
  });

  it("refuses a payment column in a shared table", () => {
    const column = { name: "card", type: "string", dataClass: "payment", description: "Card" } as const;
    const args: LakeArgs = {
      ...sharing,
      tags: { ...tags, "data-class": "payment" },
      tables: { stock_levels: { ...stock, shared: true, columns: [...stock.columns, column] } },
    };
    expect(refusalOf(args)).toContain('tables is ["stock_levels.card"], expected no personal column in a shared table');
  });

  it("refuses several problems at once, the tags' first", () => {
    const args = { ...minimal, tags: { ...tags, owner: "" }, accountId: "", databaseName: "", scanLimitGib: -1 };
    expect(
      refusalOf(args)
        .split("\n")
        .map((line) => line.split(" is ")[0]),
    ).toStrictEqual([
      'lake "lake": tags.owner',
      'lake "lake": accountId',
      'lake "lake": databaseName',
      'lake "lake": scanLimitGib',
    ]);
  });
});
