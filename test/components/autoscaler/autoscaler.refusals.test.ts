import {
  Autoscaler,
  autoscalerRefusals,
  FLASH_SALE_BEHAVIOR,
  type AutoscalerArgs,
  type Campaign,
} from "../../../components/autoscaler";
import { HPA, KEDA, LATENCY, PENDING, SOURCE } from "./fixture";

const SLOW = { ...FLASH_SALE_BEHAVIOR.scaleUp, stabilization: "2 hours" } as const;
const [SERVED] = SOURCE.served;
const SALE: Campaign = { start: "0 18 27 11 *", end: "0 2 28 11 *", timeZone: "Europe/Berlin", replicas: 30 };

/** What is wrong, the arguments, and the whole message: one row at least per row of the table, in its order. */
const rows: readonly (readonly [string, AutoscalerArgs, string])[] = [
  [
    "a plain autoscaler without a pod",
    { ...HPA, minReplicas: 0 },
    'minReplicas is 0, expected a whole number of at least 1; raise it, or choose kind "keda" to go down to zero',
  ],
  [
    "less than no pod",
    { ...KEDA, minReplicas: -1 },
    "minReplicas is -1, expected a whole number of at least 0; raise it",
  ],
  [
    "as many pods at most as at least",
    { ...HPA, minReplicas: 4, maxReplicas: 4 },
    "maxReplicas is 4, expected a whole number above minReplicas (4); raise it to the pods of the highest load, a flash sale included",
  ],
  [
    "a behaviour that Kubernetes does not take",
    { ...HPA, behavior: { scaleUp: SLOW, scaleDown: { ...SLOW, policies: [] } } },
    'behavior is {"scaleUp":{"stabilization":"2 hours","select":"Max","policies":[{"type":"Percent","value":200,"period":"15 seconds"},{"type":"Pods","value":10,"period":"15 seconds"}]},"scaleDown":{"stabilization":"2 hours","select":"Max","policies":[]}}, expected policies of at least 1 with periods of 1 second to 30 minutes, stabilization of at most 1 hour; shorten it, or leave it out',
  ],
  [
    "no metric",
    { ...HPA, metrics: [] },
    "metrics is [], expected at least one business metric; say what the workload scales on: pending orders, queue depth, latency",
  ],
  [
    "a metric's name that cannot be served",
    { ...KEDA, metrics: [{ ...PENDING, name: "pending-orders" }] },
    'metrics is ["pending-orders"], expected names of 1 to 63 lower-case letters, digits and underscores, starting with a letter; rename the metrics',
  ],
  [
    "a metric given twice",
    { ...HPA, metrics: [PENDING, PENDING] },
    'metrics is ["pending_orders"], expected each name once; rename one of the metrics',
  ],
  [
    "a query that the adapter takes for a template",
    { ...KEDA, metrics: [{ ...PENDING, query: "sum(<<.Series>>)" }] },
    'metrics is ["pending_orders"], expected queries of PromQL without << or >>; give each metric the query that yields its value',
  ],
  [
    "a target that no number of pods meets",
    { ...KEDA, metrics: [{ kind: "total", name: "pending_orders", query: "1", targetPerPod: 0 }] },
    'metrics is ["pending_orders"], expected targets above 0; give each total what one pod takes, each gauge the level to hold',
  ],
  [
    "a metric without a source",
    { ...HPA, source: { ...SOURCE, served: [] } },
    'metrics is ["pending_orders"], expected metrics that the source serves for service "allocation" in "allocation"; add them, with the same query, to the metrics of the cluster\'s MetricsApi',
  ],
  [
    "a scaled object in a cluster without KEDA",
    { ...KEDA, source: { ...SOURCE, keda: false } },
    'source is {"keda":false}, expected a source with KEDA; set keda on the cluster\'s MetricsApi, or choose kind "hpa"',
  ],
  [
    "a gauge that would have to wake the workload",
    { ...KEDA, metrics: [LATENCY] },
    "minReplicas is 0, expected at least 1 with a gauge among the metrics; raise it, or scale on totals: what the pods themselves report is gone when they are",
  ],
  [
    "a negative activation threshold",
    { ...KEDA, activationThreshold: -1 },
    "activationThreshold is -1, expected a number of at least 0; raise it",
  ],
  [
    "more pods in a fallback than at most",
    { ...KEDA, fallbackReplicas: 42 },
    "fallbackReplicas is 42, expected a whole number from 1 to maxReplicas (41), with totals only; lower it, or leave it out",
  ],
  [
    "a campaign that starts at no time KEDA reads",
    { ...KEDA, campaigns: { "black-friday": { ...SALE, start: "2026-11-27T18:00" } } },
    'campaigns is ["black-friday"], expected start and end in five fields each: minute, hour, day of the month, month, day of the week (0 to 6); write them out: "0 18 27 11 *" is six in the evening of 27 November',
  ],
  [
    "a campaign that ends more often than it starts, which KEDA would take for begun all the year",
    { ...KEDA, campaigns: { "black-friday": { ...SALE, end: "0 2 * * *" } } },
    'campaigns is ["black-friday"], expected an end after each start, and a start before each end; let both come equally often: while the next end comes before the next start, KEDA takes a campaign for begun',
  ],
  [
    "a campaign in no time zone",
    { ...KEDA, campaigns: { "black-friday": { ...SALE, timeZone: "Berlin" } } },
    'campaigns is ["black-friday"], expected time zones of the IANA database, such as Europe/Berlin; give the zone in which the campaign is announced',
  ],
  [
    "a campaign of more pods than there may be",
    { ...KEDA, campaigns: { "black-friday": { ...SALE, replicas: 42 } } },
    'campaigns is ["black-friday"], expected replicas above minReplicas (0) and at most maxReplicas (41); give what the first minute of the campaign needs, and raise maxReplicas with it',
  ],
];

/** Sources that serve something else than what is asked: another query, another Service, another namespace. */
const strangers: readonly (readonly [string, Partial<NonNullable<typeof SERVED>>])[] = [
  ["another query", { metric: { ...PENDING, query: "sum(other)" } }],
  ["another service", { service: "catalog" }],
  ["another namespace", { namespace: "catalog" }],
];

function messageOf(args: AutoscalerArgs): string {
  try {
    new Autoscaler("allocation", args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "not refused";
}

describe("Autoscaler", () => {
  it.each(rows)("refuses %s", (_what, args, message) => {
    expect(messageOf(args)).toBe(`autoscaler "allocation": ${message}`);
  });

  it("has a refused case for each rule", () => {
    const broken = rows.map(([, args]) => autoscalerRefusals.findIndex((rule) => rule.when(args)));
    expect([...new Set(broken)]).toStrictEqual(autoscalerRefusals.map((_rule, index) => index));
  });

  it.each(strangers)("refuses a metric that is served for %s", (_what, change) => {
    const served = SOURCE.served.slice(0, 1).map((entry) => ({ ...entry, ...change }));
    expect(messageOf({ ...HPA, source: { ...SOURCE, served } })).toContain(
      "metrics that the source serves for service",
    );
  });

  it("refuses a fallback beside a gauge, which KEDA would ignore", () => {
    expect(messageOf({ ...KEDA, minReplicas: 1, metrics: [LATENCY], fallbackReplicas: 2 })).toBe(
      'autoscaler "allocation": fallbackReplicas is 2, expected a whole number from 1 to maxReplicas (41), with totals only; lower it, or leave it out',
    );
  });

  it.each([
    ["0 18 27 11 *", "0 2 28 11 *"],
    ["0 19 * * 5", "0 23 * * 5"],
    ["0 22 * * *", "0 2 * * *"],
    ["0 22 31 12 *", "0 2 1 1 *"],
    ["0 12,18 * * *", "0 13,21 * * *"],
  ])("takes a campaign from %s to %s", (start, end) => {
    const args = { ...KEDA, campaigns: { sale: { ...SALE, start, end } } };
    expect(autoscalerRefusals.filter((rule) => rule.when(args))).toStrictEqual([]);
  });

  it.each([
    ["0 18 * * *", "0 18 * * *"],
    ["0 18 * * 5", "0 2 * * *"],
    ["0 18 * * *", "0 2 * * 6"],
    ["0 12,13 * * *", "0 14,15 * * *"],
    ["0 18 30 2 *", "0 20 30 2 *"],
  ])("refuses a campaign from %s to %s, which do not take turns", (start, end) => {
    expect(messageOf({ ...KEDA, campaigns: { sale: { ...SALE, start, end } } })).toContain(
      'campaigns is ["sale"], expected an end after each start',
    );
  });

  it("refuses several problems at once, the tags' included", () => {
    const args = { ...HPA, minReplicas: 0, metrics: [], tags: { ...HPA.tags, channel: "All" } };
    expect(
      messageOf(args)
        .split("\n")
        .map((line) => line.split(",")[0]),
    ).toStrictEqual([
      'autoscaler "allocation": tags.channel is "All"',
      'autoscaler "allocation": minReplicas is 0',
      'autoscaler "allocation": metrics is []',
    ]);
  });
});
