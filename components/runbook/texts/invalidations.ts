import type { RunbookId } from "../../core/runbooks";
import type { Runbook } from "../steps";

/** Runbooks of invalidations at the edge. */
export const INVALIDATION_RUNBOOKS = {
  "invalidation-budget-spent": {
    title: "The month's invalidations are spent",
    severity: "ticket",
    means:
      "Changes of stock are no longer invalidated: pages at the edge grow as old as their class allows, and buyers may see stock that is gone. Nothing is oversold, as an order asks the origin. The bill stays within its bound.",
    look: [
      {
        say: "What spent them: the metric PathsReserved by the hour; a feed of changes that change nothing is common.",
      },
      { say: "Whether paths are finer than they need be: the metric counts paths, and a category is one." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "spendLess",
        say: "Stop what spends them: drop events that change nothing, lengthen the window, lower the number of products from which a category is invalidated as a whole.",
      },
      {
        kind: "manual",
        name: "raiseBudget",
        say: "Where fresh pages are worth the money, raise the paths of the month in the file: the next plan shows the new bound of the bill.",
      },
      {
        kind: "manual",
        name: "shortenTtl",
        say: "Else let the class of the pages that show stock be stock, whose pages are fresh for seconds.",
      },
    ],
    after: ["Changes are invalidated again, or the first of the month is near enough to wait for."],
    next: ["cdn-origin-latency", "read-model-behind"],
  },
  "invalidation-given-up": {
    title: "CloudFront has not taken an invalidation",
    severity: "ticket",
    means:
      "An invalidation was sent again and again for 15 minutes, or a month ended before it was taken. Its pages have grown as old as their class allows; its paths stay spent.",
    look: [
      {
        say: "The error in the function's log: too many invalidations in progress, access denied, no distribution, or none.",
      },
      { say: "Whether others invalidate the same distribution: deployments, people, a second handler." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "mendRights",
        say: "Where access was denied, mend the right to invalidate: the distribution's ARN in the function's role.",
      },
      {
        kind: "manual",
        name: "makeRoom",
        say: "Where too many are in progress, stop the others, and lengthen the window: 15 wildcards and 3,000 paths run at a time.",
      },
    ],
    after: ["The metric NotTaken is zero for an hour."],
    next: ["invalidation-budget-spent", "handler-errors"],
  },
  "invalidation-refused": {
    title: "CloudFront refuses an invalidation",
    severity: "ticket",
    means:
      "CloudFront called an invalidation wrong, and will never take it. Its pages grow as old as their class allows; its paths stay spent.",
    look: [
      { say: "The error in the function's log, and the paths beside it: which template or which name made them." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "mendPaths",
        say: "Mend the templates of paths in the file; a tag needs a distribution that reads cache tags.",
      },
    ],
    after: ["The metric Refused is zero for an hour."],
    next: ["invalidation-given-up"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
