import { architectureOf } from "../../facts/instance-naming";
import { SPOT_INSTANCE_TYPE_NAMES, type Architecture } from "../../facts/spot-instance-types";
import { toGiB, toSeconds, type Duration, type Size } from "../core/units";

/** What decides the shape of a spot group. */
export interface SpotGroupPlanArgs {
  /** Region of the group. */
  readonly region: string;
  /**
   * Instance types it draws on: 15 to 40, over three families and both architectures.
   *
   * @default - every type in facts/spot-instance-types.ts
   */
  readonly instanceTypes?: readonly string[];
  /**
   * Virtual processors the group may grow to; it starts without any.
   *
   * @default 128
   */
  readonly maxVcpus?: number;
  /**
   * Virtual processors that are on demand before any is spot, so that a run goes on while there is no spot capacity.
   *
   * @default 4
   */
  readonly onDemandBaseVcpus?: number;
  /**
   * Share of on demand above the base.
   *
   * @default 0
   */
  readonly onDemandPercent?: number;
  /**
   * How long an instance that is to end waits for its job to save its state; a reclaim gives two minutes at most.
   *
   * @default "2 minutes"
   */
  readonly checkpointTime?: Duration;
  /**
   * Size of each instance's disk.
   *
   * @default "50 GiB"
   */
  readonly volumeSize?: Size;
}

/** One instance type, and what it counts for. */
export interface PlannedOverride {
  readonly architecture: Architecture;
  readonly instanceType: string;
  /** Its virtual processors. */
  readonly weight: number;
}

/** A spot group, with every choice made. */
export interface SpotGroupPlan {
  readonly overrides: readonly PlannedOverride[];
  readonly maxVcpus: number;
  readonly onDemandBaseVcpus: number;
  readonly onDemandPercent: number;
  readonly checkpointSeconds: number;
  readonly volumeSizeGiB: number;
}

/** What a spot group gets where its arguments leave the choice open. */
export const SPOT_GROUP_DEFAULTS = {
  instanceTypes: SPOT_INSTANCE_TYPE_NAMES,
  maxVcpus: 128,
  onDemandBaseVcpus: 4,
  onDemandPercent: 0,
  checkpointTime: "2 minutes",
  volumeSize: "50 GiB",
} as const satisfies Required<Omit<SpotGroupPlanArgs, "region">>;

/** Both architectures, the preferred one first. */
export const ARCHITECTURES = ["arm64", "amd64"] as const satisfies readonly Architecture[];

const SIZE = /\.(?:(medium)|(large)|(\d*)xlarge)$/;

/** Plans a spot group: Graviton types before the others, in the order in which they are listed. */
export function planSpotGroup(args: SpotGroupPlanArgs): SpotGroupPlan {
  const chosen = { ...SPOT_GROUP_DEFAULTS, ...args };
  const types = [...new Set(chosen.instanceTypes)];
  return {
    overrides: ARCHITECTURES.flatMap((architecture) =>
      types
        .filter((instanceType) => architectureOf(instanceType) === architecture)
        .map((instanceType) => ({ architecture, instanceType, weight: vcpusOf(instanceType) })),
    ),
    maxVcpus: chosen.maxVcpus,
    onDemandBaseVcpus: chosen.onDemandBaseVcpus,
    onDemandPercent: chosen.onDemandPercent,
    checkpointSeconds: toSeconds(chosen.checkpointTime),
    volumeSizeGiB: toGiB(chosen.volumeSize),
  };
}

/** Virtual processors of an instance type, by its size; NaN where the size does not say, as `metal` does not. */
export function vcpusOf(instanceType: string): number {
  const [found, medium, large, times] = SIZE.exec(instanceType) ?? [];
  if (found === undefined) {
    return Number.NaN;
  }
  if (medium !== undefined) {
    return 1;
  }
  return large === undefined ? 4 * Number(times === "" ? 1 : times) : 2;
}
