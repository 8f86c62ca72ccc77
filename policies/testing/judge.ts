import type { Policies, ResourceValidation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { hostOf } from "../core/host";
import { isRelational, registrations } from "../core/registrations";
import type { RelationalRule } from "../core/relational";
import type { Sent } from "./sent";
import { analyze, analyzeStack, type Diagnosed, type Violation } from "./serve";

/**
 * Judges one resource by a resource rule.
 * @param config what the rule is configured with
 */
export async function judgeResource(
  rule: ResourceValidationPolicy,
  sent: Sent,
  config: object = {},
): Promise<Violation[]> {
  return said(rule, await analyze(configured(rule, config), sent));
}

/**
 * Judges a stack by a rule over stacks.
 * @param config what the rule is configured with
 */
export async function judgeStack(
  rule: StackValidationPolicy | RelationalRule,
  sent: readonly Sent[],
  config: object = {},
): Promise<Violation[]> {
  return said(rule, await analyzeStack(configured(rule, config), sent));
}

/** What a rule said, without its description, which the SDK puts before it. */
function said({ description }: { readonly description: string }, found: readonly Diagnosed[]): Violation[] {
  return found.map(({ level, message, urn }) => ({ level, message: message.replace(`${description}\n`, ""), urn }));
}

/** The rule as it is registered, with `getConfig` answered: the SDK keeps configuration to itself. */
function configured(rule: ResourceValidationPolicy | StackValidationPolicy | RelationalRule, config: object): Policies {
  const answered = { getConfig: <T extends object>(): T => JSON.parse(JSON.stringify(config)) };
  if (isRelational(rule) || "validateStack" in rule) {
    const host = isRelational(rule) ? hostOf([rule]) : rule;
    return [{ ...host, validateStack: (args, report) => host.validateStack({ ...args, ...answered }, report) }];
  }
  return registrations([rule]).map((registration) => {
    const validate = "validateResource" in registration ? registration.validateResource : undefined;
    if (validate === undefined || Array.isArray(validate)) {
      throw new Error(`${rule.name} has no single validation`);
    }
    const wrapped: ResourceValidation = (args, report) => validate({ ...args, ...answered }, report);
    return { ...registration, validateResource: Object.assign(wrapped, { ...validate }) };
  });
}
