import { counted } from "../preview-text";
import type { SimulationDocument } from "./document";

type Simulated = SimulationDocument["workloads"][number];

/** Rows of a workload's course that a terminal shows. */
const ROWS = 12;

/** A simulation for a person: the course of each workload around the peak, and what it comes to. */
export function simulationText(document: SimulationDocument): string {
  const { stack, peak, campaigns, events, workloads, costs, summary } = document;
  return [
    `${stack}: ${peak.times} times the load within ${peak.rampSeconds} s, for ${peak.holdSeconds} s`,
    ...campaigns.map(({ name, times, fromSecond }) => `from second ${fromSecond} ${name}: ${times} times the load`),
    ...events.map(({ kind, fromSecond, untilSecond }) => `from second ${fromSecond} to ${untilSecond} ${kind}`),
    "",
    ...workloads.flatMap((workload) => workloadLines(workload, document)),
    ...costLines(costs),
    `${counted(workloads.length, "workload")}, ${counted(summary.failures, "missed objective")}`,
    "",
  ].join("\n");
}

function workloadLines(workload: Simulated, document: SimulationDocument): readonly string[] {
  const { name, carriedBy, longestWaitSeconds, drainedAfterSeconds, mostPods, failures } = workload;
  const drained = drainedAfterSeconds === null ? "not drained" : `drained ${drainedAfterSeconds} s after the peak`;
  return [
    `${failures.length === 0 ? "✔" : "✖"} ${name}: waits at most ${longestWaitSeconds} s, ${drained}, at most ${counted(mostPods, carriedBy === "pods" ? "pod" : "call")}`,
    ...failures.map((failure) => `  ${failure}`),
    ...remarks(workload),
    ...course(workload, document),
    "",
  ];
}

function remarks({ rejected, redone, bottleneck }: Simulated): readonly string[] {
  return [
    ...(rejected > 0 ? [`  turned away: ${Math.round(rejected)}`] : []),
    ...(redone > 0 ? [`  done again: ${Math.ceil(redone)}`] : []),
    ...(bottleneck === null
      ? []
      : [
          `  first in the way: ${bottleneck.limit} of ${bottleneck.resource} at second ${bottleneck.second} (${bottleneck.input}; in the environment ${bottleneck.setting})`,
        ]),
  ];
}

function costLines(costs: SimulationDocument["costs"]): readonly string[] {
  if (costs === null || costs.moments.length === 0) {
    return [];
  }
  const perHour = costs.moments.map(({ usdPerHour }) => usdPerHour);
  const unpriced = costs.isIncomplete ? "; some of it has no price" : "";
  return [
    `nodes and calls: ${costs.usd.toFixed(2)} USD, from ${Math.min(...perHour).toFixed(2)} to ${Math.max(...perHour).toFixed(2)} USD an hour${unpriced}`,
    "",
  ];
}

/** Looks spread over the peak and as long again, or over everything where more happens than one peak. */
function course({ moments }: Simulated, { peak, campaigns, events }: SimulationDocument): readonly string[] {
  const length = peak.rampSeconds + peak.holdSeconds;
  const isAll = campaigns.length + events.length > 0;
  const around = moments.filter(
    ({ second }) => isAll || (second >= peak.fromSecond && second < peak.fromSecond + 2 * length),
  );
  const each = Math.max(1, Math.ceil(around.length / ROWS));
  const rows = around.filter((_, index) => index % each === 0);
  return [
    `  ${["second", "arriving", "waiting", "oldest s", "ready", "wanted"].map((title) => title.padStart(9)).join("")}`,
    ...rows.map(({ second, arriving, waiting, waitSeconds, readyPods, wanted }) =>
      [second, arriving, waiting, waitSeconds, readyPods, wanted]
        .map((value) => String(Math.round(value)).padStart(9))
        .join("")
        .padStart(2 + 54),
    ),
  ];
}
