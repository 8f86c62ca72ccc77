import { describeProblem } from "./message";
import { asList, member } from "./tags";

/** Part of a policy document that AWS would not take, so that nothing can be said of what it permits. */
export class MalformedDocumentError extends Error {}

/** What a statement says of actions or of resources: these patterns, or all but these. */
export interface Selection {
  /** Path of the element, for a message: `policy.Statement[0].Action`. */
  readonly path: string;
  readonly patterns: readonly string[];
  /** Whether everything is meant that the patterns do not match: `NotAction`, `NotResource`. */
  readonly inverted: boolean;
}

/** Someone a statement names. */
export interface Principal {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` where the statement names everybody without a kind. */
  readonly kind: string;
  readonly id: string;
}

/** One condition of a statement. */
export interface Condition {
  /** Operator in lower case: `stringequals`. */
  readonly operator: string;
  /** Key in lower case: `aws:sourcearn`. */
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * One statement of a policy document. Each element is read when it is asked for, so that one which is not known yet
 * keeps only those from judging who need it.
 */
export class Statement {
  /** Path of the statement, for a message: `policy.Statement[0]`. */
  readonly path: string;
  readonly #holder: unknown;
  readonly #key: string;

  /**
   * @param path path of the statement, for messages
   * @param holder list or object that holds it
   * @param key where it stands in its holder
   */
  constructor(path: string, holder: unknown, key: string) {
    this.path = path;
    this.#holder = holder;
    this.#key = key;
  }

  /** Whether it allows; otherwise it denies. */
  get allows(): boolean {
    const effect = this.#read("Effect");
    if (effect !== "Allow" && effect !== "Deny") {
      this.#refuse("Effect", effect, "Allow or Deny");
    }
    return effect === "Allow";
  }

  get actions(): Selection {
    return this.#selection("Action") ?? this.#refuse("Action", undefined, "Action or NotAction");
  }

  /** Resources; `undefined` where the statement names none, as in the policy of a role's trust or of a repository. */
  get resources(): Selection | undefined {
    return this.#selection("Resource");
  }

  /** Whether it means everybody but those it names: `NotPrincipal`. */
  get exceptsPrincipals(): boolean {
    return this.#read("NotPrincipal") !== undefined;
  }

  /** Those whom it names, in `Principal` or in `NotPrincipal`; none in the policy of an identity. */
  get principals(): readonly Principal[] {
    const element = this.exceptsPrincipals ? "NotPrincipal" : "Principal";
    const named = this.#read(element);
    if (typeof named === "string") {
      return named === "*" ? [{ kind: "*", id: "*" }] : this.#refuse(element, named, '"*" or an object');
    }
    return this.#entries(element).flatMap(([kind, ids]) =>
      this.#texts(`${element}.${kind}`, ids).map((id) => ({ kind, id })),
    );
  }

  get conditions(): readonly Condition[] {
    return this.#entries("Condition").flatMap(([operator, keys]) =>
      entriesOf(keys).map(([key, values]) => ({
        operator: operator.toLowerCase(),
        key: key.toLowerCase(),
        values: this.#texts(`Condition.${operator}.${key}`, values),
      })),
    );
  }

  #selection(element: "Action" | "Resource"): Selection | undefined {
    const [named, excepted] = [this.#read(element), this.#read(`Not${element}`)];
    if (named !== undefined && excepted !== undefined) {
      this.#refuse(element, named, `${element} or Not${element}, not both`);
    }
    const [inverted, raw] = excepted === undefined ? [false, named] : [true, excepted];
    const name = inverted ? `Not${element}` : element;
    return raw === undefined ? undefined : { path: `${this.path}.${name}`, patterns: this.#texts(name, raw), inverted };
  }

  /** One text or several; flags and numbers count as the text that AWS compares them as. */
  #texts(element: string, raw: unknown): readonly string[] {
    const list = Array.isArray(raw) ? asList(raw) : [raw];
    return list.map((item) => {
      const scalar = typeof item === "string" || typeof item === "boolean" || typeof item === "number";
      return scalar ? String(item) : this.#refuse(element, item, "a text or a list of texts");
    });
  }

  #entries(element: string): [string, unknown][] {
    const raw = this.#read(element);
    const keyed = typeof raw === "object" && raw !== null && !Array.isArray(raw);
    return raw === undefined || keyed ? entriesOf(raw) : this.#refuse(element, raw, "an object");
  }

  #read(element: string): unknown {
    return member(member(this.#holder, this.#key), element);
  }

  #refuse(element: string, got: unknown, expected: string): never {
    throw new MalformedDocumentError(describeProblem({ property: `${this.path}.${element}`, got, expected }));
  }
}

/** Names and values of an object, each value read as it is asked for; none where there is no object. */
function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.keys(value).map((key) => [key, member(value, key)]) : [];
}
