import fc from "fast-check";
import {
  addressesIn,
  formatRange,
  isInside,
  parseRange,
  quarterOf,
  type Ipv4Range,
} from "../../../components/network/ipv4";

const ranges: fc.Arbitrary<Ipv4Range> = fc
  .tuple(fc.integer({ min: 8, max: 28 }), fc.nat())
  .map(([prefix, seed]) => ({ prefix, first: (seed % 2 ** prefix) * addressesIn(prefix) }));

describe("IPv4 ranges", () => {
  it.each([
    ["10.0.0.0/16", { first: 167_772_160, prefix: 16 }],
    ["192.168.255.0/24", { first: 3_232_300_800, prefix: 24 }],
    ["0.0.0.0/0", { first: 0, prefix: 0 }],
    ["255.255.255.255/32", { first: 4_294_967_295, prefix: 32 }],
  ])("reads %s", (cidr, range) => {
    expect(parseRange(cidr)).toEqual(range);
  });

  it.each(["", "10.0.0.0", "10.0.0/16", "10.0.0.0/33", "256.0.0.0/8", "10.0.0.1/16", "010.0.0.0/16", "10.0.0.0/016"])(
    "does not read %j",
    (cidr) => {
      expect(parseRange(cidr)).toBeUndefined();
    },
  );

  it("reads what it writes", () => {
    fc.assert(
      fc.property(ranges, (range) => {
        expect(parseRange(formatRange(range))).toEqual(range);
      }),
    );
  });

  it("cuts a range into quarters that follow one another and fill it", () => {
    fc.assert(
      fc.property(ranges, (range) => {
        const quarters = [0, 1, 2, 3].map((index) => quarterOf(range, index));
        const size = addressesIn(range.prefix) / 4;
        expect(quarters.map(({ first }) => first - range.first)).toEqual([0, size, 2 * size, 3 * size]);
        expect(quarters.every((quarter) => isInside(quarter, range))).toBe(true);
        expect(quarters.some((quarter) => isInside(range, quarter))).toBe(false);
      }),
    );
  });

  it("tells what is inside from what is beside", () => {
    const [outer, inside, beside] = ["10.0.0.0/16", "10.0.255.0/24", "10.1.0.0/24"].map((cidr) => parseRange(cidr));
    if (outer === undefined || inside === undefined || beside === undefined) {
      throw new Error("a range is malformed");
    }
    expect(isInside(inside, outer)).toBe(true);
    expect(isInside(beside, outer)).toBe(false);
    expect(isInside(outer, outer)).toBe(true);
  });
});
