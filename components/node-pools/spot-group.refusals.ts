import { architectureOf, familyOf, INSTANCE_TYPE_PATTERN } from "../../facts/instance-naming";
import { fewZonesRefusal, unknownRegionRefusal } from "../core/places";
import type { Refusal } from "../core/refusal";
import { toSeconds } from "../core/units";
import { isWholeWithin } from "../core/whole-numbers";
import { smallDiskRefusal } from "./batch-disks";
import { SPOT_GROUP_DEFAULTS, vcpusOf, type SpotGroupPlanArgs } from "./spot-group.plan";

/**
 * Limits of EC2 Auto Scaling: instance types of a group, seconds that a lifecycle hook waits.
 *
 * Sources: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplateOverrides.html and
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html (both read 2026-11-26).
 */
export const SPOT_GROUP_LIMITS = { instanceTypes: 40, shortestHook: 30, longestHook: 7_200 } as const;

const MIN_TYPES = 15;
const MIN_FAMILIES = 3;
const MIN_ZONES = 2;

/** What the refusals of a spot group look at. */
export interface SpotGroupRefusalArgs extends SpotGroupPlanArgs {
  /** Private subnets, by zone. */
  readonly subnetIds: Readonly<Record<string, unknown>>;
}

type SpotGroupRefusal = Refusal<SpotGroupRefusalArgs>;

const places: readonly SpotGroupRefusal[] = [
  unknownRegionRefusal,
  fewZonesRefusal(MIN_ZONES, "pass the network's private subnets: spot capacity is short by the zone"),
];

const types: readonly SpotGroupRefusal[] = [
  {
    when: (args) => typesOf(args).some(isUnknown),
    say: (args) => ({
      arg: "instanceTypes",
      got: typesOf(args).filter(isUnknown),
      expected: "EC2 instance types of a size from medium up, such as m7g.xlarge",
      change: "correct their names: capacity is counted by the processors that the size says",
    }),
  },
  {
    when: (args) => typesOf(args).length < MIN_TYPES || typesOf(args).length > SPOT_GROUP_LIMITS.instanceTypes,
    say: (args) => ({
      arg: "instanceTypes",
      got: typesOf(args).length,
      expected: `${MIN_TYPES} to ${SPOT_GROUP_LIMITS.instanceTypes} types`,
      change: "with few to choose from, spot capacity runs out; a group takes no more than 40",
    }),
  },
  {
    when: (args) => familiesOf(args).length < MIN_FAMILIES,
    say: (args) => ({
      arg: "instanceTypes",
      got: familiesOf(args),
      expected: `at least ${MIN_FAMILIES} families`,
      change: "add types of other families: capacity is short by the family",
    }),
  },
  {
    when: (args) => architecturesOf(args).length < 2,
    say: (args) => ({
      arg: "instanceTypes",
      got: architecturesOf(args),
      expected: "types of both architectures, arm64 and amd64",
      change: "add types of the other one, and build images for both",
    }),
  },
];

const amounts: readonly SpotGroupRefusal[] = [
  {
    when: (args) => !isWholeWithin(maxOf(args), largestOf(args), Number.MAX_SAFE_INTEGER),
    say: (args) => ({
      arg: "maxVcpus",
      got: maxOf(args),
      expected: `a whole number from ${largestOf(args)}, which the largest type has`,
      change: "raise it, or leave the largest types out",
    }),
  },
  {
    when: (args) => !isWholeWithin(baseOf(args), 0, maxOf(args)),
    say: (args) => ({
      arg: "onDemandBaseVcpus",
      got: baseOf(args),
      expected: `a whole number from 0 to maxVcpus (${maxOf(args)})`,
      change: "choose how much of a run does not depend on spot capacity",
    }),
  },
  {
    when: ({ onDemandPercent }) => onDemandPercent !== undefined && !isWholeWithin(onDemandPercent, 0, 99),
    say: ({ onDemandPercent }) => ({
      arg: "onDemandPercent",
      got: onDemandPercent,
      expected: "a whole number from 0 to 99",
      change: "leave a share to spot, or run the work where nothing is interrupted",
    }),
  },
  {
    when: ({ checkpointTime = SPOT_GROUP_DEFAULTS.checkpointTime }) =>
      !isWholeWithin(toSeconds(checkpointTime), SPOT_GROUP_LIMITS.shortestHook, SPOT_GROUP_LIMITS.longestHook),
    say: ({ checkpointTime }) => ({
      arg: "checkpointTime",
      got: checkpointTime,
      expected: "30 seconds to 2 hours",
      change: "save smaller checkpoints more often",
    }),
  },
  smallDiskRefusal,
];

/** Reasons to refuse a spot group. */
export const spotGroupRefusals: readonly SpotGroupRefusal[] = [...places, ...types, ...amounts];

function typesOf({ instanceTypes }: SpotGroupPlanArgs): readonly string[] {
  return distinct(instanceTypes ?? SPOT_GROUP_DEFAULTS.instanceTypes);
}

function familiesOf(args: SpotGroupPlanArgs): readonly string[] {
  return distinct(typesOf(args).map(familyOf));
}

function architecturesOf(args: SpotGroupPlanArgs): readonly string[] {
  return distinct(typesOf(args).map(architectureOf));
}

function largestOf(args: SpotGroupPlanArgs): number {
  return Math.max(1, ...typesOf(args).map(vcpusOf).filter(Number.isInteger));
}

function maxOf({ maxVcpus }: SpotGroupPlanArgs): number {
  return maxVcpus ?? SPOT_GROUP_DEFAULTS.maxVcpus;
}

function baseOf({ onDemandBaseVcpus }: SpotGroupPlanArgs): number {
  return onDemandBaseVcpus ?? SPOT_GROUP_DEFAULTS.onDemandBaseVcpus;
}

function isUnknown(type: string): boolean {
  return !INSTANCE_TYPE_PATTERN.test(type) || !Number.isInteger(vcpusOf(type));
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
