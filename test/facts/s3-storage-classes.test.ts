import { S3_STORAGE_CLASSES, S3_STORAGE_CLASSES_SOURCE } from "../../facts/s3-storage-classes";

describe("S3_STORAGE_CLASSES", () => {
  it("lists three classes, each paid for longer than the one before it", () => {
    const classes = Object.values(S3_STORAGE_CLASSES);
    expect(Object.keys(S3_STORAGE_CLASSES)).toStrictEqual(["STANDARD_IA", "GLACIER_IR", "DEEP_ARCHIVE"]);
    expect(classes.map(({ minimumStorageDays }) => minimumStorageDays)).toStrictEqual([30, 90, 180]);
  });

  it("makes only the coldest class wait for a restore", () => {
    expect(Object.values(S3_STORAGE_CLASSES).map(({ immediate }) => immediate)).toStrictEqual([true, true, false]);
  });

  it("prices the classes that have a price row, the colder the cheaper", () => {
    expect([S3_STORAGE_CLASSES.STANDARD_IA.usdPerGbMonth, S3_STORAGE_CLASSES.DEEP_ARCHIVE.usdPerGbMonth]).toStrictEqual(
      [0.0125, 0.00099],
    );
    expect(S3_STORAGE_CLASSES.GLACIER_IR).not.toHaveProperty("usdPerGbMonth");
    expect(S3_STORAGE_CLASSES_SOURCE.prices).toContain("2025-07-07");
  });
});
