import type { Carrier, Hands } from "./carriers";
import { delayAt } from "./events";
import { arrivalsAt, type Limit, type Scenario, type ScenarioWorkload } from "./scenario";
import type { ApiThrottle, DatabaseDemand, StreamStage } from "./stages";

/** A workload at one second. */
export interface Moment {
  readonly second: number;
  readonly arriving: number;
  /** Things that wait. */
  readonly waiting: number;
  /** Seconds that the oldest thing has waited: what is carried out now. */
  readonly waitSeconds: number;
  /** Seconds that a thing takes from when it comes: its wait, and what it takes itself. */
  readonly latencySeconds: number;
  /** Things of this second that are turned away. */
  readonly rejected: number;
  /** Things that are carried out. */
  readonly done: number;
  readonly readyPods: number;
  readonly pods: number;
  /** Pods that the autoscaler wants. */
  readonly wanted: number;
  /** Whether wanted pods have no room in any pool. */
  readonly isWithoutRoom: boolean;
  /** What stands in the way while things wait or are turned away; absent where pods are on their way, or nothing does. */
  readonly limitedBy?: Limit;
}

/** What a workload's things go through. */
export interface WorkloadParts {
  readonly carrier: Carrier;
  /** Whether it is asked and has to answer at once: what it cannot take is turned away. */
  readonly isAsked: boolean;
  /** Whether a function carries it out. */
  readonly isFunction: boolean;
  readonly api?: ApiThrottle;
  readonly stream?: StreamStage;
}

/** What a workload could carry out in a second, but for its database. */
interface Offer {
  readonly second: number;
  readonly arriving: number;
  readonly rejected: number;
  readonly things: number;
  readonly demand: number;
  readonly streamTakes: number;
  readonly hands: Hands;
  readonly seconds: number;
}

/** Less than this is no thing that waits, but what sums of shares leave. */
const ROUNDING = 1e-6;

/** One workload under a load, second by second. */
export class SimulatedWorkload {
  readonly moments: Moment[] = [];
  /** Things whose pods went away before they were done, for good and to be done again. */
  readonly interrupted = { lost: 0, redone: 0 };
  private readonly arrived: number[] = [];
  private carriedOut = 0;
  /** Second in which the oldest waiting thing arrived. */
  private oldest = 0;
  private again = 0;
  private offer: Offer | undefined;

  constructor(
    private readonly scenario: Scenario,
    readonly load: ScenarioWorkload,
    readonly parts: WorkloadParts,
  ) {}

  /** Lets a second begin: what arrives is let in, and what may be carried out is told for the database. */
  begin(second: number): DatabaseDemand {
    const { carrier, api, stream, isFunction } = this.parts;
    const { podPerSecond, serviceSeconds, connections, unitPerSecond = Infinity } = this.load;
    const delay = delayAt(this.scenario.events, this.load.name, second);
    const asked = arrivalsAt(this.scenario, this.load, second);
    const arriving = (api?.admit(asked) ?? asked) + this.again;
    const rejected = asked + this.again - arriving;
    this.again = 0;
    const hands = carrier.step(second, () => this.seen(second));
    // What waits for somebody outside keeps its place: fewer things fit into a second.
    const each = (podPerSecond * serviceSeconds) / (serviceSeconds + delay);
    const readers = isFunction ? hands.ready : Math.min(hands.ready, stream?.partsAt(second) ?? Infinity);
    const streamTakes = stream?.takes(second, arriving) ?? Infinity;
    const demand = this.waitingBefore(second) + arriving;
    const things = Math.min(demand, readers * each, streamTakes);
    this.offer = { second, arriving, rejected, things, demand, streamTakes, hands, seconds: serviceSeconds + delay };
    return { things, unitPerSecond, connections: Math.min(hands.ready, readers) * connections };
  }

  /** Ends the second, in which the database carries out a share of what it was asked for. */
  end({ share, by }: { readonly share: number; readonly by?: "connections" | "database" }): void {
    const { offer } = this;
    if (offer === undefined) {
      throw new Error("a second ends that has not begun");
    }
    const { second, hands, demand } = offer;
    const done = offer.things * share;
    const left = demand - done;
    const turnedAway = this.parts.isAsked ? left : 0;
    const waiting = this.carryOut(second, offer.arriving - turnedAway, done);
    const rejected = offer.rejected + turnedAway;
    const waitSeconds = waiting === 0 ? 0 : second - this.oldest;
    const isHindered = waiting > 0 || rejected > 0;
    const limitedBy = isHindered
      ? offer.rejected > 0 && waiting === 0
        ? "api"
        : (by ?? this.limit(offer))
      : undefined;
    this.moments.push({
      second,
      arriving: offer.arriving + offer.rejected,
      waiting,
      waitSeconds,
      latencySeconds: waitSeconds + offer.seconds,
      rejected,
      done,
      readyPods: hands.ready,
      pods: hands.size,
      wanted: hands.wanted,
      isWithoutRoom: hands.isWithoutRoom,
      ...(limitedBy !== undefined && { limitedBy }),
    });
  }

  /** Loses pods with what they are at; `canFinish` tells whether they are given the time for it. */
  interrupt(ready: number, canFinish: boolean): void {
    const before = this.moments.at(-1);
    if (before === undefined || canFinish || before.readyPods === 0) {
      return;
    }
    const things = (before.done / before.readyPods) * this.load.serviceSeconds * ready;
    this.interrupted[this.load.interrupted] += things;
    if (this.load.interrupted === "redone") {
      this.again += things;
    }
  }

  /** What limits where more waits than is carried out; nothing where pods are on their way. */
  private limit({ hands, streamTakes, things, arriving, second }: Offer): Limit | undefined {
    const { stream, isFunction, carrier } = this.parts;
    if (things >= streamTakes) {
      return "stream";
    }
    if (isFunction) {
      return hands.ready < carrier.most ? "stream" : "concurrency";
    }
    if (hands.ready > (stream?.partsAt(second) ?? Infinity)) {
      return "stream";
    }
    if (hands.isWithoutRoom) {
      return "pool";
    }
    return hands.ready >= carrier.most && things < arriving ? "maxReplicas" : undefined;
  }

  private waitingBefore(second: number): number {
    return (this.arrived[second - 1] ?? 0) - this.carriedOut;
  }

  /** First come, first served; tells what is left. */
  private carryOut(second: number, arriving: number, done: number): number {
    const total = (this.arrived[second - 1] ?? 0) + arriving;
    this.arrived.push(total);
    this.carriedOut = total - this.carriedOut - done < ROUNDING ? total : this.carriedOut + done;
    while ((this.arrived[this.oldest] ?? Infinity) <= this.carriedOut) {
      this.oldest += 1;
    }
    return total - this.carriedOut;
  }

  /** What its metric shows: what was, some time ago. */
  private seen(second: number): number | undefined {
    const moment = this.moments[second - 1 - this.scenario.metricDelaySeconds];
    if (moment === undefined) {
      return undefined;
    }
    const { waiting, arriving, rejected, latencySeconds } = moment;
    // What arrived in the last instants is still under way where nothing waits.
    const underWay = (arriving - rejected) * (latencySeconds - moment.waitSeconds);
    const { measures, metricMost = Infinity } = this.load;
    return Math.min(measures === "waiting" ? waiting + underWay : latencySeconds, metricMost);
  }
}
