import type { Refusal } from "../core";
import { NO_BOUND, TARGET_PERCENT, type CapacityRange, type OnDemandTableCapacity } from "./capacity.plan";
import type { KeyValuePlanArgs } from "./key-value.plan";

type CapacityRefusal = Refusal<KeyValuePlanArgs>;

const provisionedAndStrong: CapacityRefusal = {
  when: ({ capacity, consistency }) => capacity?.mode === "provisioned" && consistency === "strong",
  say: ({ capacity }) => ({
    arg: "capacity.mode",
    got: capacity?.mode,
    expected: '"on-demand" on a strongly consistent table: that such a table can be provisioned is nowhere written',
    change: 'choose "on-demand", which can have maxReadUnits and maxWriteUnits, or choose "eventual"',
  }),
};

/** Reasons to refuse a table's capacity. */
export const capacityRefusals: readonly CapacityRefusal[] = [
  ...(["maxReadUnits", "maxWriteUnits"] as const).map(refuseBound),
  ...(["read", "write"] as const).flatMap((kind) => [
    refuseUnits(kind, "minUnits"),
    refuseUnits(kind, "maxUnits"),
    refuseOrder(kind),
    refuseTarget(kind),
  ]),
  provisionedAndStrong,
];

function refuseBound(bound: "maxReadUnits" | "maxWriteUnits"): CapacityRefusal {
  return {
    when: (args) => !isBound(onDemandOf(args)?.[bound]),
    say: (args) => ({
      arg: `capacity.${bound}`,
      got: onDemandOf(args)?.[bound],
      expected: `a whole number of units from 1, or ${NO_BOUND} to lift a bound`,
      change: "choose what the bill may reach, or leave it out",
    }),
  };
}

function refuseUnits(kind: "read" | "write", bound: "minUnits" | "maxUnits"): CapacityRefusal {
  return {
    when: (args) => !isUnits(rangeOf(args, kind)?.[bound]),
    say: (args) => ({
      arg: `capacity.${kind}.${bound}`,
      got: rangeOf(args, kind)?.[bound],
      expected: "a whole number of units from 1",
      change: "give what the table needs at its quietest and at its busiest",
    }),
  };
}

function refuseOrder(kind: "read" | "write"): CapacityRefusal {
  return {
    when: (args) => isTurned(rangeOf(args, kind)),
    say: (args) => ({
      arg: `capacity.${kind}.maxUnits`,
      got: rangeOf(args, kind)?.maxUnits,
      expected: `at least minUnits (${String(rangeOf(args, kind)?.minUnits)})`,
      change: "raise the maximum, or lower the minimum",
    }),
  };
}

function refuseTarget(kind: "read" | "write"): CapacityRefusal {
  return {
    when: (args) => !isTarget(rangeOf(args, kind)?.targetPercent),
    say: (args) => ({
      arg: `capacity.${kind}.targetPercent`,
      got: rangeOf(args, kind)?.targetPercent,
      expected: `a whole number from ${TARGET_PERCENT.least} to ${TARGET_PERCENT.most}`,
      change: "choose a share that DynamoDB's autoscaling can keep in use",
    }),
  };
}

function onDemandOf({ capacity }: KeyValuePlanArgs): OnDemandTableCapacity | undefined {
  return capacity?.mode === "on-demand" ? capacity : undefined;
}

function rangeOf({ capacity }: KeyValuePlanArgs, kind: "read" | "write"): CapacityRange | undefined {
  return capacity?.mode === "provisioned" ? capacity[kind] : undefined;
}

function isUnits(units: number | undefined): boolean {
  return units === undefined || (Number.isInteger(units) && units >= 1);
}

function isBound(units: number | undefined): boolean {
  return units === NO_BOUND || isUnits(units);
}

function isTurned(range: CapacityRange | undefined): boolean {
  return range !== undefined && range.maxUnits < range.minUnits;
}

function isTarget(percent: number | undefined): boolean {
  const { least, most } = TARGET_PERCENT;
  return percent === undefined || (Number.isInteger(percent) && percent >= least && percent <= most);
}
