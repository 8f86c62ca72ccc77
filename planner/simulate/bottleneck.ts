import { delayAt } from "./events";
import type { Scaler } from "./scalers";
import type { Limit, Scenario, ScenarioWorkload } from "./scenario";
import type { Moment } from "./workload";

/** A limit of the stack that stands in the way, and what to change. */
export interface Hindrance {
  /** Resource that has it, as its environment calls it. */
  readonly resource: string;
  /** Input of the resource. */
  readonly input: string;
  /** What of the environment's file decides it. */
  readonly setting: string;
  /** What it is, and what to do. */
  readonly say: string;
}

/** The first limit that stood in the way of a workload. */
export interface Bottleneck extends Omit<Hindrance, "say"> {
  readonly limit: Limit;
  readonly second: number;
}

/** What is looked at for what stood in the way. */
export interface Course {
  readonly scenario: Scenario;
  readonly load: ScenarioWorkload;
  /** What scales its pods; absent for a function. */
  readonly scaler?: Scaler;
  readonly moments: readonly Moment[];
  /** Pools that take its pods, the first choice first. */
  readonly pools: readonly string[];
  readonly hindrances: Readonly<Partial<Record<Limit, Hindrance>>>;
}

/** The first limit that things waited for or were turned away by. */
export function firstBottleneck({ moments, hindrances }: Course): Bottleneck | null {
  for (const { second, limitedBy } of moments) {
    const hindrance = limitedBy === undefined ? undefined : hindrances[limitedBy];
    if (limitedBy !== undefined && hindrance !== undefined) {
      const { resource, input, setting } = hindrance;
      return { limit: limitedBy, second, resource, input, setting };
    }
  }
  return null;
}

/** What kept things from being carried out at a moment, with the input to change. */
export function causeAt(worst: Moment, course: Course): string {
  const { limitedBy, second } = worst;
  const hindrance = limitedBy === undefined ? undefined : course.hindrances[limitedBy];
  if (hindrance !== undefined && limitedBy !== "pool" && limitedBy !== "maxReplicas") {
    return `at second ${second} ${hindrance.say}`;
  }
  return course.scaler === undefined
    ? `at second ${second} all of its calls are taken; raise its concurrency`
    : causeOfPods(worst, course, course.scaler);
}

/** What kept pods away. */
function causeOfPods(
  { second, isWithoutRoom, wanted, pods, readyPods }: Moment,
  course: Course,
  scaler: Scaler,
): string {
  const { load, moments, pools, scenario } = course;
  const delay = delayAt(scenario.events, load.name, second);
  const each = (load.podPerSecond * load.serviceSeconds) / (load.serviceSeconds + delay);
  const late = delay === 0 ? "" : `each thing takes ${delay} s longer, as its provider answers late; `;
  const needed = Math.ceil(Math.max(...moments.map(({ arriving }) => arriving)) / each);
  if (isWithoutRoom) {
    return `at second ${second} ${wanted} pods are wanted and ${pods} have room; raise spec.limits of pool ${pools.join(", ")}`;
  }
  if (wanted < needed) {
    return wanted >= scaler.spec.maxReplicas
      ? `${late}it takes ${needed} pods and may have ${wanted}; raise maxReplicas`
      : `${late}it takes ${needed} pods and ${wanted} are wanted at second ${second}; ${targetAdvice({ load, scaler })}`;
  }
  return `${late}at second ${second} ${readyPods} of ${pods} pods are ready; raise minReplicas before the peak, as a campaign does`;
}

/** What to change where the autoscaler asks for too few. */
function targetAdvice(judged: { readonly load: ScenarioWorkload; readonly scaler: Scaler }): string {
  return swapIn(judged) ?? "lower the metric's target";
}

/** A total against `Value`, or a gauge against `AverageValue`, looks right and is inert or wild. */
export function swapIn({
  load,
  scaler,
}: {
  readonly load: ScenarioWorkload;
  readonly scaler?: Scaler;
}): string | undefined {
  const target = scaler?.spec.targets[0];
  const fitting = load.measures === "waiting" ? "AverageValue" : "Value";
  return target === undefined || target.type === fitting
    ? undefined
    : `its metric measures ${load.measures === "waiting" ? "a total" : "a gauge"} and is held against ${target.type}: set ${fitting}`;
}
