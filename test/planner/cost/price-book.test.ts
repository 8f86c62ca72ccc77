import { PriceBook } from "../../../planner/cost/price-book";
import { sheetOf } from "./plans";

const TIERED = {
  unit: "GB",
  tiers: [
    [0, 0.09],
    [100, 0.05],
    [1_000, 0.01],
  ] as const,
};

describe("a price book", () => {
  it("knows a price with its source and date", () => {
    const price = new PriceBook([sheetOf({ "nat-gateway:hour": { unit: "hour", usd: 0.045 } })]).find(
      "us-east-1",
      "nat-gateway:hour",
    );

    expect(price).toMatchObject({ unit: "hour", region: "us-east-1", source: "a test", date: "2026-11-01" });
    expect(price?.usd(730)).toBeCloseTo(32.85, 10);
  });

  it.each([
    ["another meter", "us-east-1", "nat-gateway:day"],
    ["another region", "eu-west-1", "nat-gateway:hour"],
  ])("has no default for %s", (_, region, meter) => {
    expect(
      new PriceBook([sheetOf({ "nat-gateway:hour": { unit: "hour", usd: 0.045 } })]).find(region, meter),
    ).toBeUndefined();
  });

  it.each([
    [0, 0],
    [50, 4.5],
    [100, 9],
    [101, 9.05],
    [1_000, 54],
    [3_000, 74],
  ])("takes %p GB through the tiers for %p USD", (quantity, usd) => {
    const price = new PriceBook([sheetOf({ "transfer:internet-gb": TIERED })]).find(
      "us-east-1",
      "transfer:internet-gb",
    );

    expect(price?.usd(quantity)).toBeCloseTo(usd, 10);
  });

  it("takes the later of two sheets for the same meter and region", () => {
    const book = new PriceBook([
      sheetOf({ "kms:key": { unit: "month", usd: 1 } }),
      sheetOf({ "kms:key": { unit: "month", usd: 2 } }),
      sheetOf({ "kms:key": { unit: "month", usd: 3 } }, "eu-west-1"),
    ]);

    expect(book.find("us-east-1", "kms:key")?.usd(1)).toBe(2);
  });
});
