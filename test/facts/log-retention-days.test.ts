import { LOG_RETENTION_DAYS } from "../../facts/log-retention-days";

describe("LOG_RETENTION_DAYS", () => {
  it("grows from a day to ten years", () => {
    expect([...LOG_RETENTION_DAYS].toSorted((one, other) => one - other)).toStrictEqual([...LOG_RETENTION_DAYS]);
    expect([LOG_RETENTION_DAYS[0], LOG_RETENTION_DAYS.at(-1)]).toStrictEqual([1, 3653]);
  });
});
