import { poolsFor, requestsOfPod } from "../resource/pods";
import { Undecided, type ResourceReader } from "../resource/reader";
import type { Course, Hindrance } from "./bottleneck";
import { FunctionCarrier, PodCarrier } from "./carriers";
import type { Exposed } from "./happenings";
import { hindrancesOf } from "./hindrances";
import { Fleet } from "./fleet";
import { doNotDisrupt, graceSecondsOf, lossAdvice } from "./loss";
import type { NodeRoom } from "./nodes";
import {
  apiThrottle,
  databaseLimits,
  functionLimits,
  functionNames,
  streamStage,
  type FunctionLimits,
  type StackResources,
} from "./read-stages";
import { scalerOf } from "./scalers";
import type { Limit, Scenario, ScenarioWorkload } from "./scenario";
import type { ApiThrottle, DatabaseLimits, StreamStage } from "./stages";
import { SimulatedWorkload } from "./workload";
import { zonesOf } from "./zones";

/** What a call of a function costs by: its memory, and how long it takes. */
export interface PricedCall {
  readonly memoryMib: number;
  readonly isArm: boolean;
  readonly seconds: number;
}

/** A workload that is ready to be run. */
export interface Prepared extends Exposed {
  readonly course: Omit<Course, "moments">;
  readonly lossAdvice: string;
  readonly database?: DatabaseLimits;
  readonly call?: PricedCall;
}

interface Stages {
  readonly api?: ApiThrottle;
  readonly stream?: StreamStage;
  readonly database?: DatabaseLimits;
}

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

/** Finds what the workloads of a scenario go through; what several go through is there once. */
export class Preparation {
  /** Zones that pods are spread over. */
  readonly zones: readonly string[];
  private readonly apis = new Map<string, ApiThrottle>();
  private readonly databases = new Map<string, DatabaseLimits>();

  constructor(
    private readonly resources: StackResources,
    private readonly rooms: ReadonlyMap<ResourceReader, NodeRoom>,
    private readonly scenario: Scenario,
  ) {
    this.zones = zonesOf(resources, scenario);
  }

  /** Stages of APIs that were found. */
  get throttles(): readonly ApiThrottle[] {
    return [...this.apis.values()];
  }

  /** One workload: a Deployment, or a function. */
  workload(load: ScenarioWorkload): Prepared {
    const deployments = this.resources.ofType(DEPLOYMENT);
    const deployment = deployments.find((candidate) => candidate.text("metadata.name", "") === load.name);
    const stages = this.stages(load);
    if (deployment !== undefined) {
      return this.pods(load, deployment, stages);
    }
    const limits = functionLimits(this.resources, load);
    if (limits === undefined) {
      const known = [...deployments.map((each) => each.text("metadata.name", "")), ...functionNames(this.resources)];
      throw new Undecided(`workload "${load.name}" is none of the stack's: ${known.join(", ")}`);
    }
    return this.function(load, limits, stages);
  }

  private pods(load: ScenarioWorkload, deployment: ResourceReader, stages: Stages): Prepared {
    const scaler = scalerOf(deployment, this.resources.ofType);
    if (scaler === undefined) {
      throw new Undecided(`workload "${load.name}" has no autoscaler`);
    }
    const taking = poolsFor(deployment, [...this.rooms.keys()]).flatMap((pool) => this.rooms.get(pool) ?? []);
    const fleet = new Fleet(requestsOfPod(deployment), taking, this.scenario);
    fleet.around = { zones: this.zones, isSpotToBeHad: true };
    const carrier = new PodCarrier(this.scenario, load, { scaler, fleet });
    const pools = taking.map(({ name }) => name);
    const hindrances = hindrancesOf({ load, pools, most: carrier.most, ...stages });
    return {
      workload: new SimulatedWorkload(this.scenario, load, { carrier, isAsked: false, isFunction: false, ...stages }),
      fleet,
      graceSeconds: graceSecondsOf(deployment),
      course: { ...this.course(load, pools, hindrances), scaler },
      lossAdvice: lossAdvice(load, deployment, doNotDisrupt(deployment)),
      ...stages,
    };
  }

  private function(load: ScenarioWorkload, limits: FunctionLimits, stages: Stages): Prepared {
    const { stream } = stages;
    const carrier = new FunctionCarrier(limits, (second) => stream?.partsAt(second) ?? Infinity);
    const { isAsked, memoryMib, isArm } = limits;
    const hindrances = hindrancesOf({ load, pools: [], most: limits.concurrency, isFunction: true, ...stages });
    return {
      workload: new SimulatedWorkload(this.scenario, load, { carrier, isAsked, isFunction: true, ...stages }),
      graceSeconds: Infinity,
      course: this.course(load, [], hindrances),
      lossAdvice: "",
      call: { memoryMib, isArm, seconds: load.serviceSeconds },
      ...stages,
    };
  }

  private course(
    load: ScenarioWorkload,
    pools: readonly string[],
    hindrances: Readonly<Partial<Record<Limit, Hindrance>>>,
  ): Omit<Course, "moments"> {
    return { scenario: this.scenario, load, pools, hindrances };
  }

  private stages({ through: { api, stream, database }, thingKb }: ScenarioWorkload): Stages {
    return {
      ...(api !== undefined && { api: once(this.apis, api, () => apiThrottle(this.resources, api)) }),
      ...(stream !== undefined && { stream: streamStage(this.resources, stream, thingKb) }),
      ...(database !== undefined && {
        database: once(this.databases, database, () => databaseLimits(this.resources, database)),
      }),
    };
  }
}

function once<Value>(made: Map<string, Value>, name: string, make: () => Value): Value {
  const value = made.get(name) ?? make();
  made.set(name, value);
  return value;
}
