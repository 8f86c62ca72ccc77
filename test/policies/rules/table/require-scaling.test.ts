import { tableRequireScaling } from "../../../../policies/rules/table/require-scaling";
import { judgeStack, secret, UNKNOWN, urnOf, type Props, type Sent } from "../../harness";

const table = (props: Props = {}): Sent => ({
  type: "aws:dynamodb/table:Table",
  name: "orders",
  props: { name: "orders", readCapacity: 5, writeCapacity: 5, ...props },
});
const target = (what: string, props: Props = {}): Sent => ({
  type: "aws:appautoscaling/target:Target",
  props: { resourceId: UNKNOWN, scalableDimension: `dynamodb:table:${what}CapacityUnits`, ...props },
  madeFrom: { resourceId: [urnOf(table())] },
});
const judge = (...stack: Sent[]) => judgeStack(tableRequireScaling, stack);
const missing = (dimensions: string) => [
  {
    level: "mandatory",
    message: `a scaling target for ${dimensions} is missing, expected aws:appautoscaling/target:Target with it as resourceId, or a billingMode of PAY_PER_REQUEST`,
    urn: urnOf(table()),
  },
];
const [READS, WRITES] = ["dynamodb:table:ReadCapacityUnits", "dynamodb:table:WriteCapacityUnits"];

describe("table-require-scaling", () => {
  test.each([
    ["a table that is paid by the request", [table({ billingMode: "PAY_PER_REQUEST" })]],
    ["a table whose billing is secret", [table({ billingMode: secret("PAY_PER_REQUEST") })]],
    ["a table that scales both ways", [table(), target("Read"), target("Write")]],
    [
      "targets that write the table's name down",
      [
        table(),
        ...["Read", "Write"].map((what) => ({ ...target(what, { resourceId: "table/orders" }), madeFrom: {} })),
      ],
    ],
  ])("accepts %s", async (_what, stack) => {
    expect(await judge(...stack)).toEqual([]);
  });

  test("refuses a table with bought capacity that does not scale, or one way only", async () => {
    expect(await judge(table())).toEqual(missing(`${READS} and ${WRITES}`));
    expect(await judge(table({ billingMode: "PROVISIONED" }), target("Read"))).toEqual(missing(WRITES ?? ""));
  });

  test("does not take the target of another table for its own", async () => {
    const stray = { ...target("Write", { resourceId: "table/orders-archive" }), madeFrom: {} };
    expect(await judge(table(), target("Read"), stray)).toEqual(missing(WRITES ?? ""));
  });

  test("cannot be judged while the billing is unknown", async () => {
    const found = await judge(table({ billingMode: UNKNOWN }));
    expect(found.map(({ level }) => level)).toEqual(["advisory"]);
    expect(found[0]?.message).toContain("string value at .billingMode can't be known during preview");
  });
});
