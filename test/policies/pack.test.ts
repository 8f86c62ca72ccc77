import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { awsTypes } from "../../facts";
import { HOST_NAME } from "../../policies/core/host";
import { isRelational, registrations, type Rule } from "../../policies/core/registrations";
import { RULES } from "../../policies/pack";

const folder = path.join(__dirname, "..", "..", "policies", "rules");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length))
  .sort();
const idOf = (file: string) => file.replaceAll(path.sep, "-");
const camel = (id: string) => id.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
const rules: readonly Rule[] = RULES;
const registered: readonly Rule[] = registrations(RULES);
const bound = registered.map(typeOf).filter((type) => type !== undefined);

describe("the pack", () => {
  test("lists exactly the rules that the folder holds", () => {
    expect(rules.map((rule) => rule.name).sort()).toEqual(files.map(idOf).sort());
    expect(files.length).toBeGreaterThanOrEqual(10);
  });

  test.each(files)("%s exports one rule by the name of its path", (file) => {
    const exported: Record<string, Rule> = require(path.join(folder, file));
    expect(Object.keys(exported)).toEqual([camel(idOf(file))]);
    expect(exported[camel(idOf(file))]?.name).toBe(idOf(file));
    expect(rules).toContain(exported[camel(idOf(file))]);
  });

  test.each(files)("%s is named entity, verb, what", (file) => {
    expect(file).toMatch(/^[a-z]+(-[a-z]+)*\/(require|forbid|limit|warn)(-[a-z]+)+$/);
  });

  test.each(files)("%s fits on a screen", (file) => {
    expect(
      readFileSync(path.join(folder, `${file}.ts`), "utf8")
        .trimEnd()
        .split("\n").length,
    ).toBeLessThanOrEqual(60);
  });

  test.each(files)("%s has a test of its own", (file) => {
    expect(readFileSync(path.join(__dirname, "rules", `${file}.test.ts`), "utf8")).toContain(camel(idOf(file)));
  });

  test.each(rules.map((rule) => [rule.name, rule] as const))(
    "%s says how bad it is, how to mend it and where to read on",
    (_name, rule) => {
      expect(rule.description).toMatch(/^[A-Z].*\.$/);
      expect(["low", "medium", "high", "critical"]).toContain(rule.severity);
      expect(rule.remediationSteps).toMatch(/\.$/);
      expect(rule.url).toMatch(/^https:\/\//);
      expect(rule.tags?.length).toBeGreaterThan(0);
      expect(rule.enforcementLevel).toBe(rule.name.includes("-warn-") ? "advisory" : "mandatory");
    },
  );

  test("is described by its readme", () => {
    const script = path.join(__dirname, "..", "..", "scripts", "generate-policy-table.mjs");
    expect(execFileSync(process.execPath, [script, "--check"], { encoding: "utf8" })).toBe("in step with the rules\n");
  });

  test("binds its typed rules to types that exist", () => {
    expect(bound.filter((type) => type.startsWith("aws:") && !(type in awsTypes()))).toEqual([]);
    expect([...new Set(bound.filter((type) => !type.startsWith("aws:")))].sort()).toEqual([
      "kubernetes:apps/v1:DaemonSet",
      "kubernetes:apps/v1:Deployment",
      "kubernetes:apps/v1:ReplicaSet",
      "kubernetes:apps/v1:StatefulSet",
      "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
      "kubernetes:batch/v1:CronJob",
      "kubernetes:batch/v1:Job",
      "kubernetes:core/v1:Pod",
      "kubernetes:core/v1:ReplicationController",
      "kubernetes:karpenter.sh/v1:NodePool",
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
      "kubernetes:rbac.authorization.k8s.io/v1:Role",
      "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
    ]);
  });

  test("gives the SDK a single validation for each type, and four policies that judge any", () => {
    expect(registered.filter((rule) => "validateResource" in rule && Array.isArray(rule.validateResource))).toEqual([]);
    expect(new Set(registered.map(({ name }) => name))).toEqual(
      new Set([...rules.filter((rule) => !isRelational(rule)).map(({ name }) => name), HOST_NAME]),
    );
    expect(registered.filter((rule) => typeOf(rule) === undefined).map(({ name }) => name)).toEqual([
      "exemption-require-form",
      "resource-limit-region",
      "resource-require-tags",
      HOST_NAME,
    ]);
  });

  test("runs every rule over how resources relate by one policy, whose settings give each its level", () => {
    const related = rules.filter(isRelational).map(({ name }) => name);
    const host = registered.find(({ name }) => name === HOST_NAME);
    expect(host !== undefined && "configSchema" in host && Object.keys(host.configSchema?.properties ?? {})).toEqual(
      related,
    );
    expect(registered.filter((rule) => "validateStack" in rule)).toEqual([host]);
  });

  test("registers no rule twice for one type", () => {
    const places = registered.map((rule) => `${rule.name} ${typeOf(rule) ?? ""}`);
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  });
});

function typeOf(rule: Rule): string | undefined {
  const validate = "validateResource" in rule ? rule.validateResource : undefined;
  return typeof validate === "function" && "__pulumiType" in validate ? String(validate.__pulumiType) : undefined;
}
