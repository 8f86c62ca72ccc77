import type { EnforcementLevel, Severity } from "@pulumi/policy";
import { isPciControl } from "../../facts/pci-controls";
import { HOST_NAME } from "./host";
import { isRelational, type Rule } from "./registrations";

/** Named sets of levels, from the fewest findings to the most. */
export const PROFILES = ["baseline", "production", "pci"] as const;

/** One of {@link PROFILES}. */
export type Profile = (typeof PROFILES)[number];

/** The profile of a pack that is not configured. */
export const DEFAULT_PROFILE: Profile = "production";

/** Level of a rule that no environment has asked to mend anything. */
export type ProfileLevel = Exclude<EnforcementLevel, "remediate">;

/** Severities that count for those who begin. */
const GRAVE: ReadonlySet<unknown> = new Set<Severity>(["critical", "high"]);

/**
 * The level of a rule under a profile:
 *
 * - `baseline`: what is critical or of high severity counts, nothing else is said
 * - `production`: what is of low severity is advice, everything else as the rule says
 * - `pci`: as `production`, and what Security Hub's standard for PCI DSS v4.0.1 asks for counts, however severe
 *
 * Rules that govern exemptions are the same under every profile.
 */
export function levelUnder(profile: Profile, rule: Rule): ProfileLevel {
  const own = rule.enforcementLevel === "advisory" ? "advisory" : "mandatory";
  return rule.tags?.includes("governance") === true ? own : LEVELS[profile](own, rule);
}

type OwnLevel = Exclude<ProfileLevel, "disabled">;

const LEVELS: Readonly<Record<Profile, (own: OwnLevel, rule: Rule) => ProfileLevel>> = {
  baseline: (own, { severity }) => (GRAVE.has(severity) ? own : "disabled"),
  production: (own, { severity }) => (severity === "low" ? "advisory" : own),
  pci: (own, rule) => (isPciControl(rule.framework?.reference ?? "") ? "mandatory" : LEVELS.production(own, rule)),
};

/** Rules with the levels of the default profile. */
export function withDefaultLevels(rules: readonly Rule[]): Rule[] {
  return rules.map((rule) => withLevel(rule, levelUnder(DEFAULT_PROFILE, rule)));
}

function withLevel(rule: Rule, level: ProfileLevel): Rule {
  if (isRelational(rule)) {
    return { ...rule, enforcementLevel: level === "advisory" ? "advisory" : "mandatory" };
  }
  return { ...rule, enforcementLevel: level };
}

/**
 * A profile as a configuration of the pack, such as the CLI takes one. Rules over stacks are settings of their host, and
 * named where they differ from the default, so that the host's own level still counts for the others.
 */
export function configurationOf(profile: Profile, rules: readonly Rule[]): Record<string, unknown> {
  const levels = (of: readonly Rule[]): Record<string, ProfileLevel> =>
    Object.fromEntries(of.map((rule) => [rule.name, levelUnder(profile, rule)]));
  const related = rules.filter(
    (rule) => isRelational(rule) && levelUnder(profile, rule) !== levelUnder(DEFAULT_PROFILE, rule),
  );
  return { ...levels(rules.filter((rule) => !isRelational(rule))), [HOST_NAME]: levels(related) };
}
