import { DATASET_NAME, datasetPrefix, PARQUET_LAYOUT, snapshotPrefix } from "../../../components/archive";

describe("the Parquet layout", () => {
  it("splits a dataset by day, then by tenant", () => {
    expect(PARQUET_LAYOUT).toStrictEqual({
      root: "parquet",
      partitionKeys: ["dt", "tenant"],
      dateFormat: "yyyy-MM-dd",
      extension: ".parquet",
    });
    expect(datasetPrefix("stock_levels")).toBe("parquet/stock_levels/");
    expect(snapshotPrefix("stock_levels", { tenant: "north", dt: "2026-11-24" })).toBe(
      "parquet/stock_levels/dt=2026-11-24/tenant=north/",
    );
  });

  it.each(["", "Stock", "stock-levels", "1stock", "a".repeat(64)])("refuses the dataset name %j", (name) => {
    expect(DATASET_NAME.test(name)).toBe(false);
  });

  it("takes names that are table names as well", () => {
    expect(["stock_levels", "a", "a".repeat(63)].filter((name) => DATASET_NAME.test(name))).toHaveLength(3);
  });
});
