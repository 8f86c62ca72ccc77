import { readLocatedYaml, type Fault } from "../project/located-yaml";
import type { Pricer } from "./pricer";
import { usageSchema, type UsageFile, type UsageRule } from "./usage-schema";

/** What is used in a month. */
export class Usage {
  private readonly matched = new Set<UsageRule>();
  private readonly patterns: ReadonlyMap<UsageRule, { readonly name: RegExp; readonly stack: RegExp }>;

  constructor(private readonly file: UsageFile) {
    // Every resource asks for each of its keys: the patterns are made once.
    this.patterns = new Map(
      file.usage.map((rule) => [rule, { name: patternOf(rule.name), stack: patternOf(rule.stack) }]),
    );
  }

  /** Orders of a month; `undefined` where nobody said. */
  get orders(): number | undefined {
    return this.file.orders?.monthly;
  }

  /** What a resource uses by one key: what the last rule that fits it says. */
  of(
    { type, name, stack }: { readonly type: string; readonly name: string; readonly stack: string },
    key: string,
  ): number | undefined {
    const fitting = [...this.patterns]
      .filter(([rule, patterns]) => rule.type === type && patterns.name.test(name) && patterns.stack.test(stack))
      .map(([rule]) => rule);
    fitting.forEach((rule) => this.matched.add(rule));
    return fitting.findLast((rule) => key in rule.monthly)?.monthly[key];
  }

  /** Rules that fitted no resource that was asked about. */
  unmatched(): readonly UsageRule[] {
    return this.file.usage.filter((rule) => !this.matched.has(rule));
  }
}

/** Where nothing is used, as far as anybody said. */
export const NO_USAGE: UsageFile = { usage: [] };

/**
 * Reads a usage file.
 * @throws InputError with all problems, each with its line
 */
export function readUsage(file: string, pricers: ReadonlyMap<string, Pricer>): UsageFile {
  return readLocatedYaml(file, usageSchema, ({ usage }) =>
    usage.flatMap((rule, index) => faultsOf(rule, index, pricers)),
  );
}

function faultsOf(rule: UsageRule, index: number, pricers: ReadonlyMap<string, Pricer>): readonly Fault[] {
  const known = pricers.get(rule.type)?.usage;
  if (known === undefined) {
    const billed = [...pricers.values()].filter(({ usage }) => Object.keys(usage).length > 0).map(({ type }) => type);
    const message = `is "${rule.type}", expected one of ${billed.toSorted().join(", ")}`;
    return [{ path: ["usage", index, "type"], message, fix: "name a type that is billed by use" }];
  }
  const keys = Object.keys(known);
  return Object.keys(rule.monthly)
    .filter((key) => !keys.includes(key))
    .map((key) => ({
      path: ["usage", index, "monthly", key],
      message: `is unknown, expected ${keys.length === 0 ? "nothing: the type is not billed by use" : `one of ${keys.join(", ")}`}`,
      fix: "remove it or correct its name",
    }));
}

/** What a pattern fits: an asterisk stands for any letters, and no pattern fits everything. */
function patternOf(pattern = "*"): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
