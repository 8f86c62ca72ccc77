import { causeAt, firstBottleneck, swapIn, type Bottleneck, type Course } from "./bottleneck";
import { peakEnd } from "./scenario";
import type { Moment } from "./workload";

/** What became of a workload. */
export interface Verdict {
  readonly longestWaitSeconds: number;
  /** Seconds after the peak until nothing waited any more; `null` where something waited to the end. */
  readonly drainedAfterSeconds: number | null;
  readonly mostPods: number;
  /** How often the wanted pods turned from growing to shrinking and back. */
  readonly turns: number;
  /** Things that were turned away. */
  readonly rejected: number;
  /** Things that went with their pods, for good and to be done again. */
  readonly lost: number;
  readonly redone: number;
  /** The first limit that stood in the way; `null` where none did. */
  readonly bottleneck: Bottleneck | null;
  /** Objectives that were missed, each with what stood in the way. */
  readonly failures: readonly string[];
}

/** What is judged. */
export interface Judged extends Course {
  readonly interrupted: { readonly lost: number; readonly redone: number };
  /** Why things are lost when pods go away, and what to do; told where some are. */
  readonly lossAdvice: string;
}

/** A fleet that grows for a peak and shrinks after it turns once. */
const TURNS_OF_A_PEAK = 1;
/** Each further peak and each event that takes pods may turn it twice. */
const TURNS_OF_MORE = 2;

/** Holds a run against its objectives; what stood in the way is named with the input to change. */
export function judge(judged: Judged): Verdict {
  const { moments, interrupted, scenario } = judged;
  const longestWaitSeconds = Math.max(...moments.map(({ waitSeconds }) => waitSeconds));
  const drained = moments.find(({ second, waiting }) => second >= peakEnd(scenario) && waiting === 0);
  const drainedAfterSeconds = drained === undefined ? null : drained.second - peakEnd(scenario);
  const turns = turnsOf(moments.map(({ wanted }) => wanted));
  const rejected = moments.reduce((sum, moment) => sum + moment.rejected, 0);
  return {
    longestWaitSeconds,
    drainedAfterSeconds,
    mostPods: Math.max(...moments.map(({ pods }) => pods)),
    turns,
    rejected,
    ...interrupted,
    bottleneck: firstBottleneck(judged),
    failures: [
      ...waits(judged, { longestWaitSeconds, drainedAfterSeconds }),
      ...flaps(judged, turns),
      ...rejects(judged, rejected),
      ...losses(judged),
      ...reached(judged),
    ],
  };
}

function waits(
  judged: Judged,
  { longestWaitSeconds, drainedAfterSeconds }: Pick<Verdict, "longestWaitSeconds" | "drainedAfterSeconds">,
): readonly string[] {
  const { load, moments } = judged;
  const worst = mostOf(moments, ({ waitSeconds }) => waitSeconds);
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
  return worst === undefined ? [] : missed.map((miss) => `${miss}: ${causeAt(worst, judged)}`);
}

function flaps(judged: Judged, turns: number): readonly string[] {
  const { campaigns, events } = judged.scenario;
  return turns > TURNS_OF_A_PEAK + TURNS_OF_MORE * (campaigns.length + events.length)
    ? [
        `flaps: the wanted pods turn ${turns} times; ${swapIn(judged) ?? "lengthen scaleDown.stabilizationWindowSeconds"}`,
      ]
    : [];
}

function rejects(judged: Judged, rejected: number): readonly string[] {
  const { load, moments } = judged;
  const arrived = moments.reduce((sum, { arriving }) => sum + arriving, 0);
  const worst = mostOf(moments, (moment) => moment.rejected);
  const percent = (100 * rejected) / arrived;
  return worst !== undefined && percent > load.mostRejectedPercent
    ? [
        `turns ${Math.round(rejected)} things away, ${percent.toFixed(1)} % of what arrives, expected at most ${load.mostRejectedPercent} %: ${causeAt(worst, judged)}`,
      ]
    : [];
}

function losses({ interrupted: { lost }, lossAdvice }: Judged): readonly string[] {
  return lost > 0 ? [`loses ${Math.ceil(lost)} things with their pods: ${lossAdvice}`] : [];
}

/** Limits that were reached although they never are to be, the first moment of each. */
function reached(judged: Judged): readonly string[] {
  const { load, moments } = judged;
  return load.neverReaches.flatMap((limit) => {
    const first = moments.find(({ limitedBy }) => limitedBy === limit);
    return first === undefined ? [] : [`reaches ${limit}, expected never: ${causeAt(first, judged)}`];
  });
}

function mostOf(moments: readonly Moment[], valueOf: (moment: Moment) => number): Moment | undefined {
  return moments.reduce<Moment | undefined>(
    (most, moment) => (most === undefined || valueOf(moment) > valueOf(most) ? moment : most),
    undefined,
  );
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
