import { CHARTS } from "../../facts/charts";

describe("CHARTS", () => {
  it.each(Object.entries(CHARTS))("pins %s to an exact, dated version with a source", (name, chart) => {
    expect(chart.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(chart.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(chart.chart).toMatch(new RegExp(`^oci://.*/${name}$`));
    expect(chart.source).toMatch(/^https:\/\//);
  });

  it("keeps Karpenter's definitions and controller at one version", () => {
    expect(CHARTS["karpenter-crd"].version).toBe(CHARTS.karpenter.version);
  });
});
