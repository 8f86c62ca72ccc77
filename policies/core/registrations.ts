import type { Policies } from "@pulumi/policy";

/**
 * What the SDK is given for a list of rules: a rule with a list of validations, one for each type it judges, is
 * registered once for each under the same name. Given the list itself, the SDK would read the properties of every
 * resource once for each entry; registered alone, a validation of another type is passed over unread.
 */
export function registrations(rules: Readonly<Policies>): Policies {
  return rules.flatMap((rule) => {
    const validate = "validateResource" in rule ? rule.validateResource : undefined;
    return Array.isArray(validate) ? validate.map((each) => ({ ...rule, validateResource: each })) : [rule];
  });
}
