import { AURORA_DSQL_REGION_SETS, AURORA_DSQL_REGIONS, isOneAuroraDsqlSet } from "../../facts/aurora-dsql-regions";
import type { Refusal } from "../core";
import { inPartition } from "./database-secret.plan";

/** What decides the shape of a distributed database. */
export interface DistributedDatabasePlanArgs {
  /** Regions that have an endpoint each: one, or two that write and read the same rows. */
  readonly regions: readonly string[];
  /**
   * Region that keeps encrypted transaction logs for the two others, and has no endpoint.
   *
   * @default - none; a database of two regions must name it
   */
  readonly witnessRegion?: string;
  /** Customer key per region of the residency partition; nothing of the database lies in a region without one. */
  readonly keyArns: Readonly<Record<string, unknown>>;
}

/** A distributed database, with every choice made. */
export interface DistributedDatabasePlan {
  /** Regions with an endpoint, sorted. */
  readonly regions: readonly string[];
  readonly witnessRegion?: string;
}

/** What a distributed database gets where its arguments leave the choice open. */
export const DISTRIBUTED_DATABASE_DEFAULTS = { protect: true } as const satisfies { protect: boolean };

/** Plans a distributed database. The order in which regions are listed makes no difference. */
export function planDistributedDatabase({
  regions,
  witnessRegion,
}: DistributedDatabasePlanArgs): DistributedDatabasePlan {
  return { regions: regions.toSorted(), ...(witnessRegion === undefined ? {} : { witnessRegion }) };
}

/** Host of a cluster, by its identifier. */
export function endpointOf(identifier: string, region: string): string {
  return `${identifier}.dsql.${region}.on.aws`;
}

/** Reasons to refuse a distributed database. */
export const distributedDatabaseRefusals: readonly Refusal<DistributedDatabasePlanArgs>[] = [
  {
    when: ({ regions }) => regions.length < 1 || regions.length > 2 || new Set(regions).size !== regions.length,
    say: ({ regions }) => ({
      arg: "regions",
      got: regions,
      expected: "one region, or two different ones",
      change: "choose the regions that have an endpoint",
    }),
  },
  {
    when: (args) => strayRegions(args).length > 0,
    say: (args) => ({
      arg:
        args.witnessRegion !== undefined && strayRegions(args).includes(args.witnessRegion)
          ? "witnessRegion"
          : "regions",
      got: strayRegions(args),
      expected: inPartition(args.keyArns),
      change: "keep rows and logs inside the residency partition, or use a global database",
    }),
  },
  {
    when: (args) => !isOneAuroraDsqlSet(allRegions(args)),
    say: (args) => ({
      arg: "regions",
      got: allRegions(args),
      expected: `regions of one set: ${Object.values(AURORA_DSQL_REGION_SETS)
        .map((set) => set.join(", "))
        .join("; or ")}`,
      change: AURORA_DSQL_REGIONS.some((region) => Object.hasOwn(args.keyArns, region))
        ? "choose regions of one set, witness included"
        : "use a relational cluster, which every region offers",
    }),
  },
  {
    when: ({ regions, witnessRegion }) => !hasRightWitness(regions, witnessRegion),
    say: ({ regions, witnessRegion }) => ({
      arg: "witnessRegion",
      got: witnessRegion,
      expected: regions.length === 1 ? "nothing for a single region" : "a third region",
      change: regions.length === 1 ? "leave it out" : "name a region of the same set that has no endpoint",
    }),
  },
];

function allRegions({ regions, witnessRegion }: DistributedDatabasePlanArgs): readonly string[] {
  return witnessRegion === undefined ? regions : [...regions, witnessRegion];
}

function strayRegions(args: DistributedDatabasePlanArgs): readonly string[] {
  return allRegions(args).filter((region) => !Object.hasOwn(args.keyArns, region));
}

function hasRightWitness(regions: readonly string[], witnessRegion: string | undefined): boolean {
  return regions.length === 2
    ? witnessRegion !== undefined && !regions.includes(witnessRegion)
    : witnessRegion === undefined;
}
