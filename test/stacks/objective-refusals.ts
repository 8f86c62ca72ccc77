import type { Case, Change } from "./edge-refusals";

function objectivesOf(promises: string, rest = "", more = ""): readonly Change[] {
  return [["queues:\n", `objectives: { allocation: { promises: { ${promises} }${rest} } }\n${more}queues:\n`]];
}

const NO_BUDGET =
  "expected <service>/<objective> of an objective of the kind negative-inventory or duplicate-allocation; name one that is there: what burns over an hour is too slow to take anything back";
const SPLIT = "split: { description: d, variants: { near: near, few: few }, defaultVariant: near }";

/** Objectives that an environment may not hold, by the rule that they break. */
export const BROKEN_OBJECTIVES: readonly Case[] = [
  [
    "objectives-are-of-what-runs",
    [["queues:\n", "objectives: { warehouse: { promises: { sold: { kind: duplicate-allocation } } } }\nqueues:\n"]],
    [
      `shop.yaml:65: objectives.warehouse is "warehouse", expected one of allocation, catalog; correct it, or add what it names`,
    ],
  ],
  [
    "objectives-of-an-api-need-one",
    objectivesOf("answered: { kind: availability, targetPercent: 99, from: api }"),
    [
      `shop.yaml:65: objectives.allocation.promises.answered.from is "api", expected service or canary where the environment has no api; measure what is there, or add the API`,
    ],
  ],
  [
    "objectives-of-a-canary-name-its-endpoint",
    objectivesOf(
      "a: { kind: availability, targetPercent: 99, from: canary }, b: { kind: latency, targetPercent: 99, milliseconds: 5, endpoint: api }",
    ),
    [
      `shop.yaml:65: objectives.allocation.promises.a.endpoint is "", expected the name of one, and there is none; correct it, or add what it names`,
      `shop.yaml:65: objectives.allocation.promises.b.endpoint is "api", expected nothing beside from: service; remove it, or measure the canary of the endpoint`,
    ],
  ],
  [
    "objectives-can-be",
    objectivesOf("", ", window: 5 days"),
    [
      `shop.yaml:65: objectives.allocation.promises is 0, expected 1 to 166 objectives; promise something, and no more than a dashboard shows`,
      `shop.yaml:65: objectives.allocation.window is "5 days", expected whole days, 7 days to 90 days; choose a time that is well above the longest window of an alarm, such as 30 days`,
    ],
  ],
  [
    "alarms-of-objectives-ring-at-once",
    objectivesOf(
      "answered: { kind: availability, targetPercent: 99 }, sold: { kind: duplicate-allocation }",
      "",
      `flags: { allocation: { flags: { ${SPLIT} }, rollbackAlarms: [allocation/sold, allocation/answered] } }\nchaos: { stopAlarms: [catalog/sold], experiments: {} }\n`,
    ),
    [
      `shop.yaml:66: flags.allocation.rollbackAlarms[1] is "allocation/answered", ${NO_BUDGET}`,
      `shop.yaml:67: chaos.stopAlarms[0] is "catalog/sold", ${NO_BUDGET}`,
    ],
  ],
];
