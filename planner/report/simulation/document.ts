import { z } from "zod";
import type { Scenario } from "../../simulate/scenario";
import type { SimulatedRun } from "../../simulate/simulate";

const SimulatedWorkload = z.strictObject({
  name: z.string(),
  longestWaitSeconds: z.number(),
  drainedAfterSeconds: z.number().nullable().describe("after the peak; null where something waited to the end"),
  mostPods: z.int(),
  turns: z.int().describe("how often the wanted pods turned between growing and shrinking"),
  failures: z.array(z.string()).describe("objectives that were missed, each with what stood in the way"),
  moments: z
    .array(
      z.strictObject({
        second: z.int(),
        arriving: z.number().describe("things that arrive in the second"),
        waiting: z.number(),
        waitSeconds: z.number().describe("how long the oldest has waited"),
        readyPods: z.int(),
        pods: z.int().describe("pods that have a node, or will have one"),
        wanted: z.int().describe("pods that the autoscaler wants"),
      }),
    )
    .describe("one for each look of the autoscalers"),
});

/** What `planner simulate --format json` prints. The version changes when a field changes its meaning or goes. */
export const SimulationDocument = z.strictObject({
  version: z.literal(1),
  stack: z.string(),
  peak: z.strictObject({ times: z.number(), fromSecond: z.int(), rampSeconds: z.int(), holdSeconds: z.int() }),
  workloads: z.array(SimulatedWorkload),
  summary: z.strictObject({ failures: z.int() }),
});

/** One JSON document for a simulation. */
export type SimulationDocument = z.infer<typeof SimulationDocument>;

/** JSON Schema of a {@link SimulationDocument}, as `planner/simulation.schema.json` holds it. */
export function simulationJsonSchema(): Record<string, unknown> {
  return { title: "Document of `planner simulate --format json`", ...z.toJSONSchema(SimulationDocument) };
}

/** Composes the document of a simulation. */
export function simulationDocument(scenario: Scenario, runs: readonly SimulatedRun[]): SimulationDocument {
  const workloads = runs.map(({ name, moments, verdict }) => ({
    name,
    ...verdict,
    failures: [...verdict.failures],
    moments: moments
      .filter(({ second }) => second % scenario.looksEverySeconds === 0)
      .map(({ isWithoutRoom: _, ...moment }) => moment),
  }));
  return {
    version: 1,
    stack: scenario.stack,
    peak: scenario.peak,
    workloads,
    summary: { failures: workloads.reduce((sum, { failures }) => sum + failures.length, 0) },
  };
}
