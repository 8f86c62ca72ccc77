import { live, meanAndDeviations, proposed, SERIES, type Outcome } from "./backtest";

const both = (series: string): { readonly proposed: Outcome; readonly naive: Outcome } => ({
  proposed: live(series, proposed),
  // 1.645 deviations: 95 of 100 under a normal distribution.
  naive: live(series, meanAndDeviations(1.645)),
});

describe("a year of proposals, beside mean and deviations", () => {
  it.each<[string, Outcome, Outcome]>([
    ["steady", { fillPercent: 99.83, averageStock: 81.7 }, { fillPercent: 99.94, averageStock: 78.2 }],
    ["weekly", { fillPercent: 100, averageStock: 86.6 }, { fillPercent: 99.99, averageStock: 80.7 }],
    ["seasonal", { fillPercent: 98.35, averageStock: 86.6 }, { fillPercent: 97.59, averageStock: 85.5 }],
    ["intermittent", { fillPercent: 91.65, averageStock: 15.9 }, { fillPercent: 80.34, averageStock: 11 }],
    ["trending", { fillPercent: 99.58, averageStock: 129.7 }, { fillPercent: 97.76, averageStock: 110.4 }],
    ["falling", { fillPercent: 100, averageStock: 88.9 }, { fillPercent: 100, averageStock: 96.2 }],
    ["promotion", { fillPercent: 92.47, averageStock: 100.9 }, { fillPercent: 91.28, averageStock: 97 }],
  ])("of %s demand", (series, ours, naive) => {
    expect(both(series)).toEqual({ proposed: ours, naive });
  });

  it("is of every series that there is", () => {
    expect(Object.keys(SERIES)).toHaveLength(7);
  });

  it("of intermittent demand costs less stock than more deviations that come to as much", () => {
    expect(live("intermittent", meanAndDeviations(2.75))).toEqual({ fillPercent: 92.14, averageStock: 17.6 });
  });
});
