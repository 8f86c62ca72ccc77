import { committedUse } from "./committed-use";
import { extendedSupport } from "./extended-support";
import { gatewayEndpoints } from "./gateway-endpoints";
import { gp3 } from "./gp3";
import { graviton } from "./graviton";
import { idleReplicas } from "./idle-replicas";
import { ioOptimized } from "./io-optimized";
import { logRetention } from "./log-retention";
import type { Advice, Estimate, Recommendation } from "./recommendation";
import { spotShare } from "./spot-share";

/** All ways to save money that the planner knows. */
export const RECOMMENDATIONS: readonly Recommendation[] = [
  graviton,
  gp3,
  gatewayEndpoints,
  committedUse,
  ioOptimized,
  logRetention,
  extendedSupport,
  idleReplicas,
  spotShare,
];

/** What a recommendation comes to for an estimate. */
export interface Recommended extends Pick<Recommendation, "id" | "title" | "risk"> {
  /** USD of a month, as far as it is known. */
  readonly savingUsd: number;
  readonly advice: readonly Advice[];
}

/** What would make the plans of an estimate cheaper, the largest saving first; savings do not add up where they meet. */
export function recommend(estimate: Estimate): readonly Recommended[] {
  return RECOMMENDATIONS.map(({ id, title, risk, advice: adviceOf }) => {
    const advice = adviceOf(estimate);
    return { id, title, risk, advice, savingUsd: advice.reduce((sum, { savingUsd }) => sum + (savingUsd ?? 0), 0) };
  })
    .filter(({ advice }) => advice.length > 0)
    .toSorted((left, right) => right.savingUsd - left.savingUsd);
}
