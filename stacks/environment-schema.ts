import { z } from "zod";
import { choice, fields, flag, listOf, mapOf, name, text } from "./environment-fields";
import { apiSchema } from "./schema/api";
import { distributionSchema } from "./schema/cdn";
import { chaosSchema } from "./schema/chaos";
import { clusterSchema } from "./schema/cluster";
import { costsSchema } from "./schema/costs";
import { endpointSchema } from "./schema/endpoint";
import { feedSchema } from "./schema/feed";
import { flagSetSchema } from "./schema/flags";
import { functionSchema } from "./schema/function";
import { jobSchema } from "./schema/job";
import { lakeSchema } from "./schema/lake";
import { objectivesSchema } from "./schema/objectives";
import { NAME_LIMITS } from "./schema/name-limits";
import { partitionSchema } from "./schema/partition";
import { serviceSchema } from "./schema/service";
import { archiveSchema, databaseSchema, queueSchema, streamSchema, tableSchema } from "./schema/stores";
import { environmentTags } from "./schema/tags";

/** The architectures an environment can take. */
export const PATTERNS = [
  "serverless-streams",
  "microservices-relational",
  "keyvalue-cdn",
  "hybrid",
  "nightly-batch",
] as const;

/** How much the platform is built for, from a trial to a sale day. */
export const TIERS = ["small", "standard", "large"] as const;

/** Fewest characters of the names that the names of registries and trails begin with. */
const LEAST_NAME = 2;
const partitionName = name(NAME_LIMITS.partition, "Name of a residency partition.", LEAST_NAME);
const stackGroup = name(NAME_LIMITS.partition, "`global` or the name of a partition.");
const accountId = text(/^\d{12}$/, "the 12 digits of an AWS account, in quotes", "Number of an AWS account.");

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

/** What an environment file holds. */
export const environmentSchema = fields(
  {
    // Without dashes, so that no stack of one environment can take the name of another's.
    name: text(
      new RegExp(`^[a-z][a-z0-9]{1,${String(NAME_LIMITS.environment - 1)}}$`),
      `${String(LEAST_NAME)} to ${String(NAME_LIMITS.environment)} lower-case letters and digits, starting with a letter`,
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
      "Address of the folder of runbooks, docs/runbooks, that alarms link to.",
    ),
    alarmTopic: text(
      /^[A-Za-z0-9_-]{1,256}$/,
      "the name of an SNS topic",
      "Name of the topic, one in each region of each account, that alarms notify.",
    ),
    approvers: listOf(
      text(
        /^arn:aws(-cn|-eusc)?:iam::\d{12}:(role|user)\/[\w+=,.@/-]{1,576}$/,
        "the ARN of an IAM role or user",
        "ARN of an IAM role or user in a partition's account.",
      ),
      "Who approves what runbooks ask about. With them, every region has the runbooks that act as automations.",
    ).exactOptional(),
    cluster: clusterSchema.exactOptional(),
    partitions: mapOf(partitionName, partitionSchema, "Residency partitions, by name."),
    database: databaseSchema,
    tables: mapOf(
      name(NAME_LIMITS.table, "Name of a table."),
      tableSchema,
      "Key-value tables, by name, where the pattern has them.",
    ).default({}),
    streams: mapOf(
      name(NAME_LIMITS.stream, "Name of a stream."),
      streamSchema,
      "Streams, by name, where the pattern has them.",
    ).default({}),
    queues: mapOf(name(NAME_LIMITS.queue, "Name of a queue."), queueSchema, "Queues, by name.").default({}),
    archives: mapOf(name(NAME_LIMITS.archive, "Name of an archive."), archiveSchema, "Archives, by name.").default({}),
    lake: lakeSchema.exactOptional(),
    feeds: mapOf(
      name(NAME_LIMITS.feed, "Name of a feed."),
      feedSchema,
      "Feeds for a warehouse or a customer data platform, by name, in every region that has a lake.",
    ).default({}),
    services: mapOf(
      name(NAME_LIMITS.service, "Name of a service."),
      serviceSchema,
      "Services, by name, where the pattern runs them on Kubernetes.",
    ).default({}),
    endpoints: mapOf(
      name(NAME_LIMITS.endpoint, "Name of an endpoint."),
      endpointSchema,
      "Endpoints that clients call, by name: records in the zone of `domain`.",
    ).default({}),
    api: apiSchema.exactOptional(),
    cdn: mapOf(
      name(NAME_LIMITS.distribution, "Name of a distribution."),
      distributionSchema,
      "CloudFront distributions, by name: what viewers call, in front of the API and of buckets.",
    ).default({}),
    functions: mapOf(
      name(NAME_LIMITS.function, "Name of a function."),
      functionSchema,
      "Functions, by name, where the pattern has them.",
    ).default({}),
    jobs: mapOf(
      name(NAME_LIMITS.job, "Name of a job."),
      jobSchema,
      "Jobs, by name: on Kubernetes where the pattern has it, otherwise from queues of AWS Batch.",
    ).default({}),
    objectives: mapOf(
      name(NAME_LIMITS.service, "Name of the service, function or job that they are promised of."),
      objectivesSchema,
      "What services promise, by service: alarms on how fast the budget burns, a dashboard and a runbook for each.",
    ).default({}),
    flags: mapOf(
      name(NAME_LIMITS.service, "Name of the service or function that reads them."),
      flagSetSchema,
      "Flags by which algorithms are released, by the service or function that reads them.",
    ).default({}),
    chaos: chaosSchema.exactOptional(),
    costs: costsSchema.exactOptional(),
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
