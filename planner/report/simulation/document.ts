import { z } from "zod";
import type { CostCourse } from "../../simulate/costs";
import { LIMITS, type Scenario } from "../../simulate/scenario";
import type { SimulatedRun } from "../../simulate/simulate";

const SimulatedWorkload = z.strictObject({
  name: z.string(),
  carriedBy: z.enum(["pods", "calls"]).describe("what carries its things out: pods, or calls of a function"),
  longestWaitSeconds: z.number(),
  drainedAfterSeconds: z.number().nullable().describe("after the peak; null where something waited to the end"),
  mostPods: z.int(),
  turns: z.int().describe("how often the wanted pods turned between growing and shrinking"),
  rejected: z.number().describe("things that were turned away"),
  lost: z.number().describe("things that went with their pods, for good"),
  redone: z.number().describe("things that went with their pods and were done again"),
  bottleneck: z
    .strictObject({
      limit: z.enum(LIMITS),
      second: z.int(),
      resource: z.string().describe("what has the limit, as the environment calls it"),
      input: z.string().describe("input of the resource"),
      setting: z.string().describe("what of the environment's file decides it"),
    })
    .nullable()
    .describe("the first limit that stood in the way; null where none did"),
  failures: z.array(z.string()).describe("objectives that were missed, each with what stood in the way"),
  moments: z
    .array(
      z.strictObject({
        second: z.int(),
        arriving: z.number().describe("things that arrive in the second"),
        waiting: z.number(),
        waitSeconds: z.number().describe("how long the oldest has waited"),
        latencySeconds: z.number().describe("what a thing takes from when it comes, its wait included"),
        rejected: z.number().describe("things of the second that were turned away"),
        readyPods: z.int(),
        pods: z.int().describe("pods that have a node, or will have one; calls of a function that may run"),
        wanted: z.int().describe("pods that the autoscaler wants"),
        limitedBy: z
          .enum(LIMITS)
          .nullable()
          .describe("what stood in the way; null where nothing did, or pods were on their way"),
      }),
    )
    .describe("one for each look of the autoscalers"),
});

const Costs = z.strictObject({
  usd: z.number().describe("of nodes of the pools and of calls, over all that was looked at"),
  isIncomplete: z.boolean().describe("whether something that was used has no price"),
  moments: z.array(z.strictObject({ second: z.int(), usdPerHour: z.number(), nodes: z.int() })),
});

const Event = z.strictObject({
  kind: z.string(),
  fromSecond: z.int(),
  untilSecond: z.int(),
});

/** What `planner simulate --format json` prints. The version changes when a field changes its meaning or goes. */
export const SimulationDocument = z.strictObject({
  version: z.literal(1),
  stack: z.string(),
  peak: z.strictObject({ times: z.number(), fromSecond: z.int(), rampSeconds: z.int(), holdSeconds: z.int() }),
  campaigns: z.array(
    z.strictObject({
      name: z.string(),
      times: z.number(),
      fromSecond: z.int(),
      rampSeconds: z.int(),
      holdSeconds: z.int(),
    }),
  ),
  events: z.array(Event).describe("what happened meanwhile"),
  workloads: z.array(SimulatedWorkload),
  costs: Costs.nullable().describe("what nodes and calls cost meanwhile; null where nobody asked for prices"),
  summary: z.strictObject({ failures: z.int() }),
});

/** One JSON document for a simulation. */
export type SimulationDocument = z.infer<typeof SimulationDocument>;

/** JSON Schema of a {@link SimulationDocument}, as `planner/simulation.schema.json` holds it. */
export function simulationJsonSchema(): Record<string, unknown> {
  return { title: "Document of `planner simulate --format json`", ...z.toJSONSchema(SimulationDocument) };
}

/** Composes the document of a simulation. */
export function simulationDocument(
  scenario: Scenario,
  runs: readonly SimulatedRun[],
  costs?: CostCourse,
): SimulationDocument {
  const isLook = ({ second }: { readonly second: number }): boolean => second % scenario.looksEverySeconds === 0;
  const workloads = runs.map(({ name, carriedBy, moments, verdict }) => ({
    name,
    carriedBy,
    ...verdict,
    failures: [...verdict.failures],
    moments: moments
      .filter(isLook)
      .map(({ isWithoutRoom: _, done: __, limitedBy = null, ...moment }) => ({ ...moment, limitedBy })),
  }));
  return {
    version: 1,
    stack: scenario.stack,
    peak: scenario.peak,
    campaigns: scenario.campaigns,
    events: scenario.events.map((event) => ({
      kind: event.kind,
      fromSecond: event.fromSecond,
      untilSecond: event.fromSecond + (event.kind === "region-failover" ? event.takeoverSeconds : event.forSeconds),
    })),
    workloads,
    costs:
      costs === undefined ? null : { ...costs, moments: costs.moments.filter(isLook).map((moment) => ({ ...moment })) },
    summary: { failures: workloads.reduce((sum, { failures }) => sum + failures.length, 0) },
  };
}
