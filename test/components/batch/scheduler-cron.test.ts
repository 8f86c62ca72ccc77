import { readCron } from "../../../components/batch/cron-schedule";
import { schedulerCron } from "../../../components/batch/scheduler-cron";

function written(schedule: string): string | undefined {
  const cron = readCron(schedule);
  return cron === undefined ? undefined : schedulerCron(cron);
}

describe("schedulerCron", () => {
  it.each([
    ["0 4 * * *", "cron(0 4 * * ? *)"],
    ["*/15 * * * *", "cron(0,15,30,45 * * * ? *)"],
    ["* * * * *", "cron(* * * * ? *)"],
    ["30 3,15 * * *", "cron(30 3,15 * * ? *)"],
    ["0 4 * * 1-5", "cron(0 4 ? * MON,TUE,WED,THU,FRI *)"],
    ["0 4 * * sun", "cron(0 4 ? * SUN *)"],
    ["0 4 1,15 * *", "cron(0 4 1,15 * ? *)"],
    ["0 4 1 jan,jul ?", "cron(0 4 1 1,7 ? *)"],
  ])("writes %s as %s", (schedule, expression) => {
    expect(written(schedule)).toBe(expression);
  });

  it("has no words for a run on either a date or a weekday", () => {
    expect(written("0 4 1 * 1")).toBeUndefined();
  });
});
