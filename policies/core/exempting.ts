import type {
  Policies,
  ReportViolation,
  ResourceRemediation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { EXEMPTION_POLICIES, withExemptionNotice } from "../../facts/exemption-notice";
import type { Offender } from "./exemption";
import type { ExemptionLedger } from "./exemption-ledger";
import { registrations, type Rule } from "./registrations";
import { violating, type Violation } from "./violation";

type Policy = Policies[number];

/**
 * What the SDK is given for a list of rules ({@link registrations}), where exemptions hold: what one covers is still
 * reported, with the exemption, but does not count, and no remediation touches an exempted resource. The SDK runs
 * policies in the order of the list: the one that opens the exemptions comes first, the rule that tells what became of
 * them last.
 */
export function exempting(rules: readonly Rule[], ledger: ExemptionLedger): Policies {
  const { form, stale } = EXEMPTION_POLICIES;
  const named = (wanted: string): readonly Rule[] => rules.filter(({ name }) => name === wanted);
  const others = rules.filter(({ name }) => name !== form && name !== stale);
  ledger.rules = others;
  const policies = registrations([...named(form), ...others, ...named(stale)]);
  return policies.map((policy) => (policy.name === form ? policy : withExemptions(policy, ledger)));
}

function withExemptions(policy: Policy, ledger: ExemptionLedger): Policy {
  return "validateStack" in policy ? stackExempting(policy, ledger) : resourceExempting(policy, ledger);
}

function resourceExempting(policy: ResourceValidationPolicy, ledger: ExemptionLedger): ResourceValidationPolicy {
  const { validateResource: validate, remediateResource: remediate } = policy;
  const wrap = (one: ResourceValidation): ResourceValidation =>
    typed(one, (args, report) => one(args, holdingBack({ policy, ledger, offenderOf: () => args }, report)));
  return {
    ...policy,
    ...(validate !== undefined && { validateResource: Array.isArray(validate) ? validate.map(wrap) : wrap(validate) }),
    ...(remediate !== undefined && { remediateResource: sparing(policy.name, remediate, ledger) }),
  };
}

function sparing(rule: string, remediate: ResourceRemediation, ledger: ExemptionLedger): ResourceRemediation {
  return typed(remediate, (args) => (ledger.isOpen && !ledger.means(rule, args) ? remediate(args) : undefined));
}

function stackExempting(policy: StackValidationPolicy, ledger: ExemptionLedger): StackValidationPolicy {
  const { validateStack: validate } = policy;
  return {
    ...policy,
    validateStack: typed(validate, (args, report) => {
      const offenderOf = (urn: string | undefined) => args.resources.find((resource) => resource.urn === urn);
      return validate(args, holdingBack({ policy, ledger, offenderOf }, report));
    }),
  };
}

/** What is needed to know whether an exemption covers a violation. */
interface Judged {
  readonly policy: Policy;
  readonly ledger: ExemptionLedger;
  /** The resource that a violation is about, by the URN that comes with it. */
  readonly offenderOf: (urn: string | undefined) => Offender | undefined;
}

function holdingBack({ policy, ledger, offenderOf }: Judged, report: ReportViolation): ReportViolation {
  return (given: string | Violation, urn?: string) => {
    const violation = violationOf(policy, given, urn);
    const { name, message } = violation;
    const offender = ledger.of(name).length === 0 ? undefined : offenderOf(violation.urn);
    const { by, usedUp } = offender === undefined ? {} : ledger.cover(name, offender);
    if (by !== undefined) {
      violating(report)({ ...violation, message: withExemptionNotice(by, message), enforcementLevel: "advisory" });
    } else if (usedUp !== undefined) {
      const more = `${usedUp.place} covers ${usedUp.maxMatches} at most, and does already`;
      violating(report)({ ...violation, message: `${message}; ${more}` });
    } else {
      Reflect.apply(report, undefined, [given, urn]);
    }
  };
}

/** A violation as the object that the SDK would make of it; one of a relational rule is one already. */
function violationOf({ name, description }: Policy, given: string | Violation, urn: string | undefined): Violation {
  return typeof given === "string"
    ? { name, description, message: `${description}\n${given}`, ...(urn !== undefined && { urn }) }
    : given;
}

/** A function in place of another, with the type that the other is bound to. */
function typed<Function extends object>(original: object, replacement: Function): Function {
  return Object.assign(replacement, { ...original });
}
