import { clockChanges, isTimeZone, timesAtClockChanges } from "../../../components/batch/clock-changes";
import { readCron } from "../../../components/batch/cron-schedule";
import { BATCH_JOB_DEFAULTS } from "../../../components/batch";
import { TIME_ZONES } from "../../../facts/time-zones";

const day = (date: string): number => Date.parse(date) / 86_400_000;

function lost(schedule: string, zone: string): number[] {
  const cron = readCron(schedule);
  return cron === undefined ? [-1] : timesAtClockChanges(cron, zone);
}

describe("clockChanges", () => {
  it("finds the hour that is skipped in spring and the hour that comes twice in autumn", () => {
    expect(clockChanges("Europe/Berlin").slice(0, 2)).toStrictEqual([
      { day: day("2026-03-29"), fromMinute: 120, toMinute: 180 },
      { day: day("2026-10-25"), fromMinute: 120, toMinute: 180 },
    ]);
    expect(clockChanges("America/New_York").slice(0, 2)).toStrictEqual([
      { day: day("2026-03-08"), fromMinute: 120, toMinute: 180 },
      { day: day("2026-11-01"), fromMinute: 60, toMinute: 120 },
    ]);
  });

  it("finds a change by half an hour, and one on the other half of the globe", () => {
    expect(clockChanges("Australia/Lord_Howe")[0]).toStrictEqual({
      day: day("2026-04-05"),
      fromMinute: 90,
      toMinute: 120,
    });
  });

  it("finds none where clocks are left alone", () => {
    expect(clockChanges("Asia/Tokyo")).toStrictEqual([]);
    expect(clockChanges("UTC")).toStrictEqual([]);
  });
});

describe("timesAtClockChanges", () => {
  it.each([
    ["30 2 * * *", "Europe/Berlin", [150]],
    ["30 1,4 * * *", "Europe/London", [90]],
    ["30 2 * * 1-5", "Europe/Berlin", []],
    ["30 2 1 * 1", "Europe/Berlin", [150]],
    ["30 2 * * *", "Asia/Tokyo", []],
    ["30 * * * *", "Europe/Berlin", []],
  ])("finds of %s in %s the minutes %p", (schedule, zone, minutes) => {
    expect(lost(schedule, zone)).toStrictEqual(minutes);
  });

  it.each([...new Set(Object.values(TIME_ZONES))])("leaves the default schedule alone in %s", (zone) => {
    expect(isTimeZone(zone)).toBe(true);
    expect(lost(BATCH_JOB_DEFAULTS.schedule, zone)).toStrictEqual([]);
  });
});

describe("isTimeZone", () => {
  it.each(["Europe/Berlin", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "UTC"])("knows %s", (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });

  it.each(["europe/berlin", "Europe/Berlln", "Local", "+01:00", "CET", ""])("does not know %p", (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });
});
