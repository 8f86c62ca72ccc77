import { INVALIDATION_LIMITS } from "../../../facts/cloudfront-limits";

/** What decides the most that invalidations cost in a month. */
export interface BudgetOfPaths {
  /** Paths that may be invalidated in a calendar month (UTC). */
  readonly pathsPerMonth: number;
  /** How many of them are free: 1,000 in an account that invalidates nothing else. */
  readonly freePaths: number;
}

/** The most that invalidations cost in a calendar month, in USD. */
export function billBoundUsd({ pathsPerMonth, freePaths }: BudgetOfPaths): number {
  return Math.max(0, pathsPerMonth - freePaths) * INVALIDATION_LIMITS.usdPerPath;
}
