import fc from "fast-check";
import { gapsOf, readCron, runsOn } from "../../../components/batch/cron-schedule";

const day = (date: string): number => Date.parse(date) / 86_400_000;

function timesOf(text: string): string {
  const times = readCron(text)?.timesOfDay ?? [];
  return times.map((minute) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`).join(" ");
}

describe("readCron", () => {
  it.each([
    ["0 4 * * *", "4:00"],
    ["30 1,13 * * *", "1:30 13:30"],
    ["*/20 4 ? * ?", "4:00 4:20 4:40"],
    ["50/5 23 * * *", "23:50 23:55"],
    ["0 6-18/6 * * *", "6:00 12:00 18:00"],
    ["05 04 * JAN-mar Sun", "4:05"],
  ])("reads %s as %s", (text, times) => {
    expect(timesOf(text)).toBe(times);
  });

  it.each([
    "",
    "0 4 * *",
    "0 0 4 * * *",
    "@daily",
    "TZ=Europe/Berlin 0 4 * * *",
    "60 4 * * *",
    "0 24 * * *",
    "0 4 0 * *",
    "0 4 32 * *",
    "0 4 * 13 *",
    "0 4 * * 7",
    "0 4 L * *",
    "0 4 * * 1#2",
    "0 5-4 * * *",
    "*/0 4 * * *",
    "0 4 * * mon-",
    "0 ,4 * * *",
    "-1 4 * * *",
  ])("does not read %p, which Kubernetes refuses or which hides its time", (text) => {
    expect(readCron(text)).toBeUndefined();
  });

  it("gives ascending times, each a minute of the day, whatever the fields", () => {
    const list = (most: number): fc.Arbitrary<string> =>
      fc.uniqueArray(fc.integer({ min: 0, max: most }), { minLength: 1, maxLength: 5 }).map((values) => values.join());
    fc.assert(
      fc.property(list(59), list(23), (minutes, hours) => {
        const times = readCron(`${minutes} ${hours} * * *`)?.timesOfDay ?? [];
        expect(times).toHaveLength(minutes.split(",").length * hours.split(",").length);
        expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? time))).toBe(true);
        expect(times.every((time) => time >= 0 && time < 1_440)).toBe(true);
      }),
    );
  });
});

describe("runsOn", () => {
  it.each([
    ["0 4 * * 1-5", "2026-11-27", true],
    ["0 4 * * 1-5", "2026-11-28", false],
    ["0 4 1 * *", "2026-12-01", true],
    ["0 4 1 * *", "2026-12-02", false],
    ["0 4 1 * 1", "2026-12-07", true],
    ["0 4 1 * 1", "2026-12-08", false],
    ["0 4 */2 * 1", "2026-12-02", false],
    ["0 4 */2 * 1", "2026-12-03", true],
    ["0 4 29 2 *", "2028-02-29", true],
    ["0 4 * jul *", "2026-06-30", false],
  ])("tells of %s on %s: %p", (text, date, runs) => {
    const schedule = readCron(text);
    expect(schedule !== undefined && runsOn(schedule, day(date))).toBe(runs);
  });
});

describe("gapsOf", () => {
  it.each([
    ["0 4 * * *", 1_440, 1_440],
    ["0 * * * *", 60, 60],
    ["0 4,10 * * *", 360, 1_080],
    ["0 4 * * 1-5", 1_440, 4_320],
    ["0 4 * * 0", 10_080, 10_080],
    ["0 4 1 * *", 28 * 1_440, 31 * 1_440],
    ["0 4 29 2 *", 1_461 * 1_440, 1_461 * 1_440],
  ])("finds the shortest and the longest time between two runs of %s", (text, shortestMinutes, longestMinutes) => {
    const schedule = readCron(text);
    expect(schedule === undefined ? undefined : gapsOf(schedule)).toStrictEqual({ shortestMinutes, longestMinutes });
  });

  it("finds none where no day is meant", () => {
    const schedule = readCron("0 4 31 2 *");
    expect(schedule === undefined ? "unread" : gapsOf(schedule)).toBeUndefined();
  });
});
