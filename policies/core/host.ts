import { UnknownValueError, type StackValidationArgs, type StackValidationPolicy } from "@pulumi/policy";
import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import type { RelationalRule } from "./relational";
import { Stack } from "./stack";
import { violating, type Violation } from "./violation";

/** Name under which the engine knows the policy that runs the relational rules. */
export const HOST_NAME = "stack-relations";

/** What the engine is told of a rule that it does not know as a policy, under the rule's name in the host's settings. */
interface RuleSchema extends PolicyConfigJSONSchema {
  /** What the engine is told of a policy: reports read it from here. */
  readonly "x-rule": Pick<RelationalRule, "enforcementLevel" | "severity" | "remediationSteps" | "url">;
}

/**
 * The policy that runs relational rules, all over one index. The SDK hands each policy of a stack a copy of every
 * resource, which for many policies costs more than all they do.
 *
 * Its level is that of the rules that have none of their own; its settings give a rule another, by its name.
 */
export function hostOf(rules: readonly RelationalRule[]): StackValidationPolicy {
  return {
    name: HOST_NAME,
    description: "What resources of a stack have to be to each other.",
    enforcementLevel: "mandatory",
    configSchema: { properties: Object.fromEntries(rules.map((rule) => [rule.name, schemaOf(rule)])) },
    validateStack: (args, report) => {
      const stack = new Stack(args.resources);
      for (const rule of rules) {
        judge(rule, stack, { args, report: violating(report) });
      }
    },
  };
}

interface Run {
  readonly args: StackValidationArgs;
  readonly report: (violation: Violation) => void;
}

function judge(rule: RelationalRule, stack: Stack, { args, report }: Run): void {
  const level = levelOf(rule, args);
  if (level === "disabled") {
    return;
  }
  const { name, description, severity } = rule;
  const about = { name, description, ...(severity !== undefined && { severity }) };
  const found = { ...about, ...(level !== undefined && { enforcementLevel: level }) };
  try {
    rule.judgeStack(stack, (message, urn) => report({ ...found, message: `${description}\n${message}`, urn }));
  } catch (error) {
    if (!(error instanceof UnknownValueError && error instanceof Error)) {
      throw new Error(`${name} failed: ${error instanceof Error ? (error.stack ?? "") : String(error)}`, {
        cause: error,
      });
    }
    report({
      ...about,
      message: `can't run policy '${name}' during preview: ${error.message}`,
      enforcementLevel: "advisory",
    });
  }
}

/** The level that a rule was given in the settings, or its own where that is not what all have. */
function levelOf(rule: RelationalRule, args: StackValidationArgs): "advisory" | "mandatory" | "disabled" | undefined {
  const given = args.getConfig<Record<string, "advisory" | "mandatory" | "disabled" | undefined>>()[rule.name];
  return given ?? (rule.enforcementLevel === "advisory" ? "advisory" : undefined);
}

function schemaOf({ description, enforcementLevel, severity, remediationSteps, url }: RelationalRule): RuleSchema {
  const known = { ...(severity !== undefined && { severity }), ...(url !== undefined && { url }) };
  const about = { enforcementLevel, ...known, ...(remediationSteps !== undefined && { remediationSteps }) };
  return { type: "string", enum: ["advisory", "mandatory", "disabled"], description, "x-rule": about };
}
