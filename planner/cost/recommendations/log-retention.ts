import { readersOf, Undecided } from "../../resource/reader";
import type { Recommendation } from "./recommendation";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** Logs that nobody deletes. */
export const logRetention: Recommendation = {
  id: "log-retention",
  title: "Let logs expire",
  risk: "What auditors ask for belongs into an archive first; at most what the stored logs cost, and they grow each month.",
  advice: ({ plans, costs }) =>
    plans.flatMap((plan) =>
      readersOf(plan)(LOG_GROUP)
        .filter((group) => keptFor(group) === 0)
        .map(({ resource }) => {
          const cost = costs.find((one) => one.stack === plan.stack && one.resource.urn === resource.urn);
          const stored = cost?.lines.find(({ meter }) => meter.endsWith("storage"))?.usd;
          return { urn: resource.urn, stack: plan.stack, change: "set retentionInDays", savingUsd: stored ?? null };
        }),
    ),
};

/** Days that a log is kept; 0 for ever; unknown days are some. */
function keptFor(group: { number(path: string, otherwise?: number): number }): number {
  try {
    return group.number("retentionInDays", 0);
  } catch (error) {
    if (error instanceof Undecided) {
      return 1;
    }
    throw error;
  }
}
