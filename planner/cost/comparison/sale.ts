import { scenarioSchema } from "../../simulate/scenario";
import { simulate } from "../../simulate/simulate";
import { originLooks, type SideReader } from "./surroundings";
import type { Load } from "./workload";

/** What became of the services of a side in the first half hour of a sale. */
export interface Sale {
  readonly longestWaitSeconds: number;
  /** Objectives that were missed, each with its service and what stood in the way. */
  readonly failures: readonly string[];
}

const SERVICES = ["availability", "allocation", "projector"];
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const MINUTE = 60;
/** Nothing may wait longer than this, nor two minutes after the sale. */
const OBJECTIVE_SECONDS = 120;

/** Runs a sale through the autoscalers and pools of a side; `undefined` where it has none. */
export function saleOf(load: Load, side: SideReader): Sale | undefined {
  const plan = side.plans.find(({ resources }) => resources.some(({ type }) => type === DEPLOYMENT));
  if (plan === undefined) {
    return undefined;
  }
  const runs = simulate(plan, scenarioSchema.parse(scenarioOf(load, side, plan.stack)));
  return {
    longestWaitSeconds: Math.max(...runs.map(({ verdict }) => verdict.longestWaitSeconds)),
    failures: runs.flatMap(({ name, verdict }) => verdict.failures.map((failure) => `${name} ${failure}`)),
  };
}

function scenarioOf(load: Load, side: SideReader, stack: string): unknown {
  const mean = load.peakPerSecond / load.of("saleTimes");
  const rates = {
    availability: [originLooks(load, side, mean), load.of("looksPerPodSecond")],
    allocation: [mean * load.of("reservationsPerOrder"), load.of("reservationsPerPodSecond")],
    projector: [mean * load.of("eventsPerOrder"), load.of("eventsPerPodSecond")],
  } as const;
  return {
    stack,
    seconds: 45 * MINUTE,
    peak: { times: load.of("saleTimes"), fromSecond: 5 * MINUTE, rampSeconds: MINUTE, holdSeconds: 30 * MINUTE },
    workloads: Object.entries(rates).map(([name, [perSecond, podPerSecond]]) => ({
      name,
      because: "the workload's file",
      measures: name === SERVICES[0] ? "latencySeconds" : "waiting",
      perSecond,
      podPerSecond,
      longestWaitSeconds: OBJECTIVE_SECONDS,
      drainedWithinSeconds: OBJECTIVE_SECONDS,
    })),
  };
}
