import type { Policies } from "@pulumi/policy";
import { hostOf } from "./host";
import type { RelationalRule } from "./relational";

/** A rule of the pack: one that the SDK runs as it is, or one over how resources relate. */
export type Rule = Policies[number] | RelationalRule;

/**
 * What the SDK is given for a list of rules: a rule with a list of validations, one for each type it judges, is
 * registered once for each under the same name. Given the list itself, the SDK would read the properties of every
 * resource once for each entry; registered alone, a validation of another type is passed over unread. Relational rules
 * are run by one policy together.
 */
export function registrations(rules: readonly Rule[]): Policies {
  const relational = rules.filter(isRelational);
  const policies = rules.filter((rule) => !isRelational(rule)).flatMap(registrationsOf);
  return relational.length === 0 ? policies : [...policies, hostOf(relational)];
}

/** Whether a rule is about how resources relate. */
export function isRelational(rule: Rule): rule is RelationalRule {
  return "judgeStack" in rule;
}

function registrationsOf(rule: Policies[number]): Policies {
  const validate = "validateResource" in rule ? rule.validateResource : undefined;
  return Array.isArray(validate) ? validate.map((each) => ({ ...rule, validateResource: each })) : [rule];
}
