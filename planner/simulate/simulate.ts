import type { Plan } from "../plan";
import { NODE_POOL } from "../resource/pods";
import { readersOf, type ResourceReader } from "../resource/reader";
import { Costs, type CostCourse, type Prices } from "./costs";
import { Happenings } from "./happenings";
import type { NodeRoom } from "./nodes";
import { roomOf } from "./pool-rooms";
import { Preparation, type Prepared } from "./prepare";
import type { StackResources } from "./read-stages";
import type { Scenario } from "./scenario";
import { shareOf, type DatabaseDemand } from "./stages";
import { judge, type Verdict } from "./verdict";
import type { Moment } from "./workload";

/** What became of one workload of a scenario. */
export interface SimulatedRun {
  readonly name: string;
  /** What carries its things out. */
  readonly carriedBy: "pods" | "calls";
  readonly moments: readonly Moment[];
  readonly verdict: Verdict;
}

/** What became of all of a scenario. */
export interface Simulation {
  readonly runs: readonly SimulatedRun[];
  /** What nodes and calls cost meanwhile. */
  readonly costs: CostCourse;
}

/**
 * Runs a load through what a stack's plan holds: autoscalers, KEDA, pools of nodes with their limits, functions, stages of
 * APIs, streams, databases.
 * @throws Undecided where the plan lacks a workload, or does not know what decides; the message says what
 */
export function simulate(plan: Plan, scenario: Scenario): readonly SimulatedRun[] {
  return simulateWithCosts(plan, scenario, NO_PRICES).runs;
}

const NO_PRICES: Prices = { node: () => undefined, call: () => undefined };

/** As {@link simulate}, with what nodes and calls cost by these prices. */
export function simulateWithCosts(plan: Plan, scenario: Scenario, prices: Prices): Simulation {
  const resources: StackResources = { stack: plan.stack, ofType: readersOf(plan) };
  const pools = resources.ofType(NODE_POOL);
  const rooms = new Map<ResourceReader, NodeRoom>(pools.map((pool) => [pool, roomOf(pool)]));
  const preparation = new Preparation(resources, rooms, scenario);
  const prepared = scenario.workloads.map((load) => preparation.workload(load));
  const happenings = new Happenings(scenario.events, preparation.zones);
  const costs = new Costs([...rooms].map(([pool, room]) => ({ room, price: prices.node(pool) })));
  for (let second = 0; second < scenario.seconds; second += 1) {
    rooms.forEach((room) => room.step(second));
    happenings.step(second, prepared);
    preparation.throttles.forEach((throttle) => throttle.step());
    step(second, prepared, happenings);
    costs.step(
      second,
      prepared.flatMap(({ call, workload }) => callsOf(call, workload.moments.at(-1), prices)),
    );
  }
  return { runs: prepared.map(runOf), costs: costs.course() };
}

/** One second of all workloads: those that share a database share what it carries out. */
function step(second: number, prepared: readonly Prepared[], happenings: Happenings): void {
  const demands = prepared.map((one) => ({ ...one, demand: one.workload.begin(second) }));
  demands.forEach(({ workload, database }) => {
    const shared = demands.filter((other) => database !== undefined && other.database === database);
    const asked: readonly DatabaseDemand[] = shared.map(({ demand }) => demand);
    if (database !== undefined && happenings.isWithoutWriter(database, second)) {
      workload.end({ share: 0, by: "database" });
    } else {
      workload.end(database === undefined ? { share: 1 } : shareOf(database, asked));
    }
  });
}

function callsOf(call: Prepared["call"], moment: Moment | undefined, prices: Prices): readonly (number | undefined)[] {
  if (call === undefined || moment === undefined) {
    return [];
  }
  const usd = prices.call(call);
  return [usd === undefined ? undefined : usd * moment.done];
}

function runOf({ workload, course, lossAdvice }: Prepared): SimulatedRun {
  const { moments, interrupted, load } = workload;
  const carriedBy = workload.parts.isFunction ? "calls" : "pods";
  return { name: load.name, carriedBy, moments, verdict: judge({ ...course, moments, interrupted, lossAdvice }) };
}
