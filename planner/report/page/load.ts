import type { PageSimulation, PageWorkload } from "../html/page-data";
import { curves, type Curves } from "./curves";
import { element, labelled } from "./dom";
import { clock, counted, whole } from "./format";
import { chip } from "./verdict";

/** Loads that were run through stacks: the course of each workload, and one moment of it in numbers. */
export function load(simulations: readonly PageSimulation[]): readonly Node[] {
  return simulations.map(simulationOf);
}

function simulationOf(simulation: PageSimulation): HTMLElement {
  const { stack, times, fromSecond, untilSecond, workloads } = simulation;
  const seconds = workloads[0]?.seconds ?? [];
  const shown = workloads.map((workload) => workloadOf(workload, simulation));
  const slider = element("input", { type: "range", min: 0, max: Math.max(0, seconds.length - 1), step: 1 });
  const moment = element("output", { class: "quiet" });
  const show = (): void => {
    const at = Number(slider.value);
    moment.textContent = clock(seconds[at] ?? 0);
    slider.setAttribute("aria-valuetext", clock(seconds[at] ?? 0));
    shown.forEach(({ mark }) => mark(at));
  };
  slider.value = String(peakAt(workloads, seconds));
  slider.addEventListener("input", show);
  show();
  return element("article", {}, [
    element("h3", {}, [stack]),
    element("p", {}, [
      `${times} times the usual load from ${clock(fromSecond)} to ${clock(untilSecond)}, minutes and seconds.`,
    ]),
    element("div", { class: "controls" }, [labelled("Moment", slider), moment]),
    ...shown.map(({ node }) => node),
  ]);
}

/** Where most waits: that is the moment to look at. */
function peakAt(workloads: readonly PageWorkload[], seconds: readonly number[]): number {
  const waiting = seconds.map((_, index) => workloads.reduce((sum, each) => sum + (each.waiting[index] ?? 0), 0));
  return Math.max(0, waiting.indexOf(Math.max(...waiting)));
}

function workloadOf(workload: PageWorkload, { fromSecond, untilSecond }: PageSimulation) {
  const { name, failures, longestWaitSeconds, drainedAfterSeconds, mostPods, seconds } = workload;
  const span = { seconds, fromSecond, untilSecond };
  const waiting: Curves = curves({
    ...span,
    title: `${name}: what waits`,
    lines: [{ name: "waiting", values: workload.waiting, tone: "first", isFilled: true }],
  });
  const pods: Curves = curves({
    ...span,
    title: `${name}: ${workload.carriedBy}`,
    lines: [
      { name: "ready", values: workload.readyPods, tone: "first", isFilled: false },
      { name: "wanted", values: workload.wantedPods, tone: "second", isFilled: false },
    ],
  });
  const now = element("p", { class: "quiet now" });
  const drained = drainedAfterSeconds === null ? "not drained" : `drained ${drainedAfterSeconds} s after the peak`;
  const node = element("div", { class: "workload" }, [
    element("h4", {}, [
      name,
      chip(failures.length === 0 ? "✓ holds" : "✕ misses", failures.length === 0 ? "good" : "bad"),
    ]),
    element("p", { class: "quiet" }, [
      `waits at most ${whole(longestWaitSeconds)} s, ${drained}, at most ${counted(mostPods, workload.carriedBy.slice(0, -1))}`,
    ]),
    ...failures.map((failure) => element("p", { class: "note" }, [failure])),
    element("div", { class: "pair" }, [waiting.node, pods.node]),
    now,
  ]);
  const mark = (at: number): void => {
    waiting.mark(at);
    pods.mark(at);
    now.textContent = momentText(workload, at);
  };
  return { node, mark };
}

function momentText({ arriving, waiting, readyPods, wantedPods, carriedBy }: PageWorkload, at: number): string {
  const of = (values: readonly number[]): string => whole(values[at] ?? 0);
  return `${of(arriving)} arrive in the second, ${of(waiting)} wait; ${of(readyPods)} ${carriedBy} ready, ${of(wantedPods)} wanted`;
}
