import { awsPartitionOf, type AwsPartition } from "../../facts/regions";
import { UPSTREAM_REGISTRIES, type UpstreamKey } from "../../facts/upstream-registries";
import { toDays, type Duration } from "../core/units";

/** What one repository keeps. */
export interface RepositorySettings {
  /**
   * Newest images that are kept.
   *
   * @default 50
   */
  readonly keepImages?: number;
  /**
   * How long an image without a tag is kept.
   *
   * @default "14 days"
   */
  readonly keepUntagged?: Duration;
}

/** What decides the shape of a region's registry. */
export interface RegistryPlanArgs {
  /** What the names of all repositories start with, such as `prod`. */
  readonly namespace: string;
  /** Account of the registry. */
  readonly accountId: string;
  /** Region of the registry. */
  readonly region: string;
  /** Regions of the residency partition, this one among them. */
  readonly partitionRegions: readonly string[];
  /** Repositories by the rest of their name: `allocation` is `prod/allocation`. */
  readonly repositories: Readonly<Record<string, RepositorySettings>>;
  /**
   * Regions that every image of the namespace is replicated to.
   *
   * @default - none
   */
  readonly replicaRegions?: readonly string[];
  /**
   * Public registries whose images are cached, and pulled from here.
   *
   * @default ["ecr-public", "kubernetes", "quay"]
   */
  readonly upstreams?: readonly UpstreamKey[];
  /**
   * Whether this component sets what holds for the whole registry of account and region: scanning, replication and
   * what replicated repositories are like. One component does.
   *
   * @default true
   */
  readonly ownsRegistrySettings?: boolean;
}

/** Values that are used where an argument is left out. */
export const REGISTRY_DEFAULTS = {
  keepImages: 50,
  keepUntagged: "14 days",
  replicaRegions: [],
  upstreams: ["ecr-public", "kubernetes", "quay"],
  ownsRegistrySettings: true,
  protect: true,
} as const satisfies Partial<RegistryPlanArgs> & RepositorySettings & { readonly protect: boolean };

/** One rule of a lifecycle policy, as ECR spells it. */
export interface LifecycleRule {
  readonly rulePriority: number;
  readonly description: string;
  readonly selection: {
    readonly tagStatus: "untagged" | "any";
    readonly countType: "sinceImagePushed" | "imageCountMoreThan";
    readonly countUnit?: "days";
    readonly countNumber: number;
  };
  readonly action: { readonly type: "expire" };
}

/** One repository, with every choice made. */
export interface PlannedRepository {
  /** Key of the repository in the arguments. */
  readonly key: string;
  /** Physical name. */
  readonly name: string;
  readonly lifecycle: readonly LifecycleRule[];
}

/** One cached public registry, with every choice made. */
export interface PlannedUpstream {
  readonly key: UpstreamKey;
  /** What the names of cached repositories start with. */
  readonly prefix: string;
  /** Host of the public registry. */
  readonly url: string;
  /** What to write instead of that host. */
  readonly cacheUrl: string;
}

/** A region's registry as plain data. */
export interface RegistryPlan {
  readonly namespace: string;
  readonly accountId: string;
  readonly region: string;
  /** AWS partition of the region. */
  readonly partition: AwsPartition;
  /** Repositories, sorted by key. */
  readonly repositories: readonly PlannedRepository[];
  /** Regions that images are replicated to, sorted. */
  readonly replicaRegions: readonly string[];
  /** Cached registries, sorted by key. */
  readonly upstreams: readonly PlannedUpstream[];
  /** What cached and replicated repositories keep. */
  readonly defaultLifecycle: readonly LifecycleRule[];
  readonly ownsRegistrySettings: boolean;
}

/** Domain of the registry's host, by AWS partition. */
const REGISTRY_DOMAINS = {
  aws: "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
  "aws-eusc": "amazonaws.eu",
} as const satisfies Readonly<Record<AwsPartition, string>>;

/** Turns checked arguments into a plan. */
export function planRegistry(args: RegistryPlanArgs): RegistryPlan {
  return {
    namespace: args.namespace,
    accountId: args.accountId,
    region: args.region,
    partition: awsPartitionOf(args.region) ?? "aws",
    repositories: Object.entries(args.repositories)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, settings]) => ({ key, name: `${args.namespace}/${key}`, lifecycle: lifecycle(settings) })),
    replicaRegions: (args.replicaRegions ?? REGISTRY_DEFAULTS.replicaRegions).toSorted(),
    upstreams: upstreamsOf(args)
      .toSorted()
      .map((key) => plannedUpstream(args, key)),
    defaultLifecycle: lifecycle({}),
    ownsRegistrySettings: args.ownsRegistrySettings ?? REGISTRY_DEFAULTS.ownsRegistrySettings,
  };
}

/** The public registries that are cached. */
export function upstreamsOf({ upstreams }: RegistryPlanArgs): readonly UpstreamKey[] {
  return upstreams ?? REGISTRY_DEFAULTS.upstreams;
}

/** What the names of repositories that cache a public registry start with. */
export function cachePrefix(namespace: string, upstream: UpstreamKey): string {
  return `${namespace}-${upstream}`;
}

function plannedUpstream({ namespace, accountId, region }: RegistryPlanArgs, key: UpstreamKey): PlannedUpstream {
  const prefix = cachePrefix(namespace, key);
  const domain = REGISTRY_DOMAINS[awsPartitionOf(region) ?? "aws"];
  return {
    key,
    prefix,
    url: UPSTREAM_REGISTRIES[key].url,
    cacheUrl: `${accountId}.dkr.ecr.${region}.${domain}/${prefix}`,
  };
}

function lifecycle({ keepImages, keepUntagged }: RepositorySettings): readonly LifecycleRule[] {
  const images = keepImages ?? REGISTRY_DEFAULTS.keepImages;
  const untagged = keepUntagged ?? REGISTRY_DEFAULTS.keepUntagged;
  return [
    {
      rulePriority: 1,
      description: `Expire images without a tag after ${untagged}`,
      selection: {
        tagStatus: "untagged",
        countType: "sinceImagePushed",
        countUnit: "days",
        countNumber: toDays(untagged),
      },
      action: { type: "expire" },
    },
    {
      rulePriority: 2,
      description: `Keep the newest ${images} images`,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: images },
      action: { type: "expire" },
    },
  ];
}
