/** Whom one statement of a policy lets in. */
export interface Admitted {
  /** `*`, an account, or an ARN. */
  readonly principal: string;
  /** Whether a condition narrows it to whoever is known: an account, a network, a source. */
  readonly narrowed: boolean;
}

/** What a text is: the JSON of a policy, another document, or none that can be read. */
export type PolicyReading =
  | { readonly kind: "policy"; readonly admitted: readonly Admitted[] }
  | { readonly kind: "other" }
  | { readonly kind: "unreadable" };

/** Condition keys that hold a caller to accounts, networks or sources that the condition names. */
const NARROWING =
  /^(aws:(sourceaccount|sourcearn|sourceowner|sourcevpce|sourcevpc|principalaccount|principalarn)|kms:calleraccount|s3:dataaccesspointaccount)$/i;
/** A value that any account can meet: a star alone, or in the place of an account or of a bucket. */
const ANYBODYS = /^\*$|:\*:|:::\*/;

/** Actions that bring nothing out: of writing in, of linking up from elsewhere, of settings. */
const GIVES_NOTHING_OUT =
  /^(kms:(DescribeKey|Encrypt|GetPublicKey|GetKeyPolicy|GetKeyRotationStatus|Verify(Mac)?)|sqs:(SendMessage|GetQueueUrl|GetQueueAttributes)|sns:(Publish|GetTopicAttributes)|events:PutEvents|kinesis:PutRecords?|firehose:PutRecord(Batch)?|logs:PutLogEvents|s3:(PutObject|AbortMultipartUpload|GetBucketLocation)|backup:CopyIntoBackupVault|oam:(Create|Update)Link)$/;

/** Reads whom a policy lets in; denials let nobody in. */
export function readPolicy(text: string): PolicyReading {
  const document = parsedValue(text);
  if (Array.isArray(document)) {
    return { kind: "policy", admitted: document.filter(isRecord).flatMap(admittedByRules) };
  }
  if (!isRecord(document)) {
    return { kind: "unreadable" };
  }
  if (document["Statement"] === undefined) {
    return { kind: "other" };
  }
  const allowing = listOf(document["Statement"])
    .filter(isRecord)
    .filter((statement) => statement["Effect"] === "Allow" && !givesNothingOut(statement));
  return { kind: "policy", admitted: allowing.flatMap(admittedBy) };
}

/** Policies of OpenSearch Serverless are lists of rules, each with its principals; who signs in elsewhere is `saml/account/…`. */
function admittedByRules({ Principal: principals }: Record<string, unknown>): Admitted[] {
  return listOf(principals)
    .map(String)
    .map((principal) => ({ principal: /^saml\/(\d{12})\//.exec(principal)?.[1] ?? principal, narrowed: false }));
}

/** Whether all that a statement allows is to write in, or to read what something is and not what it holds. */
function givesNothingOut({ Action: action }: Record<string, unknown>): boolean {
  const actions = listOf(action).map(String);
  return actions.length > 0 && actions.every((one) => GIVES_NOTHING_OUT.test(one));
}

function admittedBy(statement: Record<string, unknown>): Admitted[] {
  const narrowed = isNarrowed(statement["Condition"]);
  if (statement["NotPrincipal"] !== undefined) {
    return [{ principal: "*", narrowed }];
  }
  return principalsOf(statement["Principal"]).map((principal) => ({ principal, narrowed }));
}

/**
 * Principals that are accounts, roles, everybody, users by an id that tells no account, or whom a provider of identities
 * vouches for. Services of AWS act for somebody else, and hold nothing.
 */
function principalsOf(principal: unknown): string[] {
  if (principal === "*") {
    return ["*"];
  }
  return isRecord(principal)
    ? ["AWS", "CanonicalUser", "Federated"].flatMap((kind) => listOf(principal[kind])).map(String)
    : [];
}

/** Conditions that compare a narrowing key with what must be equal. */
function isNarrowed(condition: unknown): boolean {
  return Object.entries(isRecord(condition) ? condition : {}).some(
    ([operator, keys]) =>
      /(Equals|Like|IpAddress)(IgnoreCase)?$/i.test(operator) &&
      !/Not/.test(operator) &&
      !/IfExists$/.test(operator) &&
      Object.entries(isRecord(keys) ? keys : {}).some(
        ([key, value]) => NARROWING.test(key) && !listOf(value).some((one) => ANYBODYS.test(String(one))),
      ),
  );
}

/** Values that narrowing conditions hold a caller to: accounts and ARNs among them lead somewhere as well. */
export function narrowingValues(text: string): string[] {
  const statements = listOf(parsed(text)?.["Statement"]).filter(isRecord);
  return statements
    .filter((statement) => statement["Effect"] === "Allow")
    .flatMap(({ Condition: condition }) => Object.values(isRecord(condition) ? condition : {}))
    .flatMap((keys) => Object.entries(isRecord(keys) ? keys : {}))
    .filter(([key]) => NARROWING.test(key))
    .flatMap(([, value]) => listOf(value))
    .filter((value) => typeof value === "string");
}

/** What one statement of a role's rights allows. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Prefixes that listing a bucket is held to. */
  readonly prefixes: readonly string[];
}

/** Reads what a role's rights allow. Nothing where the document cannot be read, or allows by saying what it does not. */
export function readGrants(text: unknown): readonly Grant[] | undefined {
  const document = typeof text === "string" ? parsed(text) : undefined;
  if (document?.["Statement"] === undefined) {
    return undefined;
  }
  const allowing = listOf(document["Statement"])
    .filter(isRecord)
    .filter(({ Effect: effect }) => effect !== "Deny");
  return allowing.some((statement) => "NotAction" in statement || "NotResource" in statement)
    ? undefined
    : allowing.map(({ Action: action, Resource: resource, Condition: condition }) => ({
        actions: listOf(action).map(String),
        resources: listOf(resource).map(String),
        prefixes: listOf(isRecord(condition) ? condition["StringLike"] : undefined)
          .filter(isRecord)
          .flatMap((keys) => listOf(keys["s3:prefix"]))
          .map(String),
      }));
}

function parsed(text: string): Record<string, unknown> | undefined {
  const value = parsedValue(text);
  return isRecord(value) ? value : undefined;
}

function parsedValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
