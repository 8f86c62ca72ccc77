import { wordsOf } from "./rule";

/** Words by which an input's name says that it may name a place, a store, a receiver or whoever has access. */
const TELLING_WORDS: ReadonlySet<string> = new Set(
  (
    "account accounts acl address addresses admin admins arn arns assume backup bootstrap broker brokers bucket buckets cidr " +
    "cidrs command connection connections container definition definitions destination destinations dns document domain " +
    "domains egress endpoint endpoints enrichment environment external forwarder forwarders gateway grantee host hostname hosts " +
    "identifier identifiers ip ips key keys kms location locations log logs member members namespace organization org " +
    "origin origins owner owners peer peers policy principal principals queue queues region regional regions registry " +
    "replica replicas replicate replication repository resource resources s3 server servers share shared snapshot " +
    "source sources stream streams subscriber target targets template topic topics trusted uri uris url urls variables vault vaults witness"
  ).split(" "),
);

/** Names that tell although no word of them does: of what a program is handed whole, of models, of who is let in. */
const TELLING_NAMES: readonly RegExp[] = [
  /^(group|userGroups|userIds|foundationModel|modelId|copyFrom|userData\w*)$/,
  /^(args|commands|additionalInfo|scrapeConfiguration|pipelineConfigurationBody|propertiesFileContent|configurationsJson)$/,
  /^((node|ecs|client|custom|profile|athena|spark|python|defaultRun)Properties|propertyMap|stageVariables)$/,
  /^((connector|hook|dynamic)Parameters|connectorConfiguration|configurationValues|airflowConfigurationOptions)$/,
  /^(default|nonOverridable)Arguments$/,
];

/** What the documentation of an input says where it may name one. */
const TELLING_TEXT =
  /\bARNs?\b|Amazon Resource Name|\b[Rr]egions?\b|\b[Aa]ccount (ID|number)|\b[Ee]ndpoints?\b|\bURLs?\b|\bURIs?\b|\bKMS\b|\b[Dd]estination|\b[Rr]eplica/;

/** An input as the types of the provider declare it. */
export interface DeclaredInput {
  readonly name: string;
  /** TypeScript of its type. */
  readonly type: string;
  readonly documentation: string;
}

/** Whether an input can name a region, an account, an ARN, a key, an endpoint, a replica, a destination or a target. */
export function isCandidate({ name, type, documentation }: DeclaredInput): boolean {
  const isTelling =
    TELLING_NAMES.some((known) => known.test(name)) || wordsOf(name).some((word) => TELLING_WORDS.has(word));
  return holdsText(type) && (isTelling || TELLING_TEXT.test(documentation));
}

/** Whether a value can be text, or a list or map of texts. Numbers and flags name nothing. */
function holdsText(type: string): boolean {
  return /\bstring\b(?!\])|\benums\.|\bany\b|\bARN\b|PolicyDocument/.test(type.replace("[key: string]", ""));
}
