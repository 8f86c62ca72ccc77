import { z } from "zod";
import { CLUSTER_VERSIONS } from "../facts/eks-addons";
import { AWS_REGIONS } from "../facts/regions";
import { REGIME_KEYS } from "../facts/residency";
import { DATA_CLASSES, TAG_SCHEMA, type TagKey } from "../facts/tag-schema";
import { choice, count, fields, flag, listOf, mapOf, name, quantity, text } from "./environment-fields";

/** The architectures an environment can take. */
export const PATTERNS = ["microservices-relational"] as const;

/** How much the platform is built for, from a trial to a sale day. */
export const TIERS = ["small", "standard", "large"] as const;

/** Longest names that people choose; with them every physical name fits its service's limit. */
export const NAME_LIMITS = { environment: 12, partition: 12, table: 32, stream: 32, service: 24, feature: 40 } as const;

/** Default of `tags.service`: the part of the platform that no service owns. */
export const DEFAULT_SERVICE = "platform";
/** Default of `tags.channel`: every sales channel. */
export const DEFAULT_CHANNEL = "all";
/** Default of `tags.feature`: the platform itself. */
export const DEFAULT_FEATURE = "platform";
/** Default of `tags.data-class`. */
export const DEFAULT_DATA_CLASS = "internal";

/** Default of a stream's `retention`. */
export const DEFAULT_STREAM_RETENTION = "7 days";
/** Default of a service's `port`. */
export const DEFAULT_PORT = 8_080;

const ADDRESS_RANGE = /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/;
const dataClass = choice(DATA_CLASSES, "Most protected class of data it can hold.");
const partitionName = name(NAME_LIMITS.partition, "Name of a residency partition.");
const stackGroup = name(NAME_LIMITS.partition, "`global` or the name of a partition.");
const accountId = text(/^\d{12}$/, "the 12 digits of an AWS account, in quotes", "Number of an AWS account.");
const regionName = z
  .string({ error: "the name of an AWS region" })
  .meta({ enum: [...AWS_REGIONS], description: "Name of an AWS region." });

function tag(key: TagKey) {
  return text(TAG_SCHEMA[key].pattern, TAG_SCHEMA[key].expected, `Value of the tag \`${key}\`.`);
}

const ownTags = fields(
  {
    owner: tag("owner").exactOptional(),
    "cost-center": tag("cost-center").exactOptional(),
    service: tag("service").exactOptional(),
    channel: tag("channel").exactOptional(),
    feature: tag("feature").exactOptional(),
    "data-class": dataClass.exactOptional(),
  },
  "Tags that differ from the environment's; the others are inherited.",
);

const environmentTags = fields(
  {
    owner: tag("owner"),
    "cost-center": tag("cost-center"),
    service: tag("service").default(DEFAULT_SERVICE),
    channel: tag("channel").default(DEFAULT_CHANNEL),
    feature: tag("feature").default(DEFAULT_FEATURE),
    "data-class": dataClass.default(DEFAULT_DATA_CLASS),
  },
  "Tags of everything that does not say otherwise. `environment` and `residency` follow from the file.",
);

const state = fields(
  {
    backend: text(
      /^(s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\?region=[a-z0-9-]+|https:\/\/\S+)$/,
      "s3://<bucket>?region=<region> or the https address of a Pulumi backend",
      "Where the state of every stack is kept; `pulumi login` takes it.",
    ),
    secretsProviders: mapOf(
      stackGroup,
      text(
        /^awskms:\/\/(alias\/[a-zA-Z0-9/_-]+|[a-f0-9-]{36})\?region=[a-z0-9-]+$/,
        "awskms://alias/<key>?region=<region>",
        "Key that encrypts the secrets in the state; `pulumi stack init --secrets-provider` takes it.",
      ),
      "Secrets provider of the global stack and of every partition's stacks.",
    ),
  },
  "State backend and secrets providers.",
);

const apiAccess = z.discriminatedUnion(
  "kind",
  [
    fields(
      {
        kind: z.literal("public"),
        cidrs: listOf(
          text(ADDRESS_RANGE, "an IPv4 range such as 203.0.113.0/24", "An IPv4 range."),
          "Ranges from which the public endpoint answers.",
        ),
      },
      "Public endpoint, open to some ranges.",
    ),
    fields(
      {
        kind: z.literal("private"),
        runnerSecurityGroups: mapOf(
          regionName,
          text(
            /^sg-[0-9a-f]{8,17}$/,
            "the id of a security group",
            "Security group of the machine that runs `pulumi up`.",
          ),
          "Security group of the machine that runs `pulumi up` inside the network, by region.",
        ),
      },
      "Private endpoint alone; `pulumi up` runs on a machine inside the network.",
    ),
  ],
  { error: "a map whose kind is public or private" },
);

const cluster = fields(
  {
    apiAccess,
    kubernetesVersion: choice(CLUSTER_VERSIONS, "Kubernetes version of every cluster.").exactOptional(),
    administrators: listOf(
      text(/^[\w+=,.@/-]{1,64}$/, "the name of an IAM role", "Name of an IAM role in the partition's account."),
      "Roles that administer the clusters beside the one that deploys them.",
    ).exactOptional(),
  },
  "Kubernetes clusters, one a region.",
);

/** What an environment file holds about one partition. */
export const partitionSchema = fields(
  {
    regime: z
      .string({ error: "the name of a residency regime" })
      .meta({ enum: [...REGIME_KEYS], description: "Residency regime that binds the partition's data." }),
    markets: listOf(
      text(/^[A-Z]{2}$/, "an ISO 3166 country code such as DE", "ISO 3166 code of a country."),
      "Countries whose customers' data belongs here.",
    ),
    tenants: z
      .array(name(40, "Name of a tenant."), { error: "a list of names" })
      .describe("Tenants that belong here whatever their market.")
      .default([]),
    cidr: text(
      ADDRESS_RANGE,
      "an IPv4 range such as 10.0.0.0/12",
      "Range that the networks of the partition's regions are cut from, in their order.",
    ),
    regions: listOf(regionName, "Regions in the order they were added; a new one goes to the end."),
    initialPrimary: regionName.describe("Region that was primary when the partition was created; never changes."),
    primary: regionName.describe("Region that is primary today; follows what a switchover runbook did."),
    zones: mapOf(
      regionName,
      listOf(text(/^[a-z]$/, "the letter of a zone", "Letter of a zone."), "Letters of zones."),
      "Zones of regions whose zones differ from account to account, by region.",
    ).default({}),
    transfers: mapOf(
      regionName,
      text(/^\S.{2,119}$/, "3 to 120 characters", "Where the legal basis is on record."),
      "Regions outside the jurisdiction that may hold a copy, each with the record of its legal basis.",
    ).default({}),
    tags: ownTags.default({}),
  },
  "A residency partition: what is personal never leaves it.",
);

const attribute = text(/^[a-zA-Z0-9_.-]{1,255}$/, "the name of an attribute", "Name of an attribute.");
const tableKeys = {
  hashKey: attribute.describe("Attribute that spreads the items over the storage."),
  rangeKey: attribute.describe("Attribute that orders the items of one hash key.").exactOptional(),
};
const table = fields(
  {
    attributes: mapOf(
      attribute,
      choice(["string", "number", "binary"], "Type of the attribute."),
      "Types of the attributes that keys are made of.",
    ),
    ...tableKeys,
    indexes: mapOf(
      text(/^[a-zA-Z0-9_.-]{3,255}$/, "3 to 255 letters, digits, underscores, dots or dashes", "Name of an index."),
      fields(tableKeys, "A secondary index with all attributes."),
      "Secondary indexes, by name.",
    ).default({}),
    ttlAttribute: attribute.describe("Attribute with the Unix time after which an item is deleted.").exactOptional(),
    tags: ownTags.default({}),
  },
  "A key-value table, with a writable copy in every region of its partition.",
);

const stream = fields(
  {
    retention: quantity(["day", "days"], 'a number of days such as "7 days"', "How long records are kept.").default(
      DEFAULT_STREAM_RETENTION,
    ),
    tags: ownTags.default({}),
  },
  "A stream of events, one in every region.",
);

const metricName = text(
  /^[a-z][a-z0-9_]{0,62}$/,
  "1 to 63 lower-case letters, digits and underscores, starting with a letter",
  "Name under which the metric is served; once in an environment.",
);
const query = text(/\S/, "a query", "PromQL that gives one number.");
const positive = z.number({ error: "a number above 0" }).positive({ error: "a number above 0" });
const metric = z.discriminatedUnion(
  "kind",
  [
    fields(
      {
        kind: z.literal("total"),
        name: metricName,
        query,
        targetPerPod: positive.describe("How much of the total one pod takes."),
      },
      "A total that all pods share, such as pending orders.",
    ),
    fields(
      { kind: z.literal("gauge"), name: metricName, query, target: positive.describe("Level to hold.") },
      "A level that no number of pods divides, such as a latency.",
    ),
  ],
  { error: "a map whose kind is total or gauge" },
);

/** What an environment file holds about one service. */
export const serviceSchema = fields(
  {
    image: text(
      /^[\w.-]+(:\d+)?(\/[\w.-]+)+(:(?!(?:latest|main|master|edge|stable)$)\w[\w.-]{0,127}|@sha256:[a-f0-9]{64})$/,
      "an image with a tag that does not move or a digest, such as registry.example.com/inventory/catalog:1.4.2",
      "Container image, pinned by tag or digest.",
    ),
    role: choice(["server", "worker"], "Whether it answers requests or takes work from a queue or stream."),
    interruptible: flag("Whether its pods may be taken away at any time; then they run on spot capacity.").default(
      false,
    ),
    port: count(1_024, 65_535, "Port it listens on.").default(DEFAULT_PORT),
    cpuMillicores: count(10, 64_000, "Processor share of a pod, in thousandths of a core."),
    memory: quantity(["MiB", "GiB"], 'a size such as "512 MiB"', "Memory of a pod."),
    callers: z
      .array(name(NAME_LIMITS.service, "Name of a service."), { error: "a list of services" })
      .describe("Services that may call it.")
      .default([]),
    scaling: fields(
      {
        kind: choice(["hpa", "keda"], "A plain autoscaler, or KEDA, which goes down to no pod at all."),
        min: count(0, 1_000, "Fewest pods."),
        max: count(1, 1_000, "Most pods."),
        metric,
      },
      "How many pods run, and by which business metric.",
    ),
    tags: ownTags.default({}),
  },
  "A service, run in every region.",
);

/** What an environment file holds. */
export const environmentSchema = fields(
  {
    // Without dashes, so that no stack of one environment can take the name of another's.
    name: text(
      new RegExp(`^[a-z][a-z0-9]{0,${String(NAME_LIMITS.environment - 1)}}$`),
      `1 to ${String(NAME_LIMITS.environment)} lower-case letters and digits, starting with a letter`,
      "Name of the environment, as in the file's name.",
    ),
    domain: text(
      /^(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
      "a domain name such as inventory.example.com",
      "Domain under which the platform answers.",
    ),
    pattern: choice(PATTERNS, "Architecture of the platform."),
    tier: choice(TIERS, "How much the platform is built for."),
    accounts: mapOf(stackGroup, accountId, "AWS account of the global stack and of every partition."),
    state,
    tags: environmentTags,
    protect: flag("Whether what holds data is kept from deletion; false for environments that come and go.").default(
      true,
    ),
    runbooks: text(
      /^https:\/\/\S+[^/]$/,
      "an https address without a slash at its end",
      "Address that alarms link to.",
    ),
    alarmTopic: text(
      /^[A-Za-z0-9_-]{1,256}$/,
      "the name of an SNS topic",
      "Name of the topic, one in each region of each account, that alarms notify.",
    ),
    cluster,
    partitions: mapOf(partitionName, partitionSchema, "Residency partitions, by name."),
    tables: mapOf(name(NAME_LIMITS.table, "Name of a table."), table, "Key-value tables, by name.").default({}),
    streams: mapOf(name(NAME_LIMITS.stream, "Name of a stream."), stream, "Streams, by name.").default({}),
    services: mapOf(name(NAME_LIMITS.service, "Name of a service."), serviceSchema, "Services, by name.").default({}),
    features: mapOf(
      name(NAME_LIMITS.feature, "Name of a feature."),
      flag("Whether it is on."),
      "Features that are switched on or off for the whole environment.",
    ).default({}),
  },
  "An environment of the inventory platform.",
);

/** An environment, checked and with its defaults. */
export type Environment = z.output<typeof environmentSchema>;

/** The schema as JSON Schema, in which fields with a default may be left out. */
export function environmentJsonSchema(): object {
  return z.toJSONSchema(environmentSchema, { target: "draft-7", io: "input", reused: "inline" });
}
