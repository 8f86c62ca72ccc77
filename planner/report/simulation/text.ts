import { counted } from "../preview-text";
import type { SimulationDocument } from "./document";

type Simulated = SimulationDocument["workloads"][number];

/** Rows of a workload's course that a terminal shows. */
const ROWS = 12;

/** A simulation for a person: the course of each workload around the peak, and what it comes to. */
export function simulationText(document: SimulationDocument): string {
  const { stack, peak, workloads, summary } = document;
  return [
    `${stack}: ${peak.times} times the load within ${peak.rampSeconds} s, for ${peak.holdSeconds} s`,
    "",
    ...workloads.flatMap((workload) => workloadLines(workload, peak)),
    `${counted(workloads.length, "workload")}, ${counted(summary.failures, "missed objective")}`,
    "",
  ].join("\n");
}

function workloadLines(workload: Simulated, peak: SimulationDocument["peak"]): readonly string[] {
  const { name, longestWaitSeconds, drainedAfterSeconds, mostPods, failures } = workload;
  const drained = drainedAfterSeconds === null ? "not drained" : `drained ${drainedAfterSeconds} s after the peak`;
  return [
    `${failures.length === 0 ? "✔" : "✖"} ${name}: waits at most ${longestWaitSeconds} s, ${drained}, at most ${counted(mostPods, "pod")}`,
    ...failures.map((failure) => `  ${failure}`),
    ...course(workload, peak),
    "",
  ];
}

/** Looks spread over the peak and as long again. */
function course({ moments }: Simulated, peak: SimulationDocument["peak"]): readonly string[] {
  const length = peak.rampSeconds + peak.holdSeconds;
  const around = moments.filter(({ second }) => second >= peak.fromSecond && second < peak.fromSecond + 2 * length);
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
