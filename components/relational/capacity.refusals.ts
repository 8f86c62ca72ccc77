import { auroraInstanceClassFacts } from "../../facts/aurora-instance-classes";
import { canAuroraPostgresqlPause } from "../../facts/aurora-postgresql-versions";
import type { Refusal } from "../core";
import { toSeconds, type Duration } from "../core/units";
import { capacityOf, RELATIONAL_DEFAULTS, zonesOf } from "./relational.choices";
import type { RelationalPlanArgs, ServerlessCapacity } from "./relational.choices";

/** Most instances that a cluster has, its writer included. */
const MAX_INSTANCES = 16;
/**
 * Range of serverless capacity, and of the time before a pause.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html (read
 * 2026-11-24).
 */
export const SERVERLESS_RANGE = { step: 0.5, highestAcu: 256, lowestMaximumAcu: 1 } as const;
const PAUSE = { shortest: "5 minutes", longest: "1 day" } as const satisfies Record<string, Duration>;

type CapacityRefusal = Refusal<RelationalPlanArgs>;

/** Reasons to refuse what the instances are made of, and how many there are. */
export const capacityRefusals: readonly CapacityRefusal[] = [
  {
    when: (args) => isUnknownClass(args),
    say: (args) => ({
      arg: "capacity.instanceClass",
      got: instanceClassOf(args),
      expected: "a class listed in facts/aurora-instance-classes.ts",
      change: "choose a Graviton class such as db.r7g.large",
    }),
  },
  {
    when: (args) => isMember(args) && auroraInstanceClassFacts(instanceClassOf(args) ?? "")?.inGlobalDatabase === false,
    say: (args) => ({
      arg: "capacity.instanceClass",
      got: instanceClassOf(args),
      expected: "a class that a member of a global database can have",
      change: "choose a memory-optimised class such as db.r7g.large",
    }),
  },
  {
    when: (args) => hasServerless(args, ({ minimumAcu, maximumAcu }) => !isRange(minimumAcu, maximumAcu)),
    say: (args) => ({
      arg: "capacity",
      got: capacityOf(args),
      expected: `a range from 0 to ${SERVERLESS_RANGE.highestAcu} ACU in steps of ${SERVERLESS_RANGE.step}, its maximum ${SERVERLESS_RANGE.lowestMaximumAcu} or more`,
      change: "choose the capacity at rest and the capacity at the peak",
    }),
  },
  {
    when: (args) => isPausing(args) && !canAuroraPostgresqlPause(args.engineVersion),
    say: (args) => ({
      arg: "capacity.minimumAcu",
      got: 0,
      expected: `0.5 or more with version ${args.engineVersion}, whose instances cannot pause`,
      change: "raise it, or choose a later version",
    }),
  },
  {
    when: (args) => isPausing(args) && (isMember(args) || (args.proxy ?? RELATIONAL_DEFAULTS.proxy)),
    say: () => ({
      arg: "capacity.minimumAcu",
      got: 0,
      expected: "0.5 or more behind a proxy and in a global database, whose connections keep instances awake",
      change: "raise it, or set proxy to false for a cluster that stands alone",
    }),
  },
  {
    when: (args) => hasServerless(args, ({ minimumAcu, pauseAfter }) => !isPause(minimumAcu, pauseAfter)),
    say: (args) => ({
      arg: "capacity.pauseAfter",
      got: pauseAfterOf(args),
      expected: `${PAUSE.shortest} to ${PAUSE.longest}, with a minimumAcu of 0`,
      change: "choose how long an idle instance stays awake, or leave it out",
    }),
  },
  {
    when: (args) => args.readerScaling !== undefined && !isReaderMaximum(args, args.readerScaling.maximum),
    say: (args) => ({
      arg: "readerScaling.maximum",
      got: args.readerScaling?.maximum,
      expected: `a whole number from ${zonesOf(args).length} to ${MAX_INSTANCES - 1}`,
      change: "leave room for more readers than the cluster's own",
    }),
  },
  {
    when: ({ readerScaling }) => !isTarget(readerScaling?.targetCpuPercent),
    say: ({ readerScaling }) => ({
      arg: "readerScaling.targetCpuPercent",
      got: readerScaling?.targetCpuPercent,
      expected: "10 to 90",
      change: "choose a share that leaves time to add a reader",
    }),
  },
  {
    when: (args) => isMember(args) && args.readerScaling !== undefined,
    say: ({ readerScaling }) => ({
      arg: "readerScaling",
      got: readerScaling,
      expected: "nothing in a global database, whose secondaries cannot scale by themselves",
      change: "add zones, or choose a larger class",
    }),
  },
];

function isMember({ initialRole }: RelationalPlanArgs): boolean {
  return (initialRole ?? RELATIONAL_DEFAULTS.initialRole) !== "alone";
}

function instanceClassOf(args: RelationalPlanArgs): string | undefined {
  const capacity = capacityOf(args);
  return capacity.kind === "provisioned" ? capacity.instanceClass : undefined;
}

function isUnknownClass(args: RelationalPlanArgs): boolean {
  const instanceClass = instanceClassOf(args);
  return instanceClass !== undefined && auroraInstanceClassFacts(instanceClass) === undefined;
}

function hasServerless(args: RelationalPlanArgs, test: (capacity: ServerlessCapacity) => boolean): boolean {
  const capacity = capacityOf(args);
  return capacity.kind === "serverless" && test(capacity);
}

function isPausing(args: RelationalPlanArgs): boolean {
  return hasServerless(args, ({ minimumAcu }) => minimumAcu === 0);
}

function isRange(minimum: number, maximum: number): boolean {
  const { step, highestAcu, lowestMaximumAcu } = SERVERLESS_RANGE;
  const inSteps = Number.isInteger(minimum / step) && Number.isInteger(maximum / step);
  return inSteps && minimum >= 0 && minimum <= maximum && maximum >= lowestMaximumAcu && maximum <= highestAcu;
}

function pauseAfterOf(args: RelationalPlanArgs): Duration | undefined {
  const capacity = capacityOf(args);
  return capacity.kind === "serverless" ? capacity.pauseAfter : undefined;
}

function isPause(minimumAcu: number, pauseAfter: Duration | undefined): boolean {
  if (pauseAfter === undefined) {
    return true;
  }
  const seconds = toSeconds(pauseAfter);
  return minimumAcu === 0 && seconds >= toSeconds(PAUSE.shortest) && seconds <= toSeconds(PAUSE.longest);
}

function isReaderMaximum(args: RelationalPlanArgs, maximum: number): boolean {
  return Number.isInteger(maximum) && maximum >= zonesOf(args).length && maximum < MAX_INSTANCES;
}

function isTarget(percent: number | undefined): boolean {
  return percent === undefined || (percent >= 10 && percent <= 90);
}
