/** Where the table below comes from, and when it was last compared with it. */
export const AURORA_DSQL_SOURCE = {
  url: "https://docs.aws.amazon.com/aurora-dsql/latest/userguide/what-is-aurora-dsql.html#region-availability",
  comparedOn: "2026-11-24",
} as const;

/**
 * Sets of regions within which Aurora DSQL offers clusters over several regions, the witness included; a cluster
 * cannot span two sets. The European set contains London, which is not in the European Union. Every region of a set
 * offers clusters of a single region as well.
 */
export const AURORA_DSQL_REGION_SETS = {
  us: ["us-east-1", "us-east-2", "us-west-2"],
  eu: ["eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3"],
  ap: ["ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
} as const satisfies Record<string, readonly string[]>;

/** Regions of all sets, set by set. */
export const AURORA_DSQL_REGIONS: readonly string[] = Object.values(AURORA_DSQL_REGION_SETS).flat();

/** Whether one set holds all the regions. */
export function isOneAuroraDsqlSet(regions: readonly string[]): boolean {
  const sets: readonly (readonly string[])[] = Object.values(AURORA_DSQL_REGION_SETS);
  return sets.some((set) => regions.every((region) => set.includes(region)));
}
