import { z } from "zod";
import { choice, count, fields, mapOf, name, quantity, text } from "../environment-fields";
import { NAME_LIMITS } from "./name-limits";
import { ownTags } from "./tags";

/** Longest time over which CloudWatch samples count, in milliseconds: a request is over by then. */
const MOST_MILLISECONDS = 60_000;
const TARGET = { least: 95, most: 99.999 } as const;
const target = z
  .number({ error: `a number from ${String(TARGET.least)} to ${String(TARGET.most)}` })
  .min(TARGET.least, { error: `${String(TARGET.least)} or more, below which the fastest burn is more than all events` })
  .max(TARGET.most, { error: `${String(TARGET.most)} or less: a budget is what may fail` })
  .describe("Share that has to be good, in percent.");

const asked = {
  targetPercent: target,
  from: choice(
    ["service", "api", "canary"],
    "What is measured: what the service publishes, the region's API, or the canary at an endpoint.",
  ).default("service"),
  endpoint: name(NAME_LIMITS.endpoint, "Endpoint whose canary it is.").exactOptional(),
};

/** One objective, by what it is about. */
const objective = z.discriminatedUnion(
  "kind",
  [
    fields({ kind: z.literal("availability"), ...asked }, "Requests are answered."),
    fields(
      {
        kind: z.literal("latency"),
        ...asked,
        milliseconds: count(1, MOST_MILLISECONDS, "Time within which a request is answered."),
      },
      "Requests are answered in time.",
    ),
    fields(
      {
        kind: z.literal("freshness"),
        targetPercent: target,
        within: quantity(
          ["second", "seconds", "minute", "minutes"],
          'a time such as "30 seconds"',
          "How far what is read may be behind what was written.",
        ),
      },
      "What is read is fresh.",
    ),
    fields({ kind: z.literal("stock-mismatch"), targetPercent: target }, "Counted stock is recorded stock."),
    fields(
      {
        kind: z.literal("reconciliation-delta"),
        targetPercent: target,
        units: count(0, 1_000_000_000, "By how many units systems of record may differ."),
      },
      "Systems of record agree.",
    ),
    fields(
      {
        kind: z.literal("cache-hits"),
        targetPercent: target,
        percent: count(1, 100, "Share of reads that the cache serves, in percent."),
      },
      "The cache serves reads.",
    ),
    fields({ kind: z.literal("negative-inventory") }, "No stock is negative, without exception."),
    fields({ kind: z.literal("duplicate-allocation") }, "No unit is allocated twice, without exception."),
  ],
  {
    error:
      "a map whose kind is availability, latency, freshness, stock-mismatch, reconciliation-delta, cache-hits, negative-inventory or duplicate-allocation",
  },
);

/** What an environment file holds about the objectives of one service. */
export const objectivesSchema = fields(
  {
    window: quantity(["days"], 'a time such as "30 days"', "Time over which the targets hold.").exactOptional(),
    ticketTopic: text(
      /^[A-Za-z0-9_-]{1,256}$/,
      "the name of an SNS topic",
      "Topic, one in each region, that slow burns notify; without it, the environment's alarmTopic.",
    ).exactOptional(),
    promises: mapOf(name(NAME_LIMITS.objective, "Name of an objective."), objective, "What is promised, by name."),
    tags: ownTags.default({}),
  },
  "Objectives of one service, in every region.",
);
