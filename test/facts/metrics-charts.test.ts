import { METRICS_CHARTS } from "../../facts/metrics-charts";

describe("METRICS_CHARTS", () => {
  it.each(Object.entries(METRICS_CHARTS))("pins %s to one version, with source and day", (name, chart) => {
    expect(chart.name).toBe(name);
    expect(chart.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(chart.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect([chart.repository, chart.source].every((url) => url.startsWith("https://"))).toBe(true);
  });
});
