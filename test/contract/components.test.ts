import { execFileSync } from "node:child_process";
import path from "node:path";
import { EXEMPTION_POLICIES } from "../../facts/exemption-notice";
import type { Finding } from "../../planner/finding";
import { startPolicyPack, type PolicyPack } from "../../planner/policy";
import { RULES } from "../../policies/pack";
import { blocksOf, COMPONENT_FOLDERS, ROOT, type Block } from "../docs/blocks";
import { findIn, plant, planOf, REGIONS, tokenOf } from "./examples";
import { PLANTS } from "./plants";
import { UNMADE } from "./unmade";

/** A finding that an example is allowed to have. */
interface Exception {
  readonly example: string;
  readonly rule: string;
  /** Name of the resource. */
  readonly name: string;
  /** Why that is right. */
  readonly reason: string;
}

/** Reviewed; whatever is added here names its reason, and goes when it no longer occurs. */
const EXCEPTIONS: readonly Exception[] = [
  ...["queue-require-dead-letters", "queue-require-alarm"].map((rule) => ({
    example: "components/core/README.md:28",
    rule,
    name: "orders-queue",
    reason: "It shows how a component is made, not how a queue is run; for that there is the component `Queue`.",
  })),
  ...["deploy-boundary-eu", "deploy-rights-eu-identity"].map((name) => ({
    example: "components/identity/README.md:7",
    rule: "identity-policy-forbid-open-role-passing",
    name,
    reason: "A deployment hands every role of its stacks to a service; whom the role may become, its boundary says.",
  })),
];

/** Folders whose resources no rule can judge: they take neither tags nor a region, and hold no data. */
const UNJUDGED: readonly string[] = ["cost-allocation"];

/** Rules that judge what a project writes of exemptions, and no resource. */
const EXEMPTION_RULES = new Set<string>(Object.values(EXEMPTION_POLICIES));

const EXAMPLES = new Map(COMPONENT_FOLDERS.map((folder) => [folder, blocksOf(`components/${folder}/README.md`)]));
const BLOCKS = [...EXAMPLES.values()].flat();
const POLICIES = path.join(ROOT, "policies");

let pack: PolicyPack;
beforeAll(async () => {
  execFileSync(process.execPath, [path.join(POLICIES, "build.mjs")]);
  pack = await startPolicyPack(POLICIES);
});
afterAll(() => pack.close());

describe("a component, as its README shows it", () => {
  it.each(COMPONENT_FOLDERS)("is there: %s", async (folder) => {
    const plans = await Promise.all((EXAMPLES.get(folder) ?? []).map(planOf));
    const made = plans.flatMap(({ resources }) => resources).filter(({ kind }) => kind === "custom");

    expect(made.filter(({ urn }) => urn.includes(tokenOf(folder)))).not.toEqual([]);
  });

  it.each(BLOCKS.map((block) => [placeOf(block), block] as const))("has no finding: %s", async (place, block) => {
    const findings = await pack.judge(await planOf(block), REGIONS);

    expect(unexpected(findings, place)).toEqual([]);
    expect(findings).toHaveLength(EXCEPTIONS.filter(({ example }) => example === place).length);
  });
});

describe("a violation planted into a component", () => {
  it("is there for every component's folder", () => {
    const planted = new Set(PLANTS.map(({ folder }) => folder));

    expect([...planted, ...UNJUDGED].sort()).toEqual([...COMPONENT_FOLDERS].sort());
  });

  it("is there for every rule, but for those of types that no component makes", async () => {
    const planted = new Set<string>(PLANTS.map(({ rule }) => rule));
    const plans = await Promise.all(BLOCKS.map(planOf));
    const made = plans.flatMap(({ resources }) => resources).filter(({ urn }) => /::inventory:[\w-]+:/.test(urn));
    const types = new Set(made.map(({ type }) => type));

    const ofResources = RULES.map(({ name }) => name).filter((name) => !EXEMPTION_RULES.has(name));
    expect(ofResources.filter((name) => !planted.has(name))).toEqual(Object.keys(UNMADE));
    expect(Object.values(UNMADE).filter((type) => types.has(type))).toEqual([]);
  });

  it.each(PLANTS.map((row) => [`${row.folder}, ${row.rule} at ${row.path}`, row] as const))(
    "is caught, and nothing else is: %s",
    async (_what, row) => {
      const { folder, rule } = row;
      const blocks = EXAMPLES.get(row.example ?? folder) ?? [];
      const plans = await Promise.all(blocks.map(async (block) => [placeOf(block), await planOf(block)] as const));
      const [[place, plan, resource] = []] = plans.flatMap(([where, each]) => {
        const found = findIn(each, folder, row);
        return found === undefined ? [] : [[where, each, found] as const];
      });
      if (place === undefined || plan === undefined || resource === undefined) {
        throw new Error(`the example holds no ${row.type} "${row.name}" of ${folder}`);
      }

      expect(unexpected(await pack.judge(plant(plan, resource, row), REGIONS), place)).toEqual([
        expect.objectContaining({
          policy: rule,
          urn: row.foundIn === undefined ? resource.urn : expect.stringMatching(new RegExp(`${row.foundIn}$`)),
          message: expect.stringContaining(row.says),
        }),
      ]);
    },
  );
});

function unexpected(findings: readonly Finding[], place: string): readonly Finding[] {
  const excepted = EXCEPTIONS.filter(({ example }) => example === place);
  return findings.filter(
    ({ policy, urn }) => !excepted.some(({ rule, name }) => rule === policy && urn.endsWith(`::${name}`)),
  );
}

function placeOf({ readme, line }: Block): string {
  return `${readme}:${line}`;
}
