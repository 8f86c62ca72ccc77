import { awsPartitionOf, isAwsRegion } from "../../facts/regions";
import { UPSTREAM_REGISTRIES, type UpstreamKey } from "../../facts/upstream-registries";
import type { Refusal } from "../core/refusal";
import { toSeconds } from "../core/units";
import { REGISTRY_DEFAULTS, upstreamsOf, type RegistryPlanArgs, type RepositorySettings } from "./registry.plan";

/** Longest namespace: with the key of a public registry it has to fit into a cache prefix of 30 characters. */
export const MAX_NAMESPACE = 19;

const NAMESPACE = /^(?=.{2,19}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const REPOSITORY = /^(?=.{2,200}$)[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/;
const ACCOUNT = /^\d{12}$/;
const SECONDS_A_DAY = 86_400;

/** What the refusals of a registry look at. */
export interface RegistryRefusalArgs extends RegistryPlanArgs {
  /**
   * Secrets for public registries that need them.
   *
   * @default - none
   */
  readonly upstreamCredentials?: Readonly<Partial<Record<UpstreamKey, unknown>>>;
}

/** Reasons to refuse a registry. */
export const registryRefusals: readonly Refusal<RegistryRefusalArgs>[] = [
  {
    when: ({ namespace }) => !NAMESPACE.test(namespace),
    say: ({ namespace }) => ({
      arg: "namespace",
      got: namespace,
      expected: `2 to ${MAX_NAMESPACE} lower-case letters, digits or single dashes, starting with a letter`,
      change: "choose what the names of all repositories start with, such as prod",
    }),
  },
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "write the number of the account as text",
    }),
  },
  {
    when: (args) => foreignRegions(args.partitionRegions, args.region).length > 0,
    say: (args) => ({
      arg: "partitionRegions",
      got: foreignRegions(args.partitionRegions, args.region),
      expected: "known regions of one AWS partition",
      change: "list the regions of the residency partition, such as eu-central-1",
    }),
  },
  {
    when: ({ partitionRegions, region }) => !partitionRegions.includes(region),
    say: ({ partitionRegions, region }) => ({
      arg: "region",
      got: region,
      expected: `one of the partition's regions, ${partitionRegions.join(", ")}`,
      change: "put the registry where its images run",
    }),
  },
  {
    when: (args) => outsideRegions(args).length > 0,
    say: (args) => ({
      arg: "replicaRegions",
      got: outsideRegions(args),
      expected: `regions of the partition, ${args.partitionRegions.join(", ")}`,
      change: "push to a registry of the other partition instead of replicating into it",
    }),
  },
  {
    when: ({ replicaRegions = [], region }) =>
      replicaRegions.includes(region) || new Set(replicaRegions).size !== replicaRegions.length,
    say: ({ replicaRegions, region }) => ({
      arg: "replicaRegions",
      got: replicaRegions,
      expected: `other regions than ${region}, each once`,
      change: "name the regions that get a replica",
    }),
  },
  {
    when: (args) => (args.replicaRegions ?? []).length > 0 && args.ownsRegistrySettings === false,
    say: ({ replicaRegions }) => ({
      arg: "replicaRegions",
      got: replicaRegions,
      expected: "none where ownsRegistrySettings is false",
      change: "replicate from the component that owns the registry's settings: a registry has one replication",
    }),
  },
  {
    when: ({ repositories }) => badKeys(repositories).length > 0,
    say: ({ repositories }) => ({
      arg: "repositories",
      got: badKeys(repositories),
      expected: "2 to 200 lower-case letters and digits, in parts separated by a dash, dot, underscore or slash",
      change: "name each repository after the service whose image it holds",
    }),
  },
  {
    when: ({ repositories }) => badSettings(repositories) !== undefined,
    say: ({ repositories }) => ({
      arg: `repositories.${badSettings(repositories)}`,
      got: repositories[badSettings(repositories) ?? ""],
      expected: "keepImages from 1 to 1000, keepUntagged in whole days from 1 day",
      change: "choose what the repository keeps",
    }),
  },
  {
    when: (args) => new Set(upstreamsOf(args)).size !== upstreamsOf(args).length,
    say: ({ upstreams }) => ({
      arg: "upstreams",
      got: upstreams,
      expected: "each public registry once",
      change: "list a registry once",
    }),
  },
  {
    when: (args) => withoutCredentials(args).length > 0,
    say: (args) => ({
      arg: "upstreamCredentials",
      got: Object.keys(args.upstreamCredentials ?? {}),
      expected: `a secret for ${withoutCredentials(args).join(", ")}`,
      change: "give the ARN of a secret whose name starts with ecr-pullthroughcache/, or leave the registry out",
    }),
  },
];

function foreignRegions(regions: readonly string[], home: string): readonly string[] {
  return regions.filter((region) => !isAwsRegion(region) || awsPartitionOf(region) !== awsPartitionOf(home));
}

function outsideRegions({ replicaRegions, partitionRegions }: RegistryPlanArgs): readonly string[] {
  return (replicaRegions ?? REGISTRY_DEFAULTS.replicaRegions).filter(
    (region: string) => !partitionRegions.includes(region),
  );
}

function badKeys(repositories: RegistryPlanArgs["repositories"]): readonly string[] {
  return Object.keys(repositories).filter((key) => !REPOSITORY.test(key));
}

function badSettings(repositories: RegistryPlanArgs["repositories"]): string | undefined {
  return Object.entries(repositories).find(([, settings]) => !isKeepable(settings))?.[0];
}

function isKeepable({ keepImages, keepUntagged }: RepositorySettings): boolean {
  const images = keepImages ?? REGISTRY_DEFAULTS.keepImages;
  const untagged = toSeconds(keepUntagged ?? REGISTRY_DEFAULTS.keepUntagged);
  return (
    Number.isInteger(images) &&
    images >= 1 &&
    images <= 1_000 &&
    untagged >= SECONDS_A_DAY &&
    untagged % SECONDS_A_DAY === 0
  );
}

function withoutCredentials(args: RegistryRefusalArgs): readonly UpstreamKey[] {
  return upstreamsOf(args).filter(
    (key) => UPSTREAM_REGISTRIES[key].needsCredentials && args.upstreamCredentials?.[key] === undefined,
  );
}
