import type { ClusterVersion } from "../../facts/eks-addons";
import type { AwsPartition } from "../../facts/regions";
import type { RegimeKey } from "../../facts/residency";
import type { TagValues } from "../../facts/tag-schema";
import type { PlannedApiAccess } from "./api-access";
import type { PlannedApi } from "./apis";
import type { PlannedCache } from "./caches";
import type { PlannedFeed } from "./feeds";
import type { PlannedFunction } from "./functions";
import type { PlannedDatabase } from "./databases";
import type { PlannedCosts } from "./costs";
import type { PlannedEndpoint, PlannedZone } from "./endpoints";
import type { PlannedEdge, PlannedInvalidation } from "./edge";
import type { PlannedChaos } from "./experiments";
import type { PlannedFlags } from "./flags";
import type { PlannedLevel } from "./objectives";
import type { PlannedHybrid } from "./hybrid";
import type { PlannedJob } from "./jobs";
import type { PlannedKafka } from "./kafka";
import type { PlannedLake } from "./lakes";
import type { Peers } from "./peers";
import type { Residence, Residences } from "./residence";
import type { Role } from "./roles";
import type { Sizes } from "./sizes";
import type {
  PlannedArchive,
  PlannedFeature,
  PlannedQueue,
  PlannedService,
  PlannedStream,
  PlannedTable,
} from "./workloads";

/** What every stack has. */
interface StackPlace {
  /** Name of the stack, which is also the prefix of its physical names. */
  readonly name: string;
  /** Environment it belongs to. */
  readonly environment: string;
  /** Region of its provider. */
  readonly region: string;
  /** Account it lies in. */
  readonly account: string;
  /** AWS partition it lies in. */
  readonly awsPartition: AwsPartition;
  /** Where its state is kept, and the key that encrypts the secrets in it. */
  readonly state: { readonly backend: string; readonly secretsProvider: string };
  /** ARN of the role that its provider assumes. */
  readonly deployRoleArn: string;
  /** Regions its resources may lie in. */
  readonly allowedRegions: readonly string[];
  /** Names of the stacks it reads. */
  readonly references: readonly string[];
  /** Tags of its resources. */
  readonly tags: TagValues;
  /** Whether what holds data is kept from deletion. */
  readonly protect: boolean;
}

/** The stack of what has no region. */
export interface GlobalStack extends StackPlace {
  readonly kind: "global";
  /** Domain under which the platform answers. */
  readonly domain: string;
  /** Which partition holds the data of whom. */
  readonly residences: Residences;
  /**
   * Regime that binds what lies in the stack's region.
   *
   * @default - none has it
   */
  readonly regime?: RegimeKey;
  /**
   * What the environment may cost, and how its costs are shown.
   *
   * @default - nothing is watched or shown
   */
  readonly costs?: PlannedCosts;
  /** Endpoints in all regions of all partitions. */
  readonly endpoints: readonly PlannedEndpoint[];
  /**
   * What it has at the edge.
   *
   * @default - no distribution
   */
  readonly edge?: PlannedEdge;
  /** ARN of the topic that alarms notify. */
  readonly alarmTopicArn: string;
  /** Address that alarms link to. */
  readonly runbooks: string;
}

/** What guards a partition. */
export interface PlannedGuards {
  /** Regime whose bounds on logs hold: the partition's, or its host's where personal data stays on premises. */
  readonly regime: RegimeKey;
  /** Which partition holds the data of whom, in the whole environment. */
  readonly residences: Residences;
  /** Whether this stack owns what its account has once, such as the block of public buckets. */
  readonly ownsAccountSettings: boolean;
}

/** The stack of what spans the regions of a partition. */
export interface PartitionStack extends StackPlace {
  readonly kind: "partition";
  /** Name of the global stack. */
  readonly globalStack: string;
  /** Name of the partition. */
  readonly partition: string;
  /** Residency regime that binds it. */
  readonly regime: string;
  /** What binds its data, and who else may hold them. */
  readonly residence: Residence;
  /** Its regions in listed order. */
  readonly regions: readonly string[];
  /** Region that was primary at creation. */
  readonly initialPrimary: string;
  /**
   * How long restoring it may take.
   *
   * @default - not declared
   */
  readonly recoveryTime?: string;
  /**
   * Its transactional database.
   *
   * @default - none: its data stays on premises
   */
  readonly database?: PlannedDatabase;
  /** Its tables. */
  readonly tables: readonly PlannedTable[];
  /** Its archives. */
  readonly archives: readonly PlannedArchive[];
  /** Repositories of its registries. */
  readonly images: readonly string[];
  /** What guards it. */
  readonly guards: PlannedGuards;
  /** Whether distributions serve it. */
  readonly hasDistributions: boolean;
  /** ARNs of the topics that alarms notify, by region. */
  readonly alarmTopicArns: Readonly<Record<string, string>>;
}

/** The Kubernetes cluster of a region. */
export interface PlannedCluster {
  /** How `pulumi up` and operators reach the Kubernetes API. */
  readonly apiAccess: PlannedApiAccess;
  /**
   * Kubernetes version.
   *
   * @default - the cluster component's
   */
  readonly kubernetesVersion?: ClusterVersion;
  /** ARNs of the roles that administer it, by a name for the reader. */
  readonly administrators: Readonly<Record<string, string>>;
}

/** The stack of one region. */
export interface RegionStack extends StackPlace {
  readonly kind: "region";
  /** Name of its partition. */
  readonly partition: string;
  /** Residency regime that binds it. */
  readonly regime: string;
  /** Name of its partition's stack. */
  readonly partitionStack: string;
  /** Role today. */
  readonly role: Role;
  /** Role when the partition was created. */
  readonly initialRole: Role;
  /**
   * How long restoring its partition may take.
   *
   * @default - not declared
   */
  readonly recoveryTime?: string;
  /** Range of its network. */
  readonly cidr: string;
  /** Its zones. */
  readonly zones: readonly string[];
  /** The other regions of the partition. */
  readonly peers: Peers;
  /** How large its parts are. */
  readonly sizes: Sizes;
  /**
   * Its Kubernetes cluster.
   *
   * @default - none: the pattern runs nothing on Kubernetes
   */
  readonly cluster?: PlannedCluster;
  /**
   * Name of its queues of AWS Batch, each of which adds its architecture.
   *
   * @default - none: jobs run in the Kubernetes cluster
   */
  readonly batchQueueName?: string;
  /** Its streams. */
  readonly streams: readonly PlannedStream[];
  /**
   * The Kafka cluster that carries its streams.
   *
   * @default - none: each stream stands by itself
   */
  readonly kafka?: PlannedKafka;
  /**
   * What joins it with the data centre of its partition.
   *
   * @default - none: the partition has none
   */
  readonly hybrid?: PlannedHybrid;
  /** Names of its partition's tables. */
  readonly tables: readonly string[];
  /** Names of its partition's archives. */
  readonly archives: readonly string[];
  /**
   * The cluster of its partition's transactional database.
   *
   * @default - none: this region has no cluster
   */
  readonly database?: PlannedDatabase;
  /** Region that was primary at creation. */
  readonly initialPrimary: string;
  /**
   * Its cache.
   *
   * @default - none: no service uses one
   */
  readonly cache?: PlannedCache;
  /**
   * Its lake.
   *
   * @default - none: the environment declares no dataset
   */
  readonly lake?: PlannedLake;
  /** Its feeds; none where it has no lake. */
  readonly feeds: readonly PlannedFeed[];
  /** Its queues. */
  readonly queues: readonly PlannedQueue[];
  /** Its functions. */
  readonly functions: readonly PlannedFunction[];
  /** Its jobs. */
  readonly jobs: readonly PlannedJob[];
  /** Its services. */
  readonly services: readonly PlannedService[];
  /**
   * Its API.
   *
   * @default - none
   */
  readonly api?: PlannedApi;
  /** What invalidates pages from its stock events. */
  readonly invalidations: readonly PlannedInvalidation[];
  /** Its endpoints. */
  readonly endpoints: readonly PlannedEndpoint[];
  /** The zone that the records of its endpoints lie in. */
  readonly zone: PlannedZone;
  /** ARN of the topic that alarms notify. */
  readonly alarmTopicArn: string;
  /** What its services promise. */
  readonly objectives: readonly PlannedLevel[];
  /** Flags by which algorithms are released, by the service that reads them. */
  readonly flags: readonly PlannedFlags[];
  /**
   * Experiments that break a part of it.
   *
   * @default - none
   */
  readonly chaos?: PlannedChaos;
  /** Features that are on or off. */
  readonly features: readonly PlannedFeature[];
  /** Address that alarms link to. */
  readonly runbooks: string;
  /** ARNs of those who approve what its automations ask; without any there are no automations. */
  readonly approverArns: readonly string[];
}

/** A stack of an environment. */
export type Stack = GlobalStack | PartitionStack | RegionStack;
