import { z } from "zod";
import { choice, count, fields, listOf, mapOf, name, quantity, text } from "../environment-fields";
import { NAME_LIMITS } from "./name-limits";
import { regionName } from "./places";
import { ownTags } from "./tags";

/** The origin that is the API of each region. */
export const API_ORIGIN = "api";
/** Default of a distribution's `default`: everything goes to the API, and nothing is kept. */
export const DEFAULT_TARGET = { class: "private", origin: API_ORIGIN } as const;
/** Default of `invalidation.pathsPerMonth`: those that cost nothing. */
export const DEFAULT_PATHS_PER_MONTH = 1_000;

const target = {
  class: choice(
    ["stock", "page", "asset", "private"],
    "How it is cached: for seconds, for a minute, for a year, or not at all.",
  ),
  origin: name(NAME_LIMITS.origin, "`api`, or one of `buckets`."),
};
const words = (what: string, description: string) =>
  z
    .array(text(/^[\w.-]{1,128}$/, `the name of a ${what}`, `Name of a ${what}.`), { error: `a list of ${what}s` })
    .describe(description);
const queryStrings = (pages: string) =>
  words("query string", `Those that tell ${pages} apart and reach the origin.`).exactOptional();
const template = (description: string) =>
  listOf(text(/^[/#]\S+$/, "a path that starts with a slash, or a tag that starts with #", description), description);

const invalidation = fields(
  {
    stream: name(NAME_LIMITS.stream, "Stream of stock events."),
    paths: fields(
      {
        product: template("What shows a product, with {category} and {sku}."),
        category: template("What covers every product of a {category}."),
        all: template("What covers every product."),
      },
      "What is invalidated when stock changes, from fine to coarse.",
    ),
    pathsPerMonth: count(
      0,
      1_000_000,
      "Paths that may be invalidated in a month, in all regions together; each beyond 1,000 costs 0.005 USD.",
    ).default(DEFAULT_PATHS_PER_MONTH),
    window: quantity(
      ["seconds", "minute", "minutes"],
      'a time such as "30 seconds"',
      "Least time between two invalidations.",
    ).exactOptional(),
  },
  "Invalidations from stock events, within a budget; when it is spent, pages grow as old as their class allows.",
);

/** What an environment file holds about one distribution. */
export const distributionSchema = fields(
  {
    default: fields(target, "How paths are served that `paths` does not name.").default(DEFAULT_TARGET),
    paths: z
      .array(
        fields(
          {
            path: text(
              /^\/\S{0,254}$/,
              "a pattern such as /stock/*",
              "Pattern of a path; `*` is any text, `?` a character.",
            ),
            ...target,
          },
          "Paths that are served in a way of their own.",
        ),
        { error: "a list of paths" },
      )
      .describe("Paths that are served in ways of their own; the first that matches is taken.")
      .default([]),
    buckets: mapOf(
      name(NAME_LIMITS.origin, "Name of an origin."),
      mapOf(
        regionName,
        text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "the name of a bucket", "Name of the bucket there."),
        "Buckets by region; each partition has one at least.",
      ),
      "Buckets that are origins, by a name for each; their policies let the distribution read.",
    ).default({}),
    stockTtl: quantity(
      ["second", "seconds"],
      'a time such as "5 seconds"',
      "How long `stock` is fresh.",
    ).exactOptional(),
    pageTtl: quantity(
      ["second", "seconds", "minute", "minutes"],
      'a time such as "1 minute"',
      "How long `page` is fresh.",
    ).exactOptional(),
    queryStrings: fields(
      { stock: queryStrings("pages of stock"), page: queryStrings("pages"), asset: queryStrings("assets") },
      "Query strings by class; all others are dropped.",
    ).default({}),
    cookies: words("cookie", "Cookies that reach the origin of a private path.").default([]),
    invalidation: invalidation.exactOptional(),
    tags: ownTags.default({}),
  },
  "A CloudFront distribution for each partition, `<name>.<partition>.<domain>`, in front of the partition's regions.",
);
