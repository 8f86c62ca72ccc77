/** Tests of a rule by which a resource needs another that belongs to it, from a table of cases. */
import type { RelationalRule } from "../../policies/core/relational";
import { judgeStack, secret, UNKNOWN, urnOf, withValue, type Sent } from "./harness";

/** The cases of a rule over companions. */
export interface CompanionCases {
  /** The resource that needs a companion, with a name that others can write down. */
  readonly owner: Sent;
  /** What belongs to it, without the input that says so. */
  readonly companion: Sent;
  /** That input. */
  readonly by: string;
  /** The owner's name, as the companion writes it down. */
  readonly named: string;
  readonly message: string;
  /**
   * Changes of the companion that make it no good.
   * @default - none: its being there is enough
   */
  readonly broken?: readonly (readonly [path: string, to: unknown])[];
  /**
   * Fields of the companion without which it cannot be judged.
   * @default - none
   */
  readonly unknown?: readonly string[];
  /**
   * Further stacks that pass, by what they are.
   * @default - none
   */
  readonly alsoGood?: Readonly<Record<string, readonly Sent[]>>;
  /**
   * Further stacks in which the owner, their first resource, is refused.
   * @default - none
   */
  readonly alsoBroken?: Readonly<Record<string, readonly Sent[]>>;
}

/** Tests a rule over companions: there, missing, another's, broken, unknown, secret, of other types. */
export function describeCompanion(rule: RelationalRule, cases: CompanionCases): void {
  const { owner, companion, by, named, message, broken = [], unknown = [] } = cases;
  const with_ = (value: unknown, props = companion.props): Sent => ({ ...companion, props: { ...props, [by]: value } });
  const made = (from: Sent, props = companion.props): Sent => ({
    ...with_(UNKNOWN, props),
    madeFrom: { [by]: [urnOf(from)] },
  });
  const changed = (path: string, to: unknown) => made(owner, withValue(companion.props, path, to));
  const judge = (...stack: readonly Sent[]) => judgeStack(rule, stack);
  const refused = (sent: Sent) => [{ level: rule.enforcementLevel, message, urn: urnOf(sent) }];
  const other: Sent = { ...owner, name: "other", props: {} };

  describe(rule.name, () => {
    test.each([
      ["a companion made from it, while its id is not known", [owner, made(owner)]],
      ["a companion that writes down its name", [owner, with_(named)]],
      ["a companion whose reference is secret", [owner, with_(secret(named))]],
      ["a stack without such resources", [{ type: "random:index/randomId:RandomId", props: { byteLength: UNKNOWN } }]],
      ...Object.entries(cases.alsoGood ?? {}),
    ])("accepts %s", async (_what, stack) => {
      expect(await judge(...stack)).toEqual([]);
    });

    test("refuses it where its companion is missing", async () => {
      expect(await judge(owner)).toEqual(refused(owner));
    });

    test("refuses it where the companion is another's", async () => {
      expect(await judge(owner, other, made(other))).toEqual(refused(owner));
    });

    if (broken.length > 0) {
      test.each(broken)("refuses it where %s of its companion is %j, secret or not", async (path, to) => {
        expect(await judge(owner, changed(path, to))).toEqual(refused(owner));
        expect(await judge(owner, changed(path, secret(to ?? null)))).toEqual(refused(owner));
      });
    }

    if (unknown.length > 0) {
      test.each(unknown)("cannot be judged while %s of its companion is unknown", async (path) => {
        const found = await judge(owner, changed(path, UNKNOWN));
        expect(found.map(({ level }) => level)).toEqual(["advisory"]);
        expect(found[0]?.message).toMatch(/^can't run policy '.+' during preview: string value at \..+ can't be known/);
      });
    }

    const others = Object.entries(cases.alsoBroken ?? {});
    if (others.length > 0) {
      test.each(others)("refuses %s", async (_what, stack) => {
        expect(await judge(...stack)).toEqual(stack.slice(0, 1).flatMap(refused));
      });
    }
  });
}
