import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/*
 * What stacks give to each other and to services, and nothing else. References go global → partition → regions.
 * Readers check what they read: an output that a producer does not give yet is named, and no undefined is passed on.
 */

const byName = z.record(z.string(), z.string());

const distribution = z.object({
  /** Identifier. */
  id: z.string(),
  /** ARN. */
  arn: z.string(),
  /** Name that CloudFront gives. */
  domainName: z.string(),
  /** Header `Cache-Control` that origins have to send, by class in use. */
  cacheControl: byName,
  /** Statement that lets the distribution read, as JSON, for the policy of each bucket that is an origin. */
  bucketStatements: byName,
  /** Role by which another account invalidates; absent where nobody else does. */
  invalidationRoleArn: z.string().optional(),
});

/** What the global stack gives. */
const globalContract = {
  /** Domain under which the platform answers. */
  domain: z.string(),
  /** Id of its hosted zone. */
  zoneId: z.string(),
  /** Name servers that the parent domain delegates to. */
  nameServers: z.array(z.string()),
  /** DS record of each signing key, for the zone above; empty where answers are not signed. */
  dsRecords: byName,
  /** Health check by which a region of an endpoint is switched off: its id by the endpoint's domain and the region. */
  switchCheckIds: z.record(z.string(), byName),
  /** Distributions by the partition they serve and their name: what an invalidation names; absent where there is none. */
  distributions: z.record(z.string(), z.record(z.string(), distribution)).optional(),
  /** Secrets by which origins know CloudFront, by their ids; absent where no distribution leads to an API. */
  originSecrets: byName.optional(),
  /** Partition that holds a customer's data, by the ISO 3166 code of their country. */
  partitionByMarket: byName,
  /** Partition that holds a tenant's data, whatever the market. */
  partitionByTenant: byName,
  /** What queries of the costs go through; absent where none are exported. */
  costs: z
    .object({
      /** Name of the database in the catalogue. */
      database: z.string(),
      /** Name of the workgroup. */
      workgroup: z.string(),
      /** Names of the queries that show costs back. */
      queries: z.array(z.string()),
    })
    .optional(),
};

/** What a partition's stack gives. */
const partitionContract = {
  /** Name of the partition. */
  partition: z.string(),
  /** Countries whose customers' data belongs here. */
  markets: z.array(z.string()),
  /** Tenants that belong here whatever their market. */
  tenants: z.array(z.string()),
  /** Domain under which the platform answers. */
  domain: z.string(),
  /** Id of its hosted zone. */
  zoneId: z.string(),
  /** Health check by which a region of an endpoint is switched off, for the partition's endpoints. */
  switchCheckIds: z.record(z.string(), byName),
  /** Distributions that serve the partition, by name; absent where there is none. */
  distributions: z.record(z.string(), distribution).optional(),
  /** Secrets by which origins know CloudFront, by their ids; absent where no distribution leads to an API. */
  originSecrets: byName.optional(),
  /** Customer key of replicated stores: its ARN by region. */
  keyArns: byName,
  /** Tables by name: the physical name, and by region the ARN and that of the stream of changes. */
  tables: z.record(z.string(), z.object({ name: z.string(), arns: byName, streamArns: byName })),
  /** The transactional database; absent where its data stays on premises. */
  database: z
    .object({
      /** Identifier of the global database; absent where one region alone has a cluster. */
      globalIdentifier: z.string().optional(),
      /** Host of the writer, whichever region is primary; absent where one region alone has a cluster. */
      writerEndpoint: z.string().optional(),
      /** Name of the first user. */
      username: z.string(),
      /** Secret of the first user: its ARN by region. */
      secretArns: byName,
    })
    .optional(),
  /** Password that the database is created with, which only its first cluster reads; rotation changes the secret alone. */
  databasePassword: z.string().optional(),
  /** Archives by name: the bucket's name and ARN by region. */
  archives: z.record(z.string(), z.object({ names: byName, arns: byName })),
  /** Customer key of the archives: its ARN by region; empty where there is none. */
  archiveKeyArns: byName,
  /** Container registries by region: the URL of each service's repository, and what replaces a public registry. */
  registries: z.record(z.string(), z.object({ repositories: byName, caches: byName })),
  /** ARN of the backup vault by region. */
  vaultArns: byName,
  /** Parameter, the same in every region, that says which partition holds the data of whom. */
  tenantMap: z.string(),
};

/** What a region's stack gives: all that a service needs to be deployed into it. */
const regionContract = {
  /** Name of the partition. */
  partition: z.string(),
  /** Region. */
  region: z.string(),
  /** What the region is to its partition today: `primary` or `secondary`. */
  role: z.string(),
  /** How long restoring the partition may take; absent where the environment declares nothing. */
  recoveryTime: z.string().optional(),
  /** Domain under which the platform answers. */
  domain: z.string(),
  /** Id of its hosted zone. */
  zoneId: z.string(),
  /** Id of the VPC. */
  vpcId: z.string(),
  /** Addresses of the VPC. */
  cidr: z.string(),
  /** Subnets for workloads: ids by zone. */
  privateSubnetIds: byName,
  /** Isolated subnets for stores: ids by zone. */
  dataSubnetIds: byName,
  /** Name of the EKS cluster; absent where the pattern runs nothing on Kubernetes. */
  clusterName: z.string().optional(),
  /** Kubeconfig without secrets; absent where there is no cluster. */
  kubeconfig: z.string().optional(),
  /** What autoscalers in the cluster read; absent where the environment runs no service in it. */
  metrics: z
    .object({
      /** Address of the Prometheus that answers queries, in the cluster. */
      prometheusUrl: z.string(),
      /** Whether KEDA runs in the cluster. */
      keda: z.boolean(),
    })
    .optional(),
  /** Where pods send traces, in OTLP over HTTP; absent where nothing takes them. */
  tracesUrl: z.string().optional(),
  /** Job queues of AWS Batch; absent where jobs run in the Kubernetes cluster. */
  batch: z
    .object({
      /** ARN of the queue, by architecture. */
      queueArns: byName,
      /** Log group for the jobs' output. */
      logGroupName: z.string(),
      /** Security group of the machines that jobs run on. */
      securityGroupId: z.string(),
    })
    .optional(),
  /** Streams by name. */
  streams: z.record(
    z.string(),
    z.object({
      name: z.string(),
      arn: z.string(),
      failureQueueArn: z.string(),
      failureQueueUrl: z.string(),
      /** Customer key that encrypts it; absent where Kafka carries it, which encrypts by itself. */
      keyArn: z.string().optional(),
    }),
  ),
  /** The Kafka cluster that carries the streams; absent where each stream stands by itself. */
  kafka: z
    .object({
      /** Physical name. */
      name: z.string(),
      /** ARN. */
      arn: z.string(),
      /** Brokers that clients connect to first. */
      bootstrapServers: z.string(),
      /** Security group of the brokers. */
      securityGroupId: z.string(),
      /** Subnets of the brokers: ids by the zone's letter. */
      subnetIds: byName,
      /** Customer key of logs in this region. */
      logKeyArn: z.string(),
    })
    .optional(),
  /** The API; absent where the environment has none. */
  api: z
    .object({
      /** Id. */
      id: z.string(),
      /** Domain that CloudFront calls. */
      edgeDomain: z.string(),
      /** Domain that partners call; absent where there are none. */
      partnerDomain: z.string().optional(),
      /** Ids of the partners' keys, by partner and month. */
      keyIds: z.record(z.string(), byName),
      /** Log group of accesses. */
      logGroupName: z.string(),
    })
    .optional(),
  /** Functions by name: the physical name, the ARN that callers name, and the role's. */
  functions: z.record(z.string(), z.object({ name: z.string(), arn: z.string(), roleArn: z.string() })),
  /** Flags by the service that reads them: what it asks AppConfig for, and the policy that lets it. */
  flags: z.record(
    z.string(),
    z.object({ applicationId: z.string(), environmentId: z.string(), profileId: z.string(), readPolicy: z.string() }),
  ),
  /** Tables by name: the physical name, and the ARN in this region. */
  tables: z.record(z.string(), z.object({ name: z.string(), arn: z.string() })),
  /** The transactional database in this region; absent where it has no cluster here. */
  database: z
    .object({
      /** Host that leads to the writer; on a secondary, writing fails. */
      endpoint: z.string(),
      /** Host that leads to the readers. */
      readerEndpoint: z.string(),
      /** Name of the database. */
      name: z.string(),
      /** Name of the first user, who owns it. */
      username: z.string(),
      /** ARNs by which an IAM policy lets a principal log in as the first user. */
      connectArns: z.array(z.string()),
    })
    .optional(),
  /** The cache of this region; absent where no service uses one. */
  cache: z.object({ address: z.string(), port: z.number(), arn: z.string(), userArns: byName }).optional(),
  /** Queues by name. */
  queues: z.record(
    z.string(),
    z.object({ name: z.string(), arn: z.string(), url: z.string(), deadLetterQueueArn: z.string() }),
  ),
  /** Archives by name: the bucket in this region. */
  archives: z.record(
    z.string(),
    z.object({
      name: z.string(),
      arn: z.string(),
      /** Customer key of the archives in this region. */
      keyArn: z.string().optional(),
    }),
  ),
  /** What queries of the archive's snapshots go through; absent where the environment declares no dataset. */
  lake: z
    .object({
      /** Name of the database in the catalogue. */
      database: z.string(),
      /** Name of the workgroup. */
      workgroup: z.string(),
      /** Role that readers of other partitions assume; absent where nothing is shared. */
      sharedReaderRoleArn: z.string().optional(),
    })
    .optional(),
  /** Feeds by name: where each is read. */
  feeds: z.record(
    z.string(),
    z.object({
      /** Name and version of its contract: `stock-changes@1`. */
      contract: z.string(),
      /** Name of the database in the catalogue. */
      database: z.string(),
      /** Name of the table, which carries the contract. */
      table: z.string(),
      /** Bucket with its files. */
      bucket: z.string(),
      /** Prefix of its files. */
      prefix: z.string(),
      /** Role that its reader takes; absent where there is none. */
      readerRoleArn: z.string().optional(),
      /** Where proposals to restock come; absent where no job makes them. */
      proposals: z.object({ busArn: z.string(), queueUrl: z.string() }).optional(),
    }),
  ),
  /** Parameter that says which partition holds the data of whom. */
  tenantMap: z.string(),
};

type Contract = Readonly<Record<string, z.ZodType>>;
type Given<T extends Contract> = { readonly [K in keyof T]: pulumi.Input<z.output<T[K]>> };
type Read<T extends Contract> = { readonly [K in keyof T]: pulumi.Output<z.output<T[K]>> };

/** Outputs of the global stack. */
export type GlobalOutputs = Given<typeof globalContract>;
/** Outputs of a partition's stack. */
export type PartitionOutputs = Given<typeof partitionContract>;
/** Outputs of a region's stack. */
export type RegionOutputs = Given<typeof regionContract>;

/** The global stack as another stack reads it. */
export type GlobalReference = Read<typeof globalContract>;

/** A partition's stack as another stack reads it. */
export type PartitionReference = Read<typeof partitionContract>;

/** Reads the global stack of the environment. */
export function readGlobalOutputs(stack: string): GlobalReference {
  const { read, readOptional } = readerOf(stack);
  return {
    domain: read("domain", globalContract.domain),
    zoneId: read("zoneId", globalContract.zoneId),
    nameServers: read("nameServers", globalContract.nameServers),
    dsRecords: read("dsRecords", globalContract.dsRecords),
    switchCheckIds: read("switchCheckIds", globalContract.switchCheckIds),
    distributions: readOptional("distributions", globalContract.distributions),
    originSecrets: readOptional("originSecrets", globalContract.originSecrets),
    partitionByMarket: read("partitionByMarket", globalContract.partitionByMarket),
    partitionByTenant: read("partitionByTenant", globalContract.partitionByTenant),
    costs: readOptional("costs", globalContract.costs),
  };
}

/** Reads a partition's stack of the environment. */
export function readPartitionOutputs(stack: string): PartitionReference {
  const { read, readOptional } = readerOf(stack);
  return {
    partition: read("partition", partitionContract.partition),
    markets: read("markets", partitionContract.markets),
    tenants: read("tenants", partitionContract.tenants),
    domain: read("domain", partitionContract.domain),
    zoneId: read("zoneId", partitionContract.zoneId),
    switchCheckIds: read("switchCheckIds", partitionContract.switchCheckIds),
    distributions: readOptional("distributions", partitionContract.distributions),
    originSecrets: readOptional("originSecrets", partitionContract.originSecrets),
    keyArns: read("keyArns", partitionContract.keyArns),
    tables: read("tables", partitionContract.tables),
    database: readOptional("database", partitionContract.database),
    databasePassword: readOptional("databasePassword", partitionContract.databasePassword),
    archives: read("archives", partitionContract.archives),
    archiveKeyArns: read("archiveKeyArns", partitionContract.archiveKeyArns),
    registries: read("registries", partitionContract.registries),
    vaultArns: read("vaultArns", partitionContract.vaultArns),
    tenantMap: read("tenantMap", partitionContract.tenantMap),
  };
}

/** What the link to another region's Kafka cluster needs to know of that region. */
export type RegionReference = Pick<Read<typeof regionContract>, "vpcId" | "kafka">;

/** Reads the stack of a region that the partition lists earlier. */
export function readRegionOutputs(stack: string): RegionReference {
  const { read, readOptional } = readerOf(stack);
  return { vpcId: read("vpcId", regionContract.vpcId), kafka: readOptional("kafka", regionContract.kafka) };
}

/** What a service that is a project of its own reads of the region that it is deployed into. */
export type RegionTarget = Pick<
  Read<typeof regionContract>,
  | "partition"
  | "region"
  | "role"
  | "cidr"
  | "clusterName"
  | "kubeconfig"
  | "metrics"
  | "tracesUrl"
  | "streams"
  | "kafka"
  | "database"
  | "cache"
  | "flags"
  | "archives"
>;

/**
 * Reads the stack of a region, from any project.
 * @param stack its full name: `organization/inventory-platform/prod-eu-central-1`
 */
export function readRegion(stack: string): RegionTarget {
  const { read, readOptional } = readerOf(stack);
  return {
    partition: read("partition", regionContract.partition),
    region: read("region", regionContract.region),
    role: read("role", regionContract.role),
    cidr: read("cidr", regionContract.cidr),
    clusterName: readOptional("clusterName", regionContract.clusterName),
    kubeconfig: readOptional("kubeconfig", regionContract.kubeconfig),
    metrics: readOptional("metrics", regionContract.metrics),
    tracesUrl: readOptional("tracesUrl", regionContract.tracesUrl),
    streams: read("streams", regionContract.streams),
    kafka: readOptional("kafka", regionContract.kafka),
    database: readOptional("database", regionContract.database),
    cache: readOptional("cache", regionContract.cache),
    flags: read("flags", regionContract.flags),
    archives: read("archives", regionContract.archives),
  };
}

/**
 * An entry of an output of the partition's stack.
 * @param what what it is an entry of, for the message
 * @throws Error where the stack has not been brought up to date with the environment
 */
export function entryOf<T>(entries: Readonly<Record<string, T>>, key: string, what: string): T {
  const entry = entries[key];
  if (entry === undefined) {
    throw new Error(`the partition's stack does not give ${what} ${key} yet; run pulumi up for it first`);
  }
  return entry;
}

/**
 * An output of another stack, checked.
 * @param place the output and its stack, for the message: `zoneId of prod-global`
 * @throws Error where it is not what this version of the kit reads
 */
export function checkOutput<T>(place: string, type: z.ZodType<T>, value: unknown): T {
  const checked = type.safeParse(value);
  if (!checked.success) {
    const [first] = checked.error.issues;
    const at = first === undefined || first.path.length === 0 ? "" : ` at ${first.path.join(".")}`;
    throw new Error(`output ${place}${at}: ${first?.message ?? "unreadable"}; run pulumi up for that stack first`);
  }
  return checked.data;
}

/** Reads outputs of a stack of this project and organisation, or of the one with a full name. */
function readerOf(stack: string) {
  const name = stack.includes("/") ? stack : `${pulumi.getOrganization()}/${pulumi.getProject()}/${stack}`;
  const reference = new pulumi.StackReference(stack, { name });
  const check =
    <T>(output: string, type: z.ZodType<T>) =>
    (value: unknown): T =>
      checkOutput(`${output} of ${stack}`, type, value);
  return {
    read: <T>(output: string, type: z.ZodType<T>): pulumi.Output<T> =>
      reference.requireOutput(output).apply(check(output, type)),
    readOptional: <T>(output: string, type: z.ZodType<T>): pulumi.Output<T> =>
      reference.getOutput(output).apply(check(output, type)),
  };
}
