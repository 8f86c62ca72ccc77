import { hpaSpec } from "../../../planner/simulate/scalers";
import { Hpa } from "../../../planner/simulate/hpa";
import { ResourceReader } from "../../../planner/resource/reader";
import type { Properties } from "../../../planner/plan";
import { planOf } from "../cost/plans";

/** What the real controller saw at one look, and how many pods it wanted after it. */
export interface RecordedLook {
  /** Since the first look was due. */
  readonly second: number;
  readonly pods: number;
  readonly statusPods: number;
  readonly readyPods: number;
  readonly values: readonly (number | null)[];
  readonly desired: number;
}

/** One series, as the real controller went through it. */
export interface Recording {
  readonly name: string;
  /** The autoscaler's `spec`. */
  readonly spec: Properties;
  readonly looks: readonly RecordedLook[];
}

/** What the model wants at each look of a recording, seeing what the controller saw. */
export function replay({ spec, looks }: Recording, downscaleSeconds: number): readonly number[] {
  const type = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
  const [resource] = planOf([{ type, region: null, inputs: { spec } }]).resources;
  if (resource === undefined) {
    throw new Error("a plan of one resource has none");
  }
  const hpa = new Hpa(hpaSpec(new ResourceReader(resource), downscaleSeconds));
  return looks.map(({ values, ...look }) => hpa.look({ ...look, values: values.map((value) => value ?? undefined) }));
}
