import { z } from "zod";
import { fields, lineOfText } from "../project/shape";

function positive(what: string) {
  const error = `${what} above 0`;
  return z.number({ error }).gt(0, { error });
}

function seconds(least: number, most: number) {
  const error = `whole seconds from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

const workload = fields({
  name: lineOfText("a name").describe("Name of the Deployment."),
  because: lineOfText("1 to 200 characters").describe("Where the numbers come from, for people."),
  measures: z
    .enum(["waiting", "latencySeconds"], { error: "one of waiting, latencySeconds" })
    .describe("What its metric measures: things that wait, or the seconds that a new one takes."),
  perSecond: positive("a number of things a second").describe("Things that arrive in a second at rest."),
  podPerSecond: positive("a number of things a second").describe("Things that one pod carries out in a second."),
  serviceSeconds: positive("seconds").default(0.05).describe("What one thing takes where nothing waits."),
  longestWaitSeconds: positive("seconds").describe("Objective: nothing waits longer."),
  drainedWithinSeconds: seconds(1, 86_400).describe("Objective: so long after the peak nothing waits any more."),
});

/** What a file of `simulations/` holds. */
export const scenarioSchema = fields({
  stack: lineOfText("a stack").describe("Stack whose workloads are meant."),
  seconds: seconds(60, 86_400).describe("How long it is looked at."),
  peak: fields({
    times: positive("a factor").describe("How many times the load at rest."),
    fromSecond: seconds(0, 86_400).describe("When it begins."),
    rampSeconds: seconds(0, 86_400).describe("How long it takes to get there."),
    holdSeconds: seconds(1, 86_400).describe("How long it stays."),
  }).describe("The peak of the load, for all workloads."),
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

/** Things that arrive in a second. */
export function arrivalsAt({ peak }: Scenario, { perSecond }: ScenarioWorkload, second: number): number {
  const since = second - peak.fromSecond;
  if (since < 0 || since >= peak.rampSeconds + peak.holdSeconds) {
    return perSecond;
  }
  const risen = peak.rampSeconds === 0 ? 1 : Math.min(1, since / peak.rampSeconds);
  return perSecond * (1 + (peak.times - 1) * risen);
}

/** The second after which the load is at rest again. */
export function peakEnd({ peak }: Scenario): number {
  return peak.fromSecond + peak.rampSeconds + peak.holdSeconds;
}
