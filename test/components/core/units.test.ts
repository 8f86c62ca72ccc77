import fc from "fast-check";
import { toDays, toGiB, toHours, toMiB, toSeconds, type Duration, type Size } from "../../../components/core";

describe("durations", () => {
  it.each<[Duration, number]>([
    ["0 seconds", 0],
    ["1 second", 1],
    ["90 seconds", 90],
    ["1 minute", 60],
    ["1.5 minutes", 90],
    ["2 hours", 7_200],
    ["1 day", 86_400],
    ["2 weeks", 1_209_600],
  ])("converts %s to %d seconds", (duration, seconds) => {
    expect(toSeconds(duration)).toBe(seconds);
  });

  it("converts to whole hours and days", () => {
    expect(toHours("2 days")).toBe(48);
    expect(toHours("120 minutes")).toBe(2);
    expect(toDays("48 hours")).toBe(2);
    expect(toDays("1 week")).toBe(7);
  });

  it("says the same in any unit", () => {
    fc.assert(
      fc.property(fc.nat(5_000), (days) => {
        expect(toDays(`${days} days`)).toBe(days);
        expect(toHours(`${days} days`)).toBe(days * 24);
        expect(toSeconds(`${days} days`)).toBe(toSeconds(`${days * 24} hours`));
        expect(toDays(`${days * 1_440} minutes`)).toBe(days);
      }),
    );
  });

  it.each<[() => number, string]>([
    [() => toSeconds("0.5 seconds"), '"0.5 seconds" is not a whole number of seconds; choose a quantity that is'],
    [() => toSeconds("-1 minutes"), '"-1 minutes" is not a whole number of seconds; choose a quantity that is'],
    [() => toHours("90 minutes"), '"90 minutes" is not a whole number of hours; choose a quantity that is'],
    [() => toDays("36 hours"), '"36 hours" is not a whole number of days; choose a quantity that is'],
  ])("refuses what is not whole and positive (%#)", (convert, message) => {
    expect(convert).toThrow(new RangeError(message));
  });
});

describe("sizes", () => {
  it.each<[Size, number]>([
    ["20 GiB", 20],
    ["2048 MiB", 2],
    ["1.5 TiB", 1_536],
  ])("converts %s to %d GiB", (size, gibibytes) => {
    expect(toGiB(size)).toBe(gibibytes);
  });

  it("refuses a size that is not whole GiB", () => {
    expect(() => toGiB("512 MiB")).toThrow(
      new RangeError('"512 MiB" is not a whole number of GiB; choose a quantity that is'),
    );
  });
});

describe("memory", () => {
  it.each<[Size, number]>([
    ["512 MiB", 512],
    ["2 GiB", 2_048],
    ["1 TiB", 1_048_576],
  ])("converts %s to %d MiB", (size, mebibytes) => {
    expect(toMiB(size)).toBe(mebibytes);
  });
});
