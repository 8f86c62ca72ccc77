import { z } from "zod";
import { cdnRefusals } from "../../components/cdn/cdn.refusals";
import { invalidationRefusals } from "../../components/cdn/invalidation-handler.refusals";
import { environmentSchema } from "../environment-schema";
import type { Finding, Path } from "../problems";
import { API_ORIGIN } from "../schema/cdn";
import { awsPartitionOfRegions } from "../topology/accounts";
import { invalidationName, longestEdgeDomain } from "../topology/edge";
import { patternOf } from "../topology/patterns";
import { refusedBy } from "./refusals";
import { type EnvironmentRule, ruleOn } from "./rule";

/** Longest domain that a certificate names first: the length of a common name. */
const LONGEST_FIRST_DOMAIN = 64;
/** Values of what no file says, for refusals that look at more than a file does. */
const UNSAID = { runbooksUrl: "https://runbooks.example.com", accountId: "000000000000", handlerName: "invalidation" };

const { api, cdn, domain, pattern } = environmentSchema.shape;
const entries = z.record(z.string(), z.unknown()).optional();
const partitions = z.record(z.string(), z.object({ regions: z.array(z.string()) }));

type Distribution = z.output<typeof cdn>[string];
type Distributions = z.output<typeof cdn>;

/** Rules about distributions: where paths lead, how old pages get, and what is invalidated. */
export const cdnRules = {
  "edge-is-in-the-commercial-partition": ruleOn({ api, cdn, partitions }, (environment) => {
    const regions = Object.values(environment.partitions).flatMap((one) => one.regions);
    const used = environment.api === undefined ? namesOf(environment.cdn) : ["api", ...namesOf(environment.cdn)];
    const isElsewhere = awsPartitionOfRegions(regions) !== "aws";
    return isElsewhere && used.length > 0
      ? [
          {
            path: environment.api === undefined ? ["cdn"] : ["api"],
            got: used,
            expected:
              "none in the AWS partition of these regions, which CloudFront's firewall and certificates are not in",
            change: "remove api and cdn, and put what AWS has there in front of the services",
          },
        ]
      : [];
  }),
  "edge-domains-fit-certificates": ruleOn({ api, cdn, domain, partitions }, (environment) => {
    const longest = longestEdgeDomain(environment);
    return longest === undefined || longest.length <= LONGEST_FIRST_DOMAIN
      ? []
      : [
          {
            path: ["domain"],
            got: environment.domain,
            expected: `a domain by which ${longest} has ${String(LONGEST_FIRST_DOMAIN)} characters or less, as a certificate names it first`,
            change: "choose a shorter domain, or a shorter name of the distribution",
          },
        ];
  }),
  "distribution-name-is-free": ruleOn({ cdn, endpoints: entries, functions: entries }, (environment) =>
    namesOf(environment.cdn)
      .filter(
        (name) =>
          Object.hasOwn(environment.endpoints ?? {}, name) ||
          Object.hasOwn(environment.functions ?? {}, invalidationName(name)),
      )
      .map((name) => ({
        path: ["cdn", name],
        got: name,
        expected: `a name that no endpoint has, and ${invalidationName(name)} one that no function has`,
        change: "rename one of them",
      })),
  ),
  "distribution-origin-exists": ruleOn({ api, cdn }, (environment) =>
    eachOf(environment.cdn, (distribution) =>
      targetsOf(distribution)
        .filter(({ origin }) => !originsOf(distribution, environment.api !== undefined).includes(origin))
        .map(({ place, origin }) => ({
          path: [...place, "origin"],
          got: origin,
          expected: originsExpected(originsOf(distribution, environment.api !== undefined)),
          change: "correct it, or add what it names: api, or an entry of buckets",
        })),
    ),
  ),
  "distribution-bucket-is-not-the-api": ruleOn({ cdn }, (environment) =>
    eachOf(environment.cdn, ({ buckets }) =>
      Object.hasOwn(buckets, API_ORIGIN)
        ? [
            {
              path: ["buckets", API_ORIGIN],
              got: API_ORIGIN,
              expected: `a name other than ${API_ORIGIN}, which is the API's`,
              change: "rename it",
            },
          ]
        : [],
    ),
  ),
  "distribution-bucket-is-in-every-partition": ruleOn({ cdn, partitions }, (environment) =>
    eachOf(environment.cdn, ({ buckets }) =>
      Object.entries(buckets).flatMap(([origin, byRegion]) => misplaced(origin, byRegion, environment.partitions)),
    ),
  ),
  "distribution-can-be": ruleOn({ cdn }, (environment) =>
    eachOf(environment.cdn, (distribution) => refusedDistribution(distribution)),
  ),
  "invalidation-reads-a-stream": ruleOn({ cdn, pattern, streams: entries }, (environment) => {
    const names = patternOf(environment).streams === "kinesis" ? Object.keys(environment.streams ?? {}) : [];
    return eachOf(environment.cdn, ({ invalidation }) =>
      invalidation === undefined || names.includes(invalidation.stream)
        ? []
        : [
            {
              path: ["invalidation", "stream"],
              got: invalidation.stream,
              expected:
                names.length === 0
                  ? `the name of a stream of Kinesis, and there is none under the pattern ${environment.pattern}`
                  : `one of ${names.join(", ")}`,
              change: "correct it, or leave invalidation out: the classes bound how old pages get",
            },
          ],
    );
  }),
  "invalidation-can-be": ruleOn({ cdn }, (environment) =>
    eachOf(environment.cdn, ({ invalidation }) =>
      invalidation === undefined
        ? []
        : refusedBy(invalidationRefusals, { ...invalidation, ...UNSAID }, (arg) => ["invalidation", ...arg.split(".")]),
    ),
  ),
} as const satisfies Record<string, EnvironmentRule>;

function namesOf(all: Distributions): string[] {
  return Object.keys(all);
}

/** What is wrong with each distribution, at its place in the file. */
function eachOf(all: Distributions, find: (distribution: Distribution) => Finding[]): Finding[] {
  return Object.entries(all).flatMap(([name, distribution]) =>
    find(distribution).map((finding) => ({ ...finding, path: ["cdn", name, ...finding.path] })),
  );
}

function targetsOf({ default: fallback, paths }: Distribution): { readonly place: Path; readonly origin: string }[] {
  return [
    { place: ["default"], origin: fallback.origin },
    ...paths.map(({ origin }, index) => ({ place: ["paths", index], origin })),
  ];
}

function originsOf({ buckets }: Distribution, hasApi: boolean): string[] {
  return [...(hasApi ? [API_ORIGIN] : []), ...Object.keys(buckets)];
}

function originsExpected(names: readonly string[]): string {
  return names.length === 0 ? `${API_ORIGIN} or a bucket, and there is neither` : `one of ${names.join(", ")}`;
}

/** Regions of buckets that the environment does not have, and partitions without any. */
function misplaced(
  origin: string,
  byRegion: Readonly<Record<string, string>>,
  all: z.output<typeof partitions>,
): Finding[] {
  const known = Object.values(all).flatMap(({ regions }) => regions);
  const foreign = Object.keys(byRegion).filter((region) => !known.includes(region));
  const bare = Object.entries(all).filter(
    ([, { regions }]) => !regions.some((region) => Object.hasOwn(byRegion, region)),
  );
  return [
    ...foreign.map((region) => ({
      path: ["buckets", origin, region],
      got: region,
      expected: `a region of the environment: ${known.join(", ")}`,
      change: "remove it or correct its name",
    })),
    ...bare.map(([partition, { regions }]) => ({
      path: ["buckets", origin],
      got: Object.keys(byRegion),
      expected: `a bucket in a region of ${partition}: ${regions.join(", ")}`,
      change: "add it: what a partition serves lies in its regions",
    })),
  ];
}

/** What the component would refuse of how paths are served and how old pages get; origins are judged above. */
function refusedDistribution({ default: defaultBehavior, paths, buckets: _buckets, ...rest }: Distribution): Finding[] {
  const origins = Object.fromEntries(
    [defaultBehavior, ...paths].map(({ origin }) => [origin, { kind: "server", domainName: undefined } as const]),
  );
  const args = { ...rest, ...UNSAID, defaultBehavior, behaviors: paths, origins, webAclArn: undefined };
  return refusedBy(cdnRefusals, { ...args, alarmTopicArns: [undefined] }, (arg) =>
    arg.startsWith("behaviors") ? ["paths"] : arg.split("."),
  );
}
