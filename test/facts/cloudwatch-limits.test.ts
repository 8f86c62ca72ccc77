import { CLOUDWATCH_LIMITS, CLOUDWATCH_LIMITS_SOURCE, CLOUDWATCH_STATISTIC } from "../../facts/cloudwatch-limits";

describe("CLOUDWATCH_LIMITS", () => {
  it("lets an alarm look back for a day, and for a week where its periods are an hour or more", () => {
    expect(CLOUDWATCH_LIMITS).toStrictEqual({
      longestWindowSeconds: 7 * 86_400,
      longestWindowOfShortPeriodsSeconds: 86_400,
      longPeriodSeconds: 3_600,
      metricsOfAnAlarm: 10,
      alarmsOfAComposite: 100,
      widgets: 500,
    });
  });

  it("names AWS's own pages, and a day", () => {
    const { comparedOn, ...pages } = CLOUDWATCH_LIMITS_SOURCE;
    expect(comparedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(Object.values(pages).filter((page) => !page.startsWith("https://docs.aws.amazon.com/"))).toEqual([]);
  });
});

describe("CLOUDWATCH_STATISTIC", () => {
  it.each(["Sum", "SampleCount", "p95", "p99.9", "p100", "TC(0.3:)", "TC(:300)", "TC(1:2)"])("knows %s", (name) => {
    expect(CLOUDWATCH_STATISTIC.test(name)).toBe(true);
  });

  it.each(["sum", "Median", "p101", "p", "TC()", "TC(:)", "p95 "])("does not know %s", (name) => {
    expect(CLOUDWATCH_STATISTIC.test(name)).toBe(false);
  });
});
