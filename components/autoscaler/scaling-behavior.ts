import { toSeconds, type Duration } from "../core";

/** How far the number of pods may move within a period. */
export interface ScalingPolicy {
  /** Whether `value` is a share of the pods at the start of the period, in percent, or a number of pods. */
  readonly type: "Percent" | "Pods";
  /** The largest move. */
  readonly value: number;
  /** The period. */
  readonly period: Duration;
}

/** How the number of pods moves in one direction. */
export interface ScalingRules {
  /** How long the recommendations of the past are remembered: the least drastic of them is followed. */
  readonly stabilization: Duration;
  /** Which policy counts where several allow a move: the one that moves most, or least. */
  readonly select: "Max" | "Min";
  /** The largest moves. */
  readonly policies: readonly ScalingPolicy[];
}

/** How the number of pods moves. */
export interface ScalingBehavior {
  /** Growing. */
  readonly scaleUp: ScalingRules;
  /** Shrinking. */
  readonly scaleDown: ScalingRules;
}

/** {@link ScalingRules} as `autoscaling/v2` takes them. */
export interface PlannedScalingRules {
  readonly stabilizationWindowSeconds: number;
  readonly selectPolicy: "Max" | "Min";
  readonly policies: { readonly type: "Percent" | "Pods"; readonly value: number; readonly periodSeconds: number }[];
}

/** {@link ScalingBehavior} as `autoscaling/v2` takes it. */
export interface PlannedScalingBehavior {
  readonly scaleUp: PlannedScalingRules;
  readonly scaleDown: PlannedScalingRules;
}

/** Longest stabilisation that Kubernetes takes. */
export const MAX_STABILIZATION: Duration = "1 hour";
/** Longest period of a scaling policy that Kubernetes takes. */
export const MAX_POLICY_PERIOD: Duration = "30 minutes";

/**
 * For load that grows twentyfold within a minute and comes in waves. Up: at once, threefold every 15 seconds, and by
 * at least 10 pods so that a small fleet is not held back by percentages; 20 times the pods stand after three periods.
 * Down: by a fifth a minute at most, and only to the highest number asked for in the past ten minutes, so that the
 * trough between two waves releases nothing.
 */
export const FLASH_SALE_BEHAVIOR = {
  scaleUp: {
    stabilization: "0 seconds",
    select: "Max",
    policies: [
      { type: "Percent", value: 200, period: "15 seconds" },
      { type: "Pods", value: 10, period: "15 seconds" },
    ],
  },
  scaleDown: {
    stabilization: "10 minutes",
    select: "Max",
    policies: [{ type: "Percent", value: 20, period: "1 minute" }],
  },
} as const satisfies ScalingBehavior;

/** Plans how the number of pods moves. */
export function planBehavior({ scaleUp, scaleDown }: ScalingBehavior): PlannedScalingBehavior {
  return { scaleUp: planRules(scaleUp), scaleDown: planRules(scaleDown) };
}

/** Whether Kubernetes would refuse the behaviour. */
export function isOutOfBounds({ scaleUp, scaleDown }: ScalingBehavior): boolean {
  return [scaleUp, scaleDown].some(
    ({ stabilization, policies }) =>
      toSeconds(stabilization) > toSeconds(MAX_STABILIZATION) || policies.length === 0 || policies.some(isPolicyOut),
  );
}

function isPolicyOut({ value, period }: ScalingPolicy): boolean {
  const seconds = toSeconds(period);
  return value < 1 || seconds < 1 || seconds > toSeconds(MAX_POLICY_PERIOD);
}

function planRules({ stabilization, select, policies }: ScalingRules): PlannedScalingRules {
  return {
    stabilizationWindowSeconds: toSeconds(stabilization),
    selectPolicy: select,
    policies: policies.map(({ type, value, period }) => ({ type, value, periodSeconds: toSeconds(period) })),
  };
}
