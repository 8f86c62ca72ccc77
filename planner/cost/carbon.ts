import {
  GRID_KILOGRAMS_PER_KWH,
  HOURS_OF_A_MONTH,
  instanceShape,
  LAMBDA_GB_OF_A_VCPU,
  MACHINE_ENERGY,
  STORAGE_COPIES,
  STORAGE_ENERGY,
} from "../../facts";
import type { Line, ResourceCost } from "./estimate";

/** What a resource does to the climate in a month: power, and the gases of the grid that it comes from. */
export interface Carbon {
  readonly kilowattHours: number;
  readonly kilograms: number;
}

/** kWh of a quantity of a meter; `undefined` where the machines behind it are not known. */
type EnergyOf = (match: RegExpExecArray, quantity: number) => number | undefined;

const { idleWatts, busyWatts, utilization, overhead } = MACHINE_ENERGY;
const VCPU_KILOWATTS = (idleWatts + utilization * (busyWatts - idleWatts)) / 1_000;
const GB_OF_A_TB = 1_000;
const SECONDS_OF_AN_HOUR = 3_600;

const machine: EnergyOf = ([, type = ""], hours) => {
  const shape = instanceShape(type);
  return shape === undefined ? undefined : shape.vcpus * hours * VCPU_KILOWATTS;
};

function stored(medium: keyof typeof STORAGE_ENERGY, service: keyof typeof STORAGE_COPIES): EnergyOf {
  return (_, gb) => ((gb / GB_OF_A_TB) * HOURS_OF_A_MONTH * STORAGE_ENERGY[medium] * STORAGE_COPIES[service]) / 1_000;
}

/** Energy by meter. What is in no row is run on machines that nobody states: its carbon is unknown. */
const ENERGY: readonly (readonly [meter: RegExp, energy: EnergyOf])[] = [
  [/^ec2(?:-spot)?:(.+)$/, machine],
  [/^aurora:(?:io-optimized-)?db\.(.+)$/, machine],
  [/^elasticache:\w+:cache\.(.+)$/, machine],
  [/^msk:kafka\.(.+)$/, machine],
  [/^fargate:(?:arm-)?vcpu-hour$/, (_, hours) => hours * VCPU_KILOWATTS],
  [
    /^lambda:(?:arm|x86)-gb-second$/,
    (_, seconds) => (seconds / LAMBDA_GB_OF_A_VCPU / SECONDS_OF_AN_HOUR) * VCPU_KILOWATTS,
  ],
  [/^aurora:(?:io-optimized-)?storage$/, stored("ssd", "aurora")],
  [/^dynamodb:storage$/, stored("ssd", "dynamodb")],
  [/^ebs:gp[23]$/, stored("ssd", "ebs")],
  [/^s3:(?:standard|standard-ia)$/, stored("hdd", "s3")],
];

/** The carbon of a resource where it lies; `undefined` where neither its machines nor its grid are known. */
export function carbonOf(cost: ResourceCost): Carbon | undefined {
  const known = cost.lines.flatMap((line) => carbonOfLine(line, cost) ?? []);
  return known.length === 0
    ? undefined
    : {
        kilowattHours: known.reduce((sum, { kilowattHours }) => sum + kilowattHours, 0),
        kilograms: known.reduce((sum, { kilograms }) => sum + kilograms, 0),
      };
}

function carbonOfLine({ meter, quantity, region }: Line, cost: ResourceCost): Carbon | undefined {
  const grid = gridOf(region ?? cost.resource.region ?? cost.region);
  const [energy] = ENERGY.flatMap(([pattern, energyOf]) => {
    const match = pattern.exec(meter);
    return match === null || quantity === undefined ? [] : [energyOf(match, quantity)];
  });
  const kilowattHours = energy === undefined ? undefined : energy * overhead;
  return kilowattHours === undefined || grid === undefined
    ? undefined
    : { kilowattHours, kilograms: kilowattHours * grid };
}

function gridOf(region: string): number | undefined {
  return Object.entries(GRID_KILOGRAMS_PER_KWH).find(([name]) => name === region)?.[1];
}
