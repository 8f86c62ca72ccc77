import {
  LOG_RETENTION_BOUNDS,
  logRetentionBounds,
  PAYMENT_LOG_BOUNDS,
  type LogRetentionBounds,
} from "../../facts/log-retention";
import { LOG_RETENTION_DAYS } from "../../facts/log-retention-days";
import { REGIME_KEYS, regimeOf } from "../../facts/residency";

describe("the bounds on keeping logs", () => {
  it("have a row for every regime", () => {
    expect(Object.keys(LOG_RETENTION_BOUNDS).toSorted()).toStrictEqual([...REGIME_KEYS].toSorted());
  });

  it("ask for no less than the regime's own row", () => {
    const short = REGIME_KEYS.filter((key) => {
      const { minimumLogDays } = regimeOf(key);
      return minimumLogDays !== undefined && logRetentionBounds(key, "internal").minimumDays < minimumLogDays;
    });
    expect(short).toStrictEqual([]);
  });

  it("leave a time that CloudWatch Logs can keep, payments included", () => {
    const impossible = REGIME_KEYS.filter((key) => {
      const { minimumDays, maximumDays = Infinity } = logRetentionBounds(key, "payment");
      return !LOG_RETENTION_DAYS.some((days) => days >= minimumDays && days <= maximumDays);
    });
    expect(impossible).toStrictEqual([]);
  });

  it("let a year through everywhere", () => {
    const bounds = REGIME_KEYS.map((key) => logRetentionBounds(key, "payment"));
    expect(bounds.filter(({ minimumDays, maximumDays = 365 }) => minimumDays > 365 || maximumDays < 365)).toStrictEqual(
      [],
    );
  });

  it("name a source in every row, and in what they combine to where it says a number", () => {
    const rows: readonly LogRetentionBounds[] = [...Object.values(LOG_RETENTION_BOUNDS), PAYMENT_LOG_BOUNDS];
    expect(rows.filter(({ source }) => source.length < 20)).toStrictEqual([]);
    expect(logRetentionBounds("us-none", "internal")).toStrictEqual({
      minimumDays: 1,
      maximumDays: undefined,
      sources: [],
    });
    expect(logRetentionBounds("eu-gdpr", "payment")).toStrictEqual({
      minimumDays: 365,
      maximumDays: 365,
      sources: [LOG_RETENTION_BOUNDS["eu-gdpr"].source, PAYMENT_LOG_BOUNDS.source],
    });
    expect(logRetentionBounds("cn-pipl", "personal").minimumDays).toBe(184);
  });
});
