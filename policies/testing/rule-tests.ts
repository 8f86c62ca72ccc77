import { deepStrictEqual, notStrictEqual } from "node:assert/strict";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { judgeResource } from "./judge";
import { secret, UNKNOWN, valueAt, withValue, type Sent } from "./sent";
import type { Violation } from "./serve";

/** One field of the good resource, changed. */
export interface Broken {
  readonly path: string;
  readonly to: unknown;
  readonly message: string;
}

/** The cases of a resource rule. Every list is required to hold something. */
export interface Cases {
  readonly good: Sent;
  readonly config?: object;
  /** Further resources that pass, by what they are. */
  readonly alsoGood?: Readonly<Record<string, Sent>>;
  /** Fields that break the rule when they change, each alone. */
  readonly broken: readonly Broken[];
  /**
   * Further resources that are refused, by what they are: those of a rule's other types.
   * @default - none
   */
  readonly alsoBroken?: Readonly<Record<string, Sent & { readonly message: string }>>;
  /** Fields without which the rule cannot be judged. */
  readonly unknown: readonly string[];
  /**
   * Fields that pass while they are unknown, because the program creates what they name.
   * @default - none
   */
  readonly created?: readonly string[];
  /** Fields that may be secret without changing the verdict. */
  readonly secret: readonly string[];
}

/** One test: a sentence, and what proves it. */
export interface RuleTest {
  readonly name: string;
  /** Rejects with an assertion error where the rule is not as the cases say. */
  readonly run: () => Promise<void>;
}

/**
 * Tests of a resource rule by a table: the good resource, each field broken, unknown and secret, and another type. They
 * are those of no runner in particular:
 *
 * @example
 * describe(rule.name, () => {
 *   for (const { name, run } of ruleTests(rule, cases)) test(name, run);
 * });
 * @throws Error where the cases leave one of these out
 */
export function ruleTests(rule: ResourceValidationPolicy, cases: Cases): readonly RuleTest[] {
  const undecided = [...cases.unknown, ...(cases.created ?? [])];
  if (cases.broken.length === 0 || undecided.length === 0 || cases.secret.length === 0) {
    throw new Error(`${rule.name}: name at least one broken, one unknown and one secret field`);
  }
  const table = new Table(rule, cases);
  return [...table.good(), ...table.broken(), ...table.unknown(), ...table.secret(), table.otherType()];
}

class Table {
  readonly #rule: ResourceValidationPolicy;
  readonly #cases: Cases;

  constructor(rule: ResourceValidationPolicy, cases: Cases) {
    this.#rule = rule;
    this.#cases = cases;
  }

  good(): RuleTest[] {
    const { good, alsoGood = {} } = this.#cases;
    const all = [["the good one", good] as const, ...Object.entries(alsoGood)];
    return all.map(([what, sent]) => this.#test(`accepts ${what}`, sent, []));
  }

  broken(): RuleTest[] {
    const { broken, alsoBroken = {} } = this.#cases;
    return [
      ...broken.map(({ path, to, message }) =>
        this.#test(`refuses ${path} of ${JSON.stringify(to) ?? "undefined"}`, this.#changed(path, to), [
          this.#violation(message),
        ]),
      ),
      ...Object.entries(alsoBroken).map(([what, { message, ...sent }]) =>
        this.#test(`refuses ${what}`, sent, [this.#violation(message)]),
      ),
    ];
  }

  unknown(): RuleTest[] {
    const { unknown, created = [] } = this.#cases;
    return [
      ...unknown.map((path) =>
        this.#test(`cannot be judged while ${path} is unknown`, this.#changed(path, UNKNOWN), [this.#undecided(path)]),
      ),
      ...created.map((path) =>
        this.#test(`accepts ${path} that is only known after the update`, this.#changed(path, UNKNOWN), []),
      ),
    ];
  }

  secret(): RuleTest[] {
    return this.#cases.secret.map((path) => ({
      name: `judges ${path} alike where it is secret`,
      run: async () => {
        const value = valueAt(this.#cases.good.props, path);
        notStrictEqual(value, undefined, `the good resource has no ${path}`);
        await this.#expect(this.#changed(path, secret(value)), []);
        const row = this.#cases.broken.find((broken) => broken.path === path && broken.to !== undefined);
        if (row !== undefined) {
          await this.#expect(this.#changed(path, secret(row.to)), [this.#violation(row.message)]);
        }
      },
    }));
  }

  otherType(): RuleTest {
    const other = { type: "random:index/randomId:RandomId", props: { byteLength: UNKNOWN } };
    return this.#test("leaves other types alone", other, []);
  }

  #test(name: string, sent: Sent, expected: readonly Violation[]): RuleTest {
    return { name, run: () => this.#expect(sent, expected) };
  }

  async #expect(sent: Sent, expected: readonly Violation[]): Promise<void> {
    deepStrictEqual(await judgeResource(this.#rule, sent, this.#cases.config), expected);
  }

  #changed(path: string, value: unknown): Sent {
    const { good } = this.#cases;
    return { ...good, props: withValue(good.props, path, value) };
  }

  #violation(message: string): Violation {
    return { level: this.#rule.enforcementLevel, message, urn: "" };
  }

  #undecided(path: string): Violation {
    const place = path.replace(/\[(\d+)\]/g, ".$1").replace(/"/g, "");
    const cause = `string value at .${place} can't be known during preview`;
    const message = `can't run policy '${this.#rule.name}' from policy pack 'pack@v1.0.0' during preview: ${cause}`;
    return { level: "advisory", message, urn: "" };
  }
}
