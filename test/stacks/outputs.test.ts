import { z } from "zod";
import { planProgram } from "../../planner/engine";
import { checkOutput, entryOf, readGlobalOutputs } from "../../stacks/outputs";

const COMPLETE = {
  domain: "shop.example.com",
  zoneId: "Z1",
  nameServers: ["ns-1.example.net"],
  dsRecords: {},
  switchCheckIds: { "api.eu.shop.example.com": { "eu-central-1": "check-1" } },
  partitionByMarket: { DE: "eu" },
  partitionByTenant: {},
};

describe("readGlobalOutputs", () => {
  it("reads the stack of the same project and organisation", async () => {
    const plan = await planProgram({
      project: "shop",
      stack: "shop-eu",
      program: () => ({ ...readGlobalOutputs("shop-global") }),
      stackOutputs: { "organization/shop/shop-global": COMPLETE },
    });

    expect(plan.outputs).toEqual(COMPLETE);
    expect(plan.references).toEqual(["organization/shop/shop-global"]);
  });
});

describe("checkOutput", () => {
  const tables = z.record(z.string(), z.object({ name: z.string() }));

  it("takes what the contract says", () => {
    expect(checkOutput("tables of shop-eu", tables, { catalog: { name: "shop-eu-catalog", more: 1 } })).toEqual({
      catalog: { name: "shop-eu-catalog" },
    });
  });

  it("refuses an output of another shape, and says where", () => {
    expect(() => checkOutput("tables of shop-eu", tables, { catalog: {} })).toThrow(
      "output tables of shop-eu at catalog.name: Invalid input: expected string, received undefined; " +
        "run pulumi up for that stack first",
    );
    expect(() => checkOutput("zoneId of shop-global", z.string(), 7)).toThrow(
      "output zoneId of shop-global: Invalid input: expected string, received number; run pulumi up for that stack first",
    );
  });
});

describe("entryOf", () => {
  it("finds an entry", () => {
    expect(entryOf({ catalog: "prod-eu-catalog" }, "catalog", "table")).toBe("prod-eu-catalog");
  });

  it("refuses an entry that the partition's stack does not give yet", () => {
    expect(() => entryOf({}, "catalog", "table")).toThrow(
      "the partition's stack does not give table catalog yet; run pulumi up for it first",
    );
  });
});
