import { z } from "zod";
import type { Fault } from "../project/located-yaml";
import { fields, lineOfText } from "../project/shape";
import { eventSchema, type ScenarioEvent } from "./events";
import { positive, seconds } from "./scenario-fields";

/** What can stand in the way of a workload. */
export const LIMITS = ["api", "concurrency", "stream", "connections", "database", "pool", "maxReplicas"] as const;

/** One of {@link LIMITS}. */
export type Limit = (typeof LIMITS)[number];

const through = fields({
  api: lineOfText("a stage").describe("Stage of the API that it is asked through.").exactOptional(),
  stream: lineOfText("a stream").describe("Stream or topic that it reads.").exactOptional(),
  database: lineOfText("a database").describe("Database that carries out what it does.").exactOptional(),
});

const workload = fields({
  name: lineOfText("a name").describe("Name of the Deployment, or of the function."),
  because: lineOfText("1 to 200 characters").describe("Where the numbers come from, for people."),
  measures: z
    .enum(["waiting", "latencySeconds"], { error: "one of waiting, latencySeconds" })
    .default("waiting")
    .describe("What its metric measures: things that wait, or the seconds that a new one takes."),
  metricMost: positive("a number")
    .describe("Most that its metric ever shows, such as the highest bucket of a histogram.")
    .exactOptional(),
  perSecond: positive("a number of things a second").describe("Things that arrive in a second at rest."),
  podPerSecond: positive("a number of things a second").describe(
    "Things that one pod, or one call of a function, carries out in a second.",
  ),
  serviceSeconds: positive("seconds").default(0.05).describe("What one thing takes where nothing waits."),
  longestWaitSeconds: positive("seconds").describe("Objective: nothing waits longer."),
  drainedWithinSeconds: seconds(1, 86_400).describe("Objective: so long after the peak nothing waits any more."),
  through: through.default({}).describe("What else of the stack its things go through."),
  thingKb: positive("kilobytes").default(1).describe("Size of a thing in its stream."),
  connections: z
    .int({ error: "a whole number from 1" })
    .min(1, { error: "a whole number from 1" })
    .default(1)
    .describe("Connections to its database that a pod, or a call of a function, holds."),
  unitPerSecond: positive("a number of things a second")
    .describe("Things that one vCPU of the database's writer, or one unit of capacity, carries out in a second.")
    .exactOptional(),
  interrupted: z
    .enum(["lost", "redone"], { error: "one of lost, redone" })
    .default("lost")
    .describe("What becomes of a thing whose pod goes away before it is done."),
  mostRejectedPercent: z
    .number({ error: "a percentage from 0 to 100" })
    .min(0, { error: "a percentage from 0 to 100" })
    .max(100, { error: "a percentage from 0 to 100" })
    .default(0)
    .describe("Objective: no more of what arrives is rejected."),
  neverReaches: z
    .array(z.enum(LIMITS, { error: `one of ${LIMITS.join(", ")}` }), { error: "a list of limits" })
    .default([])
    .describe("Objective: limits that are not reached, even where nothing waits too long."),
});

const peakShape = {
  times: positive("a factor").describe("How many times the load at rest."),
  fromSecond: seconds(0, 86_400).describe("When it begins."),
  rampSeconds: seconds(0, 86_400).describe("How long it takes to get there."),
  holdSeconds: seconds(1, 86_400).describe("How long it stays."),
};

/** What a file of `simulations/` holds. */
export const scenarioSchema = fields({
  stack: lineOfText("a stack").describe("Stack whose workloads are meant."),
  seconds: seconds(60, 86_400).describe("How long it is looked at."),
  peak: fields(peakShape).describe("The peak of the load, for all workloads."),
  campaigns: z
    .array(fields({ name: lineOfText("a name").describe("What it is called."), ...peakShape }), {
      error: "a list of campaigns",
    })
    .default([])
    .describe("Further peaks, as a calendar has them; where two meet, the higher one counts."),
  events: z.array(eventSchema, { error: "a list of events" }).default([]).describe("What happens meanwhile."),
  looksEverySeconds: seconds(1, 600).default(15).describe("How often autoscalers look: Kubernetes's default is 15."),
  metricDelaySeconds: seconds(0, 600).default(30).describe("How old a metric is when it is seen."),
  podStartSeconds: seconds(0, 3_600).default(20).describe("From a node with room to a ready pod."),
  nodeStartSeconds: seconds(0, 3_600).default(60).describe("From a pod without room to a node for it."),
  workloads: z.array(workload, { error: "a list of workloads" }).min(1, { error: "at least one workload" }),
});

/** A load, and what is expected under it. */
export type Scenario = z.infer<typeof scenarioSchema>;

/** One workload of a {@link Scenario}. */
export type ScenarioWorkload = Scenario["workloads"][number];

type Peak = Scenario["peak"];

/** What the shape of a scenario cannot tell. */
export function scenarioFaults({ seconds, campaigns, events, workloads }: Scenario): readonly Fault[] {
  const names = workloads.map(({ name }) => name);
  const late = <Timed extends { readonly fromSecond: number }>(list: readonly Timed[], key: string): readonly Fault[] =>
    list.flatMap(({ fromSecond }, index) =>
      fromSecond < seconds
        ? []
        : [
            {
              path: [key, index, "fromSecond"],
              message: `is ${fromSecond}, expected a second before the end at ${seconds}`,
              fix: "begin it sooner, or look at it for longer",
            },
          ],
    );
  return [
    ...late(campaigns, "campaigns"),
    ...late(events, "events"),
    ...workloads.flatMap(({ through: { database }, unitPerSecond }, index) =>
      database === undefined || unitPerSecond !== undefined
        ? []
        : [
            {
              path: ["workloads", index, "unitPerSecond"],
              message: `is missing, expected for database "${database}"`,
              fix: "add it",
            },
          ],
    ),
    ...events.flatMap((event, index) =>
      unknownWorkloads(event, names).map((fault) => ({ ...fault, path: ["events", index, ...fault.path] })),
    ),
  ];
}

function unknownWorkloads(event: ScenarioEvent, names: readonly string[]): readonly Fault[] {
  if (event.kind !== "provider-delay") {
    return [];
  }
  return event.workloads.flatMap((name, index) =>
    names.includes(name)
      ? []
      : [
          {
            path: ["workloads", index],
            message: `is "${name}", expected one of ${names.join(", ")}`,
            fix: "correct it",
          },
        ],
  );
}

/** Things that arrive in a second. */
export function arrivalsAt(scenario: Scenario, { perSecond }: ScenarioWorkload, second: number): number {
  const factors = [scenario.peak, ...scenario.campaigns].map((peak) => factorAt(peak, second));
  return perSecond * (Math.max(...factors) + addedAt(scenario.events, second));
}

function factorAt({ times, fromSecond, rampSeconds, holdSeconds }: Peak, second: number): number {
  const since = second - fromSecond;
  if (since < 0 || since >= rampSeconds + holdSeconds) {
    return 1;
  }
  const risen = rampSeconds === 0 ? 1 : Math.min(1, since / rampSeconds);
  return 1 + (times - 1) * risen;
}

/** What comes from a region that has failed, once it has been taken over. */
function addedAt(events: readonly ScenarioEvent[], second: number): number {
  return events
    .filter((event) => event.kind === "region-failover")
    .filter(({ fromSecond, takeoverSeconds }) => second >= fromSecond + takeoverSeconds)
    .reduce((sum, { addsTimes }) => sum + addsTimes, 0);
}

/** The second after which the load is at rest again. */
export function peakEnd({ peak, campaigns }: Scenario): number {
  const ends = [peak, ...campaigns].map((each) => each.fromSecond + each.rampSeconds + each.holdSeconds);
  return Math.max(...ends);
}
