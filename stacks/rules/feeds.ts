import { z } from "zod";
import { CONTRACT_BOUNDS } from "../../components/feed/contract-bounds";
import { toSeconds } from "../../components/core/units";
import { environmentSchema } from "../environment-schema";
import type { Finding } from "../problems";
import { feedSchema } from "../schema/feed";
import { environmentTags, ownTags } from "../schema/tags";
import { PATTERNS, patternOf } from "../topology/patterns";
import { isBound } from "../topology/residence";
import { timesInPartitions } from "./jobs";
import { type EnvironmentRule, type Named, ruleOn, unknownName, wellShaped } from "./rule";

const { pattern } = environmentSchema.shape;
const { stream, fields, freshness, replay, restock } = feedSchema.shape;
const anything = z.record(z.string(), z.unknown());
const entries = anything.optional();
const tags = ownTags.optional();

/** Rules about feeds. */
export const feedRules = {
  "feed-reads-a-stream": ruleOnFeeds({ stream }, { streams: entries, pattern }, (feeds, environment) =>
    feeds.flatMap(({ name, stream: read }) =>
      Object.hasOwn(environment.streams ?? {}, read)
        ? withoutStreams(environment, name)
        : [unknownName(["feeds", name, "stream"], read, environment.streams)],
    ),
  ),
  "feed-has-a-lake": ruleOnFeeds({}, { lake: anything.optional() }, (feeds, { lake }) =>
    lake === undefined
      ? feeds.map(({ name }) => ({
          path: ["feeds", name],
          got: name,
          expected: "a lake, whose database and workgroup it is read in",
          change: "add `lake`, or remove the feed",
        }))
      : [],
  ),
  "feed-is-not-personal": ruleOnFeeds(
    { stream, tags },
    { streams: entries, tags: environmentTags },
    (feeds, environment) =>
      feeds.flatMap(({ name, stream: read, tags: own }) => {
        const found = [
          { path: ["feeds", name, "tags", "data-class"], got: own?.["data-class"] ?? environment.tags["data-class"] },
          { path: ["feeds", name, "stream"], got: classOfStream(environment.streams?.[read], environment) },
        ];
        return found
          .filter(({ got }) => isBound(got))
          .map((wrong) => ({
            ...wrong,
            expected: "data below personal: what cannot be converted is kept as it came",
            change: "feed a stream that holds nothing personal, written without these fields",
          }));
      }),
  ),
  "feed-fields-are-not-personal": ruleOnFeeds({ fields }, {}, (feeds) =>
    feeds.flatMap(({ name, fields: declared }) =>
      declared.flatMap(({ dataClass }, index) =>
        isBound(dataClass)
          ? [
              {
                path: ["feeds", name, "fields", index, "dataClass"],
                got: dataClass,
                expected: "a class below personal in a feed",
                change: "leave the field out: whoever needs it asks the service, inside the partition",
              },
            ]
          : [],
      ),
    ),
  ),
  "feed-fields-differ": ruleOnFeeds({ fields }, {}, (feeds) =>
    feeds.flatMap(({ name, fields: declared }) => {
      const lower = declared.map((field) => field.name.toLowerCase());
      return declared.flatMap((field, index) =>
        lower.indexOf(field.name.toLowerCase()) < index
          ? [
              {
                path: ["feeds", name, "fields", index, "name"],
                got: field.name,
                expected: "names that differ in lower case as well",
                change: "rename it, or remove it: columns have no capitals",
              },
            ]
          : [],
      );
    }),
  ),
  "feed-keeps-its-promise": ruleOnFeeds({ freshness, replay }, {}, (feeds) =>
    feeds.flatMap(({ name, ...promised }) => [
      ...outOfBounds(["feeds", name, "freshness"], promised.freshness, CONTRACT_BOUNDS.freshness),
      ...outOfBounds(["feeds", name, "replay"], promised.replay, CONTRACT_BOUNDS.replayRetention),
    ]),
  ),
  "restock-runs-in-the-night": (data) =>
    ruleOnFeeds({ restock }, {}, (feeds) =>
      feeds.flatMap((feed) =>
        feed.restock === undefined ? [] : timesInPartitions(["feeds", feed.name, "restock"], feed.restock, data),
      ),
    )(data, ""),
} as const satisfies Record<string, EnvironmentRule>;

/** {@link ruleOn} for feeds, and for other fields that they are judged by. */
function ruleOnFeeds<Shape extends z.ZodRawShape, Others extends z.ZodRawShape>(
  shape: Shape,
  others: Others,
  find: (feeds: readonly Named<Shape>[], environment: z.output<z.ZodObject<Others>>) => Finding[],
): EnvironmentRule {
  return (data, fileName) => {
    const feeds = z.object({ feeds: entries }).safeParse(data);
    const named = feeds.success ? wellShaped(shape, feeds.data.feeds ?? {}) : [];
    return ruleOn(others, (environment) => find(named, environment))(data, fileName);
  };
}

function withoutStreams(environment: { readonly pattern: z.output<typeof pattern> }, name: string): Finding[] {
  return patternOf(environment).streams === "none"
    ? [
        {
          path: ["feeds", name],
          got: name,
          expected: `no feed under the pattern ${environment.pattern}, which has no streams`,
          change: `remove it, or choose one of the patterns ${withStreams().join(", ")}`,
        },
      ]
    : [];
}

function withStreams(): string[] {
  return Object.entries(PATTERNS).flatMap(([name, { streams }]) => (streams === "none" ? [] : [name]));
}

function classOfStream(read: unknown, { tags: inherited }: { readonly tags: z.output<typeof environmentTags> }) {
  const own = z.object({ tags: z.object({ "data-class": ownTags.shape["data-class"] }) }).safeParse(read);
  return (own.success ? own.data.tags["data-class"] : undefined) ?? inherited["data-class"];
}

function outOfBounds(
  path: Finding["path"],
  got: z.output<typeof freshness> | z.output<typeof replay>,
  { least, most }: (typeof CONTRACT_BOUNDS)[keyof typeof CONTRACT_BOUNDS],
): Finding[] {
  return toSeconds(got) < toSeconds(least) || toSeconds(got) > toSeconds(most)
    ? [{ path, got, expected: `${least} to ${most}`, change: "promise what files can keep" }]
    : [];
}
