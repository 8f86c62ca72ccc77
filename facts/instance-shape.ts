import { familyOf } from "./instance-naming";

/** What an instance of EC2 offers. */
export interface InstanceShape {
  readonly vcpus: number;
  readonly memoryGiB: number;
}

/** GiB of memory for each vCPU, and the first generation from which on that holds. */
interface Ratio {
  readonly memoryPerVcpu: number;
  readonly since: number;
}

/**
 * Compute, general, memory and burstable families keep one ratio from `large` to their largest size.
 * Source: the tables of https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html
 */
const RATIOS: Readonly<Record<string, Ratio>> = {
  c: { memoryPerVcpu: 2, since: 5 },
  m: { memoryPerVcpu: 4, since: 5 },
  r: { memoryPerVcpu: 8, since: 5 },
  t: { memoryPerVcpu: 4, since: 3 },
};

/** The shape of an instance type such as `m7g.2xlarge`; `undefined` for what does not follow the rule of its group. */
export function instanceShape(type: string): InstanceShape | undefined {
  const [, group = "", generation] = /^([a-z])(\d+)[a-z]*$/.exec(familyOf(type)) ?? [];
  const ratio = RATIOS[group];
  const vcpus = vcpusOf(type.slice(type.indexOf(".") + 1));
  return ratio === undefined || vcpus === undefined || Number(generation) < ratio.since
    ? undefined
    : { vcpus, memoryGiB: vcpus * ratio.memoryPerVcpu };
}

function vcpusOf(size: string): number | undefined {
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  if (times !== undefined) {
    return times === "" ? 4 : Number(times) * 4;
  }
  return size === "large" ? 2 : undefined;
}
