import type { Plan } from "../../plan";
import { readersOf, type ResourceReader } from "../../resource/reader";
import type { Load } from "./workload";

/** What formulas ask of the plans of a side. */
export class SideReader {
  private readonly readers: readonly ((type: string) => readonly ResourceReader[])[];

  constructor(readonly plans: readonly Plan[]) {
    this.readers = plans.map(readersOf);
  }

  /** All resources of a type, over all stacks. */
  ofType(type: string): readonly ResourceReader[] {
    return this.readers.flatMap((of) => of(type));
  }

  /** Share of looks that are answered before they reach what reads the store: at the edge, or by a cache. */
  missesOf(load: Load, ...layers: readonly ("edge" | "cache")[]): number {
    const there = { edge: this.hasEdge, cache: this.hasCache };
    const percent = { edge: load.of("edgePercent"), cache: load.of("cachePercent") };
    return layers.filter((layer) => there[layer]).reduce((share, layer) => share * (1 - percent[layer] / 100), 1);
  }

  private get hasEdge(): boolean {
    return this.ofType("aws:cloudfront/distribution:Distribution").length > 0;
  }

  private get hasCache(): boolean {
    return [
      "aws:elasticache/replicationGroup:ReplicationGroup",
      "aws:elasticache/serverlessCache:ServerlessCache",
    ].some((type) => this.ofType(type).length > 0);
  }
}

/** Looks of a second that come past the edge, at a rate of orders. */
export function originLooks(load: Load, side: SideReader, ordersPerSecond: number): number {
  return ordersPerSecond * load.of("looksPerOrder") * side.missesOf(load, "edge");
}

/** Half a vCPU: what the workload's file calls a pod. */
export const POD_VCPUS = 0.5;

/** vCPUs that looks, reservations and events take at a rate of orders. */
export function vcpusAt(load: Load, side: SideReader, ordersPerSecond: number): number {
  const pods =
    originLooks(load, side, ordersPerSecond) / load.of("looksPerPodSecond") +
    (ordersPerSecond * load.of("reservationsPerOrder")) / load.of("reservationsPerPodSecond") +
    (ordersPerSecond * load.of("eventsPerOrder")) / load.of("eventsPerPodSecond");
  return pods * POD_VCPUS;
}
