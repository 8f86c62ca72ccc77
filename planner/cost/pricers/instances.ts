import { HOURS_OF_A_MONTH, instanceShape } from "../../../facts";
import { fixed, product, used, type Charge } from "../charge";
import type { Pricer } from "../pricer";
import { Undecided } from "../../resource/reader";
import type { Subject, Surroundings } from "../subject";
import { volumeCharges } from "./storage";

/** Instances of a type, for hours of a month, on demand or on spot. */
export interface InstanceHours {
  readonly type: string;
  readonly isSpot: boolean;
  readonly hours: number | undefined;
  readonly basis: Charge["basis"];
  readonly name: string;
  readonly assumption?: string;
}

/** What instances cost; spot at the share that the market's saving leaves, where there is a row of it. */
export function instanceCharge(stack: Surroundings, { type, isSpot, hours, ...rest }: InstanceHours): Charge {
  const saving = isSpot ? stack.spotSaving(type) : 0;
  return {
    ...rest,
    quantity: hours,
    meter: saving === undefined ? `ec2-spot:${type}` : `ec2:${type}`,
    ...(saving !== undefined && saving > 0 && { share: 1 - saving / 100 }),
  };
}

/** The type of some that costs least for a vCPU; throws {@link Undecided} where none has a price and a shape. */
export function cheapestPerVcpu(stack: Surroundings, types: readonly string[], isSpot: boolean): string {
  const priced = types.flatMap((type) => {
    const [price, shape] = [hourlyPrice(stack, type, isSpot), instanceShape(type)];
    return price === undefined || shape === undefined ? [] : [{ type, each: price / shape.vcpus }];
  });
  const [best] = priced.toSorted((left, right) => left.each - right.each);
  if (best === undefined) {
    throw new Undecided(`none of ${types.join(", ")} has a price in ${stack.region}`);
  }
  return best.type;
}

/** USD of an hour; `undefined` where there is no price, or no row of spot. */
export function hourlyPrice(stack: Surroundings, type: string, isSpot: boolean): number | undefined {
  const saving = isSpot ? stack.spotSaving(type) : 0;
  return product(stack.price(`ec2:${type}`, 1), saving === undefined ? undefined : 1 - saving / 100);
}

export const computeEnvironment: Pricer = {
  type: "aws:batch/computeEnvironment:ComputeEnvironment",
  usage: { vcpuHours: "hours of vCPUs that jobs take" },
  charges(environment) {
    const under = "computeResources.";
    const isSpot = environment.text(`${under}type`).includes("SPOT");
    if (environment.text(`${under}type`).includes("FARGATE")) {
      return [used("vCPUs", "fargate:vcpu-hour", environment.use("vcpuHours"))];
    }
    const types = environment.list(`${under}instanceTypes`).filter((type) => typeof type === "string");
    const type = cheapestPerVcpu(environment.stack, types, isSpot);
    return [
      instanceCharge(environment.stack, {
        name: `instances at the price of ${type}${isSpot ? " on spot" : ""}`,
        type,
        isSpot,
        basis: "usage",
        hours: product(environment.use("vcpuHours"), 1 / (instanceShape(type)?.vcpus ?? 1)),
        assumption: `of ${types.length} types that AWS Batch may choose, the cheapest for each vCPU`,
      }),
    ];
  },
};

export const scalingGroup: Pricer = {
  type: "aws:autoscaling/group:Group",
  usage: { averageInstances: "instances in the mean of the month; without it the desired or least number counts" },
  charges(group) {
    const count = group.use("averageInstances") ?? group.number("desiredCapacity", group.number("minSize"));
    const under = "mixedInstancesPolicy.";
    const types = group.has(under.slice(0, -1)) ? mixedTypes(group) : [templateType(group)];
    const onDemand = Math.min(count, onDemandOf(group, count));
    return [
      ...(onDemand > 0 ? [instances(group, types, { count: onDemand, isSpot: false })] : []),
      ...(count > onDemand ? [instances(group, types, { count: count - onDemand, isSpot: true })] : []),
    ];
  },
};

/** On-demand instances of a group: its base, and a share of what is above. A group of one type has no spot. */
function onDemandOf(group: Subject, count: number): number {
  const under = "mixedInstancesPolicy.instancesDistribution.";
  if (!group.has("mixedInstancesPolicy")) {
    return count;
  }
  const base = Math.min(count, group.number(`${under}onDemandBaseCapacity`, 0));
  return base + ((count - base) * group.number(`${under}onDemandPercentageAboveBaseCapacity`, 100)) / 100;
}

function instances(
  group: Subject,
  types: readonly string[],
  { count, isSpot }: { count: number; isSpot: boolean },
): Charge {
  const type = cheapestPerVcpu(group.stack, types, isSpot);
  return instanceCharge(group.stack, {
    name: `${count} × ${type}${isSpot ? " on spot" : ""}`,
    type,
    isSpot,
    basis: "fixed",
    hours: count * HOURS_OF_A_MONTH,
    ...(types.length > 1 && {
      assumption: `of ${types.length} types that the group may choose, the cheapest for each vCPU`,
    }),
  });
}

function mixedTypes(group: Subject): readonly string[] {
  const under = "mixedInstancesPolicy.launchTemplate.overrides";
  return group.list(under).map((_, index) => group.text(`${under}.${index}.instanceType`));
}

function templateType(group: Subject): string {
  const id = group.text("launchTemplate.id");
  const template = group.stack
    .ofType("aws:ec2/launchTemplate:LaunchTemplate")
    .find(({ resource }) => resource.id === id);
  if (template === undefined) {
    throw new Undecided("its launch template is not in this stack");
  }
  return template.text("instanceType");
}

export const instance: Pricer = {
  type: "aws:ec2/instance:Instance",
  usage: {},
  charges(instance) {
    const type = instance.text("instanceType");
    return [fixed(type, `ec2:${type}`, HOURS_OF_A_MONTH), ...rootVolume(instance)];
  },
};

function rootVolume(instance: Subject): readonly Charge[] {
  const under = "rootBlockDevice.";
  return instance.has(`${under}volumeSize`)
    ? volumeCharges(instance, { under, sizeGb: instance.number(`${under}volumeSize`) })
    : [];
}
