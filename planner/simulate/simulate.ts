import type { Plan } from "../plan";
import { NODE_POOL, poolsFor, quantityOf, requestsOfPod } from "../resource/pods";
import { readersOf, Undecided, type ResourceReader } from "../resource/reader";
import { Fleet } from "./fleet";
import { NodeRoom } from "./nodes";
import { scalerOf } from "./scalers";
import type { Scenario, ScenarioWorkload } from "./scenario";
import { judge, type Verdict } from "./verdict";
import { SimulatedWorkload, type Moment } from "./workload";

/** What became of one workload of a scenario. */
export interface SimulatedRun {
  readonly name: string;
  readonly moments: readonly Moment[];
  readonly verdict: Verdict;
}

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

/**
 * Runs a load through what a stack's plan holds: autoscalers, KEDA, pools of nodes with their limits.
 * @throws Undecided where the plan lacks a workload, or does not know what decides; the message says what
 */
export function simulate(plan: Plan, scenario: Scenario): readonly SimulatedRun[] {
  const ofType = readersOf(plan);
  const rooms = new Map(ofType(NODE_POOL).map((pool) => [pool, roomOf(pool)]));
  const runs = scenario.workloads.map((load) => prepared({ ofType, rooms, scenario, load }));
  for (let second = 0; second < scenario.seconds; second += 1) {
    runs.forEach(({ workload }) => workload.step(second));
  }
  return runs.map(({ load, scaler, pools, workload: { moments } }) => ({
    name: load.name,
    moments,
    verdict: judge({ scenario, load, scaler, moments, pools }),
  }));
}

function prepared(parts: {
  readonly ofType: (type: string) => readonly ResourceReader[];
  readonly rooms: ReadonlyMap<ResourceReader, NodeRoom>;
  readonly scenario: Scenario;
  readonly load: ScenarioWorkload;
}) {
  const { ofType, rooms, scenario, load } = parts;
  const deployments = ofType(DEPLOYMENT);
  const deployment = deployments.find((candidate) => candidate.text("metadata.name", "") === load.name);
  if (deployment === undefined) {
    const names = deployments.map((candidate) => candidate.text("metadata.name", ""));
    throw new Undecided(`workload "${load.name}" is none of the stack's: ${names.join(", ")}`);
  }
  const scaler = scalerOf(deployment, ofType);
  if (scaler === undefined) {
    throw new Undecided(`workload "${load.name}" has no autoscaler`);
  }
  const taking = poolsFor(deployment, [...rooms.keys()]).flatMap((pool) => rooms.get(pool) ?? []);
  const fleet = new Fleet(requestsOfPod(deployment), taking, scenario);
  const workload = new SimulatedWorkload(scenario, load, { scaler, fleet });
  return { load, scaler, pools: taking.map(({ name }) => name), workload };
}

function roomOf(pool: ResourceReader): NodeRoom {
  const limit = (resource: string): number =>
    pool.has(`spec.limits.${resource}`) ? quantityOf(pool.read(`spec.limits.${resource}`)) : Infinity;
  return new NodeRoom(pool.text("metadata.name"), { cpu: limit("cpu"), memoryGiB: limit("memory") / 1_024 ** 3 });
}
