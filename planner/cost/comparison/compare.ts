import type { Plan } from "../../plan";
import { estimate, type Basis, type ResourceCost } from "../estimate";
import { usdOf } from "../totals";
import { Usage } from "../usage";
import { complexityOf, latencyOf, type Complexity, type Latency } from "./character";
import { usageUnder } from "./formulas";
import { limitsOf, type Limit } from "./limits";
import { saleOf, type Sale } from "./sale";
import { SideReader } from "./surroundings";
import { Load, type Claim, type Side, type Workload } from "./workload";

/** One architecture under one load. */
export interface Compared {
  readonly side: Side;
  readonly scale: number;
  readonly costs: readonly ResourceCost[];
  readonly monthlyUsd: number;
  readonly perOrderUsd: number;
  /** What answers, reserves and reconciles, without stores, network and guards. */
  readonly workUsd: number;
  /** The same with the database. */
  readonly workAndDatabaseUsd: number;
  readonly unpriced: number;
  /** Limits of its plans, the first to be reached before the others. */
  readonly limits: readonly Limit[];
  readonly sale?: Sale;
  readonly latency: Latency;
  readonly complexity: Complexity;
}

/** What a claim comes to. */
export interface CheckedClaim {
  readonly claim: Claim;
  readonly cuts: readonly Cut[];
}

/** What one side costs less than another, over a part of the bill. */
export interface Cut {
  readonly of: string;
  readonly baselineUsd: number;
  readonly sideUsd: number;
  readonly percent: number;
  readonly verdict: "holds" | "saves more" | "does not hold";
}

/** What estimates rest on, beside the use that follows from the workload. */
export type PricesBasis = Omit<Basis, "usage">;

/** Types that answer, reserve and reconcile. */
const WORK = [
  "aws:lambda/function:Function",
  "aws:apigateway/restApi:RestApi",
  "aws:batch/computeEnvironment:ComputeEnvironment",
  "aws:autoscaling/group:Group",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:eks/cluster:Cluster",
  "aws:eks/nodeGroup:NodeGroup",
  "kubernetes:karpenter.sh/v1:NodePool",
];
const DATABASE = ["aws:rds/cluster:Cluster", "aws:rds/clusterInstance:ClusterInstance", "aws:rds/proxy:Proxy"];

/** Estimates one side under a load, and says what it can carry. */
export function compared(
  { side, plans, load }: { readonly side: Side; readonly plans: readonly Plan[]; readonly load: Load },
  basis: PricesBasis,
): Compared {
  const reader = new SideReader(plans);
  const costs = estimate(plans, { ...basis, usage: new Usage(usageUnder(load, reader)) });
  const sum = (types?: readonly string[]): number =>
    costs.reduce((usd, cost) => usd + (types?.includes(cost.resource.type) === false ? 0 : usdOf(cost)), 0);
  const sale = saleOf(load, reader);
  return {
    side,
    scale: load.scale,
    costs,
    monthlyUsd: sum(),
    perOrderUsd: sum() / load.orders,
    workUsd: sum(WORK),
    workAndDatabaseUsd: sum([...WORK, ...DATABASE]),
    unpriced: costs.filter(isOpen).length,
    limits: limitsOf({ load, side: reader }),
    ...(sale !== undefined && { sale }),
    latency: latencyOf(reader),
    complexity: complexityOf(reader),
  };
}

function isOpen({ unpriced, lines }: ResourceCost): boolean {
  return unpriced !== undefined || lines.some(({ usd }) => usd === undefined);
}

/** The environment of a side at a scale. */
export function environmentAt({ environment, grown }: Side, scale: number): string {
  return scale > 1 ? (grown ?? environment) : environment;
}

/** Every environment that a workload compares. */
export function environmentsOf({ sides }: Workload): readonly string[] {
  return [
    ...new Set(sides.flatMap(({ environment, grown }) => [environment, ...(grown === undefined ? [] : [grown])])),
  ];
}

/** Compares all sides of a workload at all scales, and computes its claims. */
export function comparePatterns(
  workload: Workload,
  plansOf: ReadonlyMap<string, readonly Plan[]>,
  basis: PricesBasis,
): { readonly compared: readonly Compared[]; readonly claims: readonly CheckedClaim[] } {
  const at = (side: Side, scale: number): Compared => {
    const plans = plansOf.get(environmentAt(side, scale)) ?? [];
    return compared({ side, plans, load: new Load(workload, scale) }, basis);
  };
  const named = (name: string): readonly Side[] => workload.sides.filter((side) => side.name === name);
  return {
    compared: workload.scales.flatMap((scale) => workload.sides.map((side) => at(side, scale))),
    claims: workload.claims.flatMap((claim) =>
      named(claim.side).flatMap((side) =>
        named(claim.baseline).map((baseline) => checked(claim, at(side, claim.scale), at(baseline, claim.scale))),
      ),
    ),
  };
}

function checked(claim: Claim, side: Compared, baseline: Compared): CheckedClaim {
  const cut = (of: string, usdOfSide: (one: Compared) => number): Cut => {
    const [sideUsd, baselineUsd] = [usdOfSide(side), usdOfSide(baseline)];
    const percent = (1 - sideUsd / baselineUsd) * 100;
    return { of, baselineUsd, sideUsd, percent, verdict: verdictOf(percent, claim) };
  };
  return {
    claim,
    cuts: [
      cut("the whole bill", ({ monthlyUsd }) => monthlyUsd),
      cut("what answers, reserves and reconciles, with the database", (one) => one.workAndDatabaseUsd),
      cut("what answers, reserves and reconciles alone", ({ workUsd }) => workUsd),
    ],
  };
}

function verdictOf(percent: number, { leastPercent, mostPercent }: Claim): Cut["verdict"] {
  const rounded = Math.round(percent);
  if (rounded < leastPercent) {
    return "does not hold";
  }
  return rounded > mostPercent ? "saves more" : "holds";
}
