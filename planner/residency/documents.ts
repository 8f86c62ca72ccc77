/** Whom one statement of a policy lets in. */
export interface Admitted {
  /** `*`, an account, or an ARN. */
  readonly principal: string;
  /** Whether a condition narrows it to whoever is known: an account, a network, a source. */
  readonly narrowed: boolean;
}

/** What a text is, if it is the JSON of a policy. */
export type PolicyReading =
  { readonly kind: "policy"; readonly admitted: readonly Admitted[] } | { readonly kind: "other" };

/** Condition keys that hold a caller to accounts, networks or sources that the condition names. */
const NARROWING =
  /^(aws:(sourceaccount|sourcearn|sourceowner|sourcevpce|sourcevpc|principalaccount|principalarn)|kms:calleraccount|s3:dataaccesspointaccount)$/i;
/** A value that any account can meet: a star alone, or in the place of an account or of a bucket. */
const ANYBODYS = /^\*$|:\*:|:::\*/;

/** Reads whom a policy lets in; denials let nobody in. */
export function readPolicy(text: string): PolicyReading {
  const document = parsed(text);
  const statements = document === undefined ? undefined : listOf(document["Statement"]);
  if (statements === undefined) {
    return { kind: "other" };
  }
  const allowing = statements.filter(isRecord).filter((statement) => statement["Effect"] === "Allow");
  return { kind: "policy", admitted: allowing.flatMap(admittedBy) };
}

function admittedBy(statement: Record<string, unknown>): Admitted[] {
  const narrowed = isNarrowed(statement["Condition"]);
  if (statement["NotPrincipal"] !== undefined) {
    return [{ principal: "*", narrowed }];
  }
  return principalsOf(statement["Principal"]).map((principal) => ({ principal, narrowed }));
}

/**
 * Principals that are accounts, roles, everybody, or users by an id that tells no account. Services of AWS act for somebody
 * else, and hold nothing; who is federated comes in by a provider of the own account.
 */
function principalsOf(principal: unknown): string[] {
  if (principal === "*") {
    return ["*"];
  }
  return isRecord(principal) ? [...listOf(principal["AWS"]), ...listOf(principal["CanonicalUser"])].map(String) : [];
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
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
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
