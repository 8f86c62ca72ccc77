import { Hpa, type HpaSpec } from "../../../planner/simulate/hpa";

const RULES = {
  stabilizationWindowSeconds: 0,
  selectPolicy: "Max",
  policies: [{ type: "Percent", value: 1_000, periodSeconds: 15 }],
} as const;
const SPEC: HpaSpec = {
  minReplicas: 2,
  maxReplicas: 50,
  targets: [{ type: "AverageValue", value: 10 }],
  scaleUp: RULES,
  scaleDown: { ...RULES, policies: [{ type: "Percent", value: 100, periodSeconds: 15 }] },
};

function look(spec: HpaSpec, pods: number, value: number | undefined): number {
  return new Hpa(spec).look({ second: 15, pods, readyPods: pods, values: [value] });
}

describe("an autoscaler", () => {
  it.each([
    [10, 200, 20],
    [10, 109, 10],
    [10, 111, 12],
    [10, 91, 10],
    [10, 89, 9],
    [10, 0, 2],
    [10, 9_000, 50],
  ])("with %p pods takes a total of %p to %p pods, and leaves a tenth of the target alone", (pods, value, wanted) => {
    expect(look(SPEC, pods, value)).toBe(wanted);
  });

  it.each([
    [10, 10, 20, 20],
    [10, 4, 20, 8],
    [10, 10, 10.9, 10],
    [10, 10, 5, 5],
  ])("with %p pods, %p of them ready, takes a gauge of %p to %p pods", (...[pods, readyPods, value, wanted]) => {
    const hpa = new Hpa({ ...SPEC, targets: [{ type: "Value", value: 10 }] });

    expect(hpa.look({ second: 15, pods, readyPods, values: [value] })).toBe(wanted);
  });

  it("stands still without its metric, and does not shrink without one of several", () => {
    const two: HpaSpec = {
      ...SPEC,
      targets: [SPEC.targets[0] ?? { type: "Value", value: 1 }, { type: "Value", value: 10 }],
    };
    const wanted = (values: readonly (number | undefined)[]) =>
      new Hpa(two).look({ second: 15, pods: 10, readyPods: 10, values });

    expect(look(SPEC, 10, undefined)).toBe(10);
    expect([wanted([20, undefined]), wanted([200, undefined]), wanted([20, 5])]).toEqual([10, 20, 5]);
  });

  it("shrinks to the highest wish of its window", () => {
    const hpa = new Hpa({ ...SPEC, scaleDown: { ...SPEC.scaleDown, stabilizationWindowSeconds: 60 } });
    const pods = [200, 50, 50, 50, 50, 50].map((value, index) =>
      hpa.look({ second: 15 * (index + 1), pods: 20, readyPods: 20, values: [value] }),
    );

    expect(pods).toEqual([20, 20, 20, 20, 5, 5]);
  });

  it("goes no further in a period than its policies allow, from where the period began", () => {
    const policies = [{ type: "Pods", value: 4, periodSeconds: 30 }] as const;
    const hpa = new Hpa({ ...SPEC, scaleUp: { ...RULES, policies } });
    let pods = 10;
    const course = Array.from(
      { length: 4 },
      (_, index) => (pods = hpa.look({ second: 15 * (index + 1), pods, readyPods: pods, values: [400] })),
    );

    expect(course).toEqual([14, 14, 18, 18]);
  });

  it("does not move in a direction that is disabled", () => {
    expect(look({ ...SPEC, scaleDown: { ...SPEC.scaleDown, selectPolicy: "Disabled" } }, 10, 10)).toBe(10);
  });
});
