import type { Moment } from "./workload";
import type { Scaler } from "./scalers";
import { peakEnd, type Scenario, type ScenarioWorkload } from "./scenario";

/** What became of a workload. */
export interface Verdict {
  readonly longestWaitSeconds: number;
  /** Seconds after the peak until nothing waited any more; `null` where something waited to the end. */
  readonly drainedAfterSeconds: number | null;
  readonly mostPods: number;
  /** How often the wanted pods turned from growing to shrinking and back. */
  readonly turns: number;
  /** Objectives that were missed, each with what stood in the way. */
  readonly failures: readonly string[];
}

/** What is judged. */
export interface Judged {
  readonly scenario: Scenario;
  readonly load: ScenarioWorkload;
  readonly scaler: Scaler;
  readonly moments: readonly Moment[];
  /** Pools that take its pods, the first choice first. */
  readonly pools: readonly string[];
}

/** A fleet that grows for a peak and shrinks after it turns once. */
const MOST_TURNS = 1;

/** Holds a run against its objectives; what stood in the way is named with the input to change. */
export function judge(judged: Judged): Verdict {
  const { scenario, load, moments } = judged;
  const longestWaitSeconds = Math.max(...moments.map(({ waitSeconds }) => waitSeconds));
  const drained = moments.find(({ second, waiting }) => second >= peakEnd(scenario) && waiting === 0);
  const drainedAfterSeconds = drained === undefined ? null : drained.second - peakEnd(scenario);
  const turns = turnsOf(moments.map(({ wanted }) => wanted));
  const missed = [
    ...(longestWaitSeconds > load.longestWaitSeconds
      ? [`waits ${longestWaitSeconds} s, expected at most ${load.longestWaitSeconds} s`]
      : []),
    ...(drainedAfterSeconds === null || drainedAfterSeconds > load.drainedWithinSeconds
      ? [
          `${drainedAfterSeconds === null ? "is not drained at the end" : `is drained ${drainedAfterSeconds} s after the peak`}, expected within ${load.drainedWithinSeconds} s`,
        ]
      : []),
  ];
  return {
    longestWaitSeconds,
    drainedAfterSeconds,
    mostPods: Math.max(...moments.map(({ pods }) => pods)),
    turns,
    failures: [
      ...missed.map((miss) => `${miss}: ${bottleneckOf(judged)}`),
      ...(turns > MOST_TURNS
        ? [
            `flaps: the wanted pods turn ${turns} times; ${swapIn(judged) ?? "lengthen scaleDown.stabilizationWindowSeconds"}`,
          ]
        : []),
    ],
  };
}

/** What kept pods away when things waited longest. */
function bottleneckOf({ moments, load, scaler, pools }: Judged): string {
  const worst = moments.reduce((longest, moment) => (moment.waitSeconds > longest.waitSeconds ? moment : longest));
  const { second, wanted, pods, readyPods } = worst;
  const needed = Math.ceil(Math.max(...moments.map(({ arriving }) => arriving)) / load.podPerSecond);
  if (worst.isWithoutRoom) {
    return `at second ${second} ${wanted} pods are wanted and ${pods} have room; raise spec.limits of pool ${pools.join(", ")}`;
  }
  if (wanted < needed) {
    return wanted >= scaler.spec.maxReplicas
      ? `it takes ${needed} pods and may have ${wanted}; raise maxReplicas`
      : `it takes ${needed} pods and ${wanted} are wanted at second ${second}; ${targetAdvice({ load, scaler })}`;
  }
  return `at second ${second} ${readyPods} of ${pods} pods are ready; raise minReplicas before the peak, as a campaign does`;
}

/** What to change where the autoscaler asks for too few. */
function targetAdvice(judged: Pick<Judged, "load" | "scaler">): string {
  return swapIn(judged) ?? "lower the metric's target";
}

/** A total against `Value`, or a gauge against `AverageValue`, looks right and is inert or wild. */
function swapIn({ load, scaler }: Pick<Judged, "load" | "scaler">): string | undefined {
  const [target] = scaler.spec.targets;
  const fitting = load.measures === "waiting" ? "AverageValue" : "Value";
  return target === undefined || target.type === fitting
    ? undefined
    : `its metric measures ${load.measures === "waiting" ? "a total" : "a gauge"} and is held against ${target.type}: set ${fitting}`;
}

function turnsOf(wanted: readonly number[]): number {
  let turns = 0;
  let direction = 0;
  wanted.forEach((pods, index) => {
    const change = Math.sign(pods - (wanted[index - 1] ?? pods));
    if (change !== 0) {
      turns += direction !== 0 && change !== direction ? 1 : 0;
      direction = change;
    }
  });
  return turns;
}
