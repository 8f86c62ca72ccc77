import fc from "fast-check";
import { fitName } from "../../../components/core";

const names = fc.stringMatching(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
const limits = fc.integer({ min: 8, max: 80 });

describe("fitName", () => {
  it("keeps a name that fits", () => {
    expect(fitName("prod-orders", 11)).toBe("prod-orders");
  });

  it("ends a longer name in a hash of the whole", () => {
    expect(fitName("prod-eu-central-1-reservations", 20)).toBe("prod-eu-centr-ea5e04");
  });

  it("leaves no dash before the hash", () => {
    expect(fitName("prod-eu-central-1-reservations", 15)).toBe("prod-eu-ea5e04");
  });

  it("never exceeds the limit, never starts or ends with a dash, and is the same each time", () => {
    fc.assert(
      fc.property(names, limits, (name, limit) => {
        const fitted = fitName(name, limit);
        expect(fitted.length).toBeLessThanOrEqual(limit);
        expect(fitted).toMatch(/^[a-z].*[a-z0-9]$|^[a-z]$/);
        expect(fitName(name, limit)).toBe(fitted);
      }),
    );
  });

  it("keeps two long names apart that differ only at the end", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{40}$/), fc.integer({ min: 16, max: 40 }), (stem, limit) => {
        expect(fitName(`${stem}-a`, limit)).not.toBe(fitName(`${stem}-b`, limit));
      }),
    );
  });

  it("refuses a limit that leaves no room for the hash", () => {
    expect(() => fitName("reservations", 7)).toThrow(
      new RangeError('"reservations" does not fit into 7 characters; choose a shorter name'),
    );
  });
});
