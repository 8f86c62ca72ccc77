import type { Properties } from "../../../planner/plan";

/** Metrics over time that an autoscaler is shown. Windows and periods never fall on a multiple of the pace of the looks. */
export interface Series {
  /** A sentence: what it shows. */
  readonly name: string;
  /** The autoscaler's `spec`, without its target. */
  readonly spec: Properties;
  /** Pods that there are when it begins. */
  readonly startsWith: number;
  /** For each look the value of each metric, as a quantity or several that are added up; `null` where it is missing. */
  readonly looks: readonly (readonly Reading[])[];
  /**
   * Looks until a new pod is ready.
   *
   * @default 1
   */
  readonly readyAfterLooks?: number;
  /**
   * Looks until a new number of pods shows in the status of the workload.
   *
   * @default 1
   */
  readonly countedAfterLooks?: number;
}

/** A value that a metric has, or several that are added up, or none. */
export type Reading = string | readonly string[] | null;

type MetricType = "External" | "Object";
type TargetType = "AverageValue" | "Value";

/** A metric of an autoscaler; the recorder names it after the workload. */
function metric(type: MetricType, target: TargetType, quantity: string): Properties {
  const held = { type: target, [target === "Value" ? "value" : "averageValue"]: quantity };
  return type === "External"
    ? { type, external: { metric: { name: "" }, target: held } }
    : {
        type,
        object: {
          describedObject: { apiVersion: "v1", kind: "Service", name: "shop" },
          metric: { name: "" },
          target: held,
        },
      };
}

const TOTAL = [metric("External", "AverageValue", "10")];
const GAUGE = [metric("External", "Value", "10")];
const OBJECT_TOTAL = [metric("Object", "AverageValue", "10")];
const OBJECT_GAUGE = [metric("Object", "Value", "10")];

function policy(type: "Pods" | "Percent", value: number, periodSeconds: number): Properties {
  return { type, value, periodSeconds };
}

/** As fast as policies go, with no window. */
const FREE = { stabilizationWindowSeconds: 0, policies: [policy("Percent", 1_000, 1)] };
const FREE_DOWN = { stabilizationWindowSeconds: 0, policies: [policy("Percent", 100, 1)] };

/** Looks at one metric. */
function of(...values: readonly (readonly Reading[])[]): readonly (readonly Reading[])[] {
  return values.flat().map((value) => [value]);
}

function hold(value: Reading, times: number): readonly Reading[] {
  return Array.from({ length: times }, () => value);
}

function ramp(from: number, to: number, times: number): readonly Reading[] {
  return Array.from({ length: times }, (_, index) => String(Math.round(from + ((to - from) * (index + 1)) / times)));
}

/** Numbers that look random and are the same each time, each held for some looks. */
function walk(seed: number, most: number, { times, each }: { readonly times: number; readonly each: number }) {
  let state = seed;
  return Array.from({ length: times }, () => {
    state = (state * 1_103_515 + 12_345) % 2_147_483_648;
    return hold(`${Math.floor((state / 2_147_483_648) * most * 1_000)}m`, each);
  }).flat();
}

const SALE = of(hold("20", 4), ramp(20, 400, 4), hold("400", 10), hold("15", 24));
const GAUGE_SALE = of(hold("10", 3), hold("23", 3), hold("14", 6), hold("10500m", 4), hold("2", 22));
const GRADUAL = {
  scaleUp: { stabilizationWindowSeconds: 0, policies: [policy("Percent", 100, 3), policy("Pods", 4, 3)] },
  scaleDown: { stabilizationWindowSeconds: 4, policies: [policy("Percent", 20, 3)] },
};

/** All series that the controller is shown. */
export const SERIES: readonly Series[] = [
  {
    name: "An External total grows twentyfold and collapses",
    spec: { minReplicas: 2, maxReplicas: 60, metrics: TOTAL, behavior: GRADUAL },
    startsWith: 2,
    looks: SALE,
  },
  {
    name: "An Object total grows twentyfold and collapses",
    spec: { minReplicas: 2, maxReplicas: 60, metrics: OBJECT_TOTAL, behavior: GRADUAL },
    startsWith: 2,
    looks: SALE,
  },
  {
    name: "An External gauge rises, settles and falls, and new pods take their time",
    spec: { minReplicas: 2, maxReplicas: 20, metrics: GAUGE, behavior: GRADUAL },
    startsWith: 3,
    looks: GAUGE_SALE,
    readyAfterLooks: 4,
  },
  {
    name: "An Object gauge rises, settles and falls",
    spec: { minReplicas: 2, maxReplicas: 20, metrics: OBJECT_GAUGE, behavior: GRADUAL },
    startsWith: 3,
    looks: GAUGE_SALE,
  },
  {
    name: "A total is off by what is tolerated, and by a little more",
    spec: { minReplicas: 1, maxReplicas: 60, metrics: TOTAL, behavior: { scaleUp: FREE, scaleDown: FREE_DOWN } },
    startsWith: 10,
    looks: of([
      "100",
      "110",
      "109999m",
      "90",
      "90001m",
      "110001m",
      "99",
      "89999m",
      "81",
      "80999m",
      "98",
      "99",
      "99001m",
    ]),
  },
  {
    name: "A gauge is off by what is tolerated, and by a little more",
    spec: { minReplicas: 1, maxReplicas: 60, metrics: OBJECT_GAUGE, behavior: { scaleUp: FREE, scaleDown: FREE_DOWN } },
    startsWith: 10,
    looks: of(["10", "11", "9", "11001m", "10", "8999m", "10", "9001m", "10999m", "10", "12", "8"]),
  },
  {
    name: "Each direction tolerates a share of its own",
    spec: {
      minReplicas: 1,
      maxReplicas: 60,
      metrics: TOTAL,
      behavior: { scaleUp: { ...FREE, tolerance: "0.02" }, scaleDown: { ...FREE_DOWN, tolerance: "0.3" } },
    },
    startsWith: 10,
    looks: of(["100", "102", "103", "110", "80", "78", "77", "76", "60", "63", "64", "200", "140", "139"]),
  },
  {
    name: "Growing waits for its window while a total spikes",
    spec: {
      minReplicas: 1,
      maxReplicas: 40,
      metrics: TOTAL,
      behavior: { scaleUp: { ...FREE, stabilizationWindowSeconds: 4 }, scaleDown: FREE_DOWN },
    },
    startsWith: 5,
    looks: of(hold("50", 7), ["200", "50", "200", "300"], hold("250", 8), ["100", "300", "300"], hold("200", 8)),
  },
  {
    name: "Shrinking waits for its window while a total dips",
    spec: {
      minReplicas: 1,
      maxReplicas: 40,
      metrics: OBJECT_TOTAL,
      behavior: { scaleUp: FREE, scaleDown: { ...FREE_DOWN, stabilizationWindowSeconds: 6 } },
    },
    startsWith: 20,
    looks: of(hold("200", 3), hold("50", 4), ["180"], hold("60", 14), ["10", "10", "150"], hold("10", 12)),
  },
  {
    name: "Both directions wait for their windows",
    spec: {
      minReplicas: 1,
      maxReplicas: 40,
      metrics: TOTAL,
      behavior: {
        scaleUp: { ...FREE, stabilizationWindowSeconds: 3 },
        scaleDown: { ...FREE_DOWN, stabilizationWindowSeconds: 4 },
      },
    },
    startsWith: 10,
    looks: of(walk(7, 300, { times: 7, each: 6 })),
  },
  {
    name: "An autoscaler without behavior doubles at most",
    spec: { minReplicas: 1, maxReplicas: 100, metrics: TOTAL },
    startsWith: 1,
    looks: of(["10"], hold("900", 10), hold("300", 18)),
  },
  {
    name: "An autoscaler without behavior shrinks after the controller's window",
    spec: { minReplicas: 1, maxReplicas: 30, metrics: OBJECT_TOTAL },
    startsWith: 20,
    looks: of(hold("200", 3), hold("40", 14), ["250"], hold("40", 14)),
  },
  {
    name: "An autoscaler without behavior follows a gauge",
    spec: { minReplicas: 1, maxReplicas: 20, metrics: GAUGE },
    startsWith: 2,
    looks: of(hold("10", 2), hold("25", 5), hold("10", 3), hold("3", 22)),
    readyAfterLooks: 2,
  },
  {
    name: "An autoscaler without behavior follows what looks random",
    spec: { minReplicas: 3, maxReplicas: 40, metrics: TOTAL },
    startsWith: 3,
    looks: of(walk(11, 350, { times: 4, each: 11 })),
  },
  {
    name: "A behavior of one direction leaves the other to the defaults",
    spec: {
      minReplicas: 1,
      maxReplicas: 60,
      metrics: TOTAL,
      behavior: { scaleDown: { policies: [policy("Pods", 3, 4)] } },
    },
    startsWith: 1,
    looks: of(["10"], hold("500", 26), hold("20", 20)),
  },
  {
    name: "A behavior of growing alone shrinks after the controller's window",
    spec: {
      minReplicas: 1,
      maxReplicas: 60,
      metrics: TOTAL,
      behavior: { scaleUp: { policies: [policy("Pods", 6, 1)] } },
    },
    startsWith: 1,
    looks: of(["10"], hold("300", 8), hold("20", 24)),
  },
  {
    name: "Growing adds pods by the period",
    spec: {
      minReplicas: 1,
      maxReplicas: 40,
      metrics: TOTAL,
      behavior: { scaleUp: { policies: [policy("Pods", 2, 3)] }, scaleDown: FREE_DOWN },
    },
    startsWith: 2,
    looks: of(["20"], hold("400", 24)),
  },
  {
    name: "Growing adds a share by the period",
    spec: {
      minReplicas: 1,
      maxReplicas: 90,
      metrics: OBJECT_TOTAL,
      behavior: { scaleUp: { policies: [policy("Percent", 35, 4)] }, scaleDown: FREE_DOWN },
    },
    startsWith: 3,
    looks: of(["30"], hold("900", 36)),
  },
  {
    name: "Of two policies the one that allows more counts",
    spec: {
      minReplicas: 1,
      maxReplicas: 90,
      metrics: TOTAL,
      behavior: {
        scaleUp: { selectPolicy: "Max", policies: [policy("Pods", 5, 3), policy("Percent", 40, 1)] },
        scaleDown: {
          stabilizationWindowSeconds: 0,
          selectPolicy: "Max",
          policies: [policy("Pods", 2, 1), policy("Percent", 30, 4)],
        },
      },
    },
    startsWith: 4,
    looks: of(["40"], hold("800", 14), hold("30", 22)),
  },
  {
    name: "Of two policies the one that allows less counts",
    spec: {
      minReplicas: 1,
      maxReplicas: 90,
      metrics: TOTAL,
      behavior: {
        scaleUp: { selectPolicy: "Min", policies: [policy("Pods", 9, 3), policy("Percent", 60, 1)] },
        scaleDown: {
          stabilizationWindowSeconds: 0,
          selectPolicy: "Min",
          policies: [policy("Pods", 4, 1), policy("Percent", 30, 4)],
        },
      },
    },
    startsWith: 4,
    looks: of(["40"], hold("800", 20), hold("30", 22)),
  },
  {
    name: "Shrinking is disabled",
    spec: {
      minReplicas: 1,
      maxReplicas: 40,
      metrics: TOTAL,
      behavior: { scaleUp: FREE, scaleDown: { stabilizationWindowSeconds: 0, selectPolicy: "Disabled" } },
    },
    startsWith: 5,
    looks: of(["50", "120", "20", "10", "180", "10", "0"]),
  },
  {
    name: "Growing is disabled",
    spec: {
      minReplicas: 1,
      maxReplicas: 40,
      metrics: OBJECT_TOTAL,
      behavior: { scaleUp: { stabilizationWindowSeconds: 0, selectPolicy: "Disabled" }, scaleDown: FREE_DOWN },
    },
    startsWith: 15,
    looks: of(["150", "300", "120", "300", "60", "60", "200"]),
  },
  {
    name: "Shrinking takes a tenth by the period",
    spec: {
      minReplicas: 1,
      maxReplicas: 80,
      metrics: TOTAL,
      behavior: {
        scaleUp: FREE,
        scaleDown: { stabilizationWindowSeconds: 0, policies: [policy("Percent", 10, 3)] },
      },
    },
    startsWith: 60,
    looks: of(["600"], hold("10", 34)),
  },
  {
    name: "A metric is missing for a while",
    spec: { minReplicas: 1, maxReplicas: 40, metrics: TOTAL, behavior: GRADUAL },
    startsWith: 6,
    looks: of(["60", null, null, "120"], hold(null, 8), hold("30", 6), [null, "300", null, "10"], hold("10", 10)),
  },
  {
    name: "Of two metrics the one that asks for more counts, and one that is missing forbids to shrink",
    spec: {
      minReplicas: 1,
      maxReplicas: 40,
      metrics: [...TOTAL, ...OBJECT_GAUGE],
      behavior: { scaleUp: FREE, scaleDown: FREE_DOWN },
    },
    startsWith: 6,
    looks: [
      ["60", "10"],
      ["90", "10"],
      ["90", "12"],
      ["40", null],
      [null, "10"],
      [null, "5"],
      [null, "14"],
      ["180", null],
      [null, null],
      ["60", "7"],
      ["60", "7"],
      ["60", "10"],
      [null, "20"],
      ["20", "2"],
      ["20", "2"],
    ],
  },
  {
    name: "Nothing arrives and the fewest pods stay",
    spec: { minReplicas: 3, maxReplicas: 40, metrics: GAUGE, behavior: { scaleUp: FREE, scaleDown: FREE_DOWN } },
    startsWith: 8,
    looks: of(["10"], hold("0", 5), ["11", "11500m", "0", "0"]),
  },
  {
    name: "More is asked for than there may be",
    spec: { minReplicas: 1, maxReplicas: 12, metrics: TOTAL, behavior: GRADUAL },
    startsWith: 4,
    looks: of(hold("1000000", 12), hold("60", 16)),
  },
  {
    name: "It begins with more pods than there may be",
    spec: { minReplicas: 1, maxReplicas: 10, metrics: TOTAL, behavior: GRADUAL },
    startsWith: 25,
    looks: of(hold("250", 4), hold("40", 20)),
  },
  {
    name: "It begins with fewer pods than there have to be",
    spec: { minReplicas: 6, maxReplicas: 20, metrics: OBJECT_TOTAL, behavior: GRADUAL },
    startsWith: 2,
    looks: of(hold("20", 12), hold("190", 8)),
  },
  {
    name: "No pod is wanted and none is started",
    spec: { minReplicas: 1, maxReplicas: 20, metrics: TOTAL, behavior: GRADUAL },
    startsWith: 0,
    looks: of(hold("500", 6)),
  },
  {
    name: "A gauge is held against pods that are ready, not against those that are wanted",
    spec: { minReplicas: 1, maxReplicas: 20, metrics: OBJECT_GAUGE, behavior: { scaleUp: FREE, scaleDown: FREE_DOWN } },
    startsWith: 4,
    looks: of(["10"], hold("20", 10), hold("8", 8), hold("16", 6), hold("5", 4)),
    readyAfterLooks: 3,
  },
  {
    name: "A total is held against pods that are counted late",
    spec: { minReplicas: 1, maxReplicas: 50, metrics: TOTAL, behavior: { scaleUp: FREE, scaleDown: FREE_DOWN } },
    startsWith: 10,
    looks: of(["100", "150", "148", "148", "152", "160", "160", "90", "92", "100", "95", "240", "236", "236", "236"]),
    countedAfterLooks: 3,
  },
  {
    name: "The values of a metric with several labels add up",
    spec: { minReplicas: 1, maxReplicas: 40, metrics: TOTAL, behavior: { scaleUp: FREE, scaleDown: FREE_DOWN } },
    startsWith: 3,
    looks: of([
      ["10", "20"],
      ["50500m", "49501m"],
      ["1", "2", "3"],
      ["100m", "200m", "300m"],
      ["33", "33", "33500m"],
    ]),
  },
  {
    name: "A share is forgotten in one direction that the other still looks back at",
    spec: {
      minReplicas: 1,
      maxReplicas: 80,
      metrics: TOTAL,
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 0, policies: [policy("Pods", 10, 1)] },
        scaleDown: { stabilizationWindowSeconds: 0, policies: [policy("Percent", 50, 8)] },
      },
    },
    startsWith: 10,
    looks: of(["100", "200", "200", "200", "300", "300", "50"], hold("50", 4), ["300", "50"], hold("50", 14), [
      "400",
      "40",
      "40",
      "40",
    ]),
  },
  {
    name: "A latency in thousandths is held against a target in thousandths",
    spec: {
      minReplicas: 2,
      maxReplicas: 20,
      metrics: [metric("Object", "Value", "150m")],
      behavior: GRADUAL,
    },
    startsWith: 4,
    looks: of(["50m", "150m", "165m", "166m", "300m", "410m", "200m", "149m", "1", "90m"], hold("60m", 14)),
    readyAfterLooks: 2,
  },
  {
    name: "The fewest pods are one where nothing is said",
    spec: { maxReplicas: 9, metrics: TOTAL, behavior: { scaleUp: FREE, scaleDown: FREE_DOWN } },
    startsWith: 2,
    looks: of(["20", "0", "0", "35", "200", "0"]),
  },
  {
    name: "A total looks random under policies of both kinds",
    spec: {
      minReplicas: 2,
      maxReplicas: 50,
      metrics: OBJECT_TOTAL,
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 1, policies: [policy("Percent", 80, 3), policy("Pods", 2, 1)] },
        scaleDown: {
          stabilizationWindowSeconds: 3,
          selectPolicy: "Min",
          policies: [policy("Percent", 30, 4), policy("Pods", 5, 6)],
        },
      },
    },
    startsWith: 5,
    looks: of(walk(23, 450, { times: 9, each: 5 })),
  },
  {
    name: "A gauge looks random and pods take their time",
    spec: {
      minReplicas: 2,
      maxReplicas: 18,
      metrics: GAUGE,
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 0, policies: [policy("Percent", 50, 3)] },
        scaleDown: { stabilizationWindowSeconds: 4, policies: [policy("Pods", 2, 3)] },
      },
    },
    startsWith: 5,
    looks: of(walk(31, 22, { times: 15, each: 3 })),
    readyAfterLooks: 2,
  },
];
