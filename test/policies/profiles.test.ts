import { isPciControl, PCI_CONTROL_COUNT } from "../../facts";
import { levelUnder, PROFILES, withDefaultLevels, type ProfileLevel } from "../../policies/core/profiles";
import type { Rule } from "../../policies/core/registrations";
import { RULES } from "../../policies/pack";

const rules: readonly Rule[] = RULES;
const rule = (given: Partial<Rule>): Rule => ({
  name: "queue-require-tls",
  description: "Queues refuse requests without TLS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  validateResource: () => undefined,
  ...given,
});
const pci = { name: "AWS Foundational Security Best Practices", version: "1.0.0", specification: "" };

describe("the level of a rule", () => {
  test.each<[string, Rule, readonly ProfileLevel[]]>([
    ["of critical severity", rule({ severity: "critical" }), ["mandatory", "mandatory", "mandatory"]],
    ["of high severity", rule({ severity: "high" }), ["mandatory", "mandatory", "mandatory"]],
    ["of medium severity", rule({}), ["disabled", "mandatory", "mandatory"]],
    ["of low severity", rule({ severity: "low" }), ["disabled", "advisory", "advisory"]],
    [
      "that only advises",
      rule({ severity: "high", enforcementLevel: "advisory" }),
      ["advisory", "advisory", "advisory"],
    ],
    [
      "of low severity that PCI DSS asks for",
      rule({ severity: "low", framework: { ...pci, reference: "S3.9" } }),
      ["disabled", "advisory", "mandatory"],
    ],
    [
      "that only advises and that PCI DSS asks for",
      rule({ enforcementLevel: "advisory", framework: { ...pci, reference: "EKS.2" } }),
      ["disabled", "advisory", "mandatory"],
    ],
    [
      "that governs exemptions",
      rule({ severity: "low", tags: ["governance"] }),
      ["mandatory", "mandatory", "mandatory"],
    ],
  ])("%s", (_what, given, levels) => {
    expect(PROFILES.map((profile) => levelUnder(profile, given))).toEqual(levels);
  });

  test("never falls from one profile to the next", () => {
    const order: readonly ProfileLevel[] = ["disabled", "advisory", "mandatory"];
    const fallen = rules.filter((one) => {
      const levels = PROFILES.map((profile) => order.indexOf(levelUnder(profile, one)));
      return levels.some((level, index) => level < (levels[index - 1] ?? 0));
    });

    // Under baseline a rule of low severity counts only where it governs exemptions.
    expect(fallen.map(({ name }) => name)).toEqual([]);
    expect(rules.length).toBeGreaterThan(100);
  });

  test("is that of production where nothing is configured", () => {
    expect(withDefaultLevels(rules).map(({ enforcementLevel }) => enforcementLevel)).toEqual(
      rules.map((one) => levelUnder("production", one)),
    );
  });
});

describe("the controls of PCI DSS", () => {
  test("are those of Security Hub's standard", () => {
    expect(PCI_CONTROL_COUNT).toBe(142);
    expect(["S3.8", "EC2.170", "EKS.2", "S3.7", "X.1", ""].map(isPciControl)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
