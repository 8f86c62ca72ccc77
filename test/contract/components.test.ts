import { execFileSync } from "node:child_process";
import path from "node:path";
import { startPolicyPack, type PolicyPack } from "../../planner/policy";
import { RULES } from "../../policies/pack";
import { blocksOf, COMPONENT_FOLDERS, ROOT, type Block } from "../docs/blocks";
import { findIn, plant, planOf, REGIONS, tokenOf } from "./examples";
import { PLANTS } from "./plants";

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
const EXCEPTIONS: readonly Exception[] = [];

/** Rules for types that no component makes, so that none can break them. */
const UNMADE: Readonly<Record<string, string>> = {};

/** Folders whose resources no rule can judge: they take neither tags nor a region, and hold no data. */
const UNJUDGED: readonly string[] = ["cost-allocation"];

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
    const excepted = EXCEPTIONS.filter(({ example }) => example === place);
    const unexpected = findings.filter(
      ({ policy, urn }) => !excepted.some(({ rule, name }) => rule === policy && urn.endsWith(`::${name}`)),
    );

    expect(unexpected).toEqual([]);
    expect(findings).toHaveLength(excepted.length);
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
    const types = new Set(plans.flatMap(({ resources }) => resources).map(({ type }) => type));

    expect(RULES.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual(Object.keys(UNMADE));
    expect(Object.values(UNMADE).filter((type) => types.has(type))).toEqual([]);
  });

  it.each(PLANTS.map((row) => [`${row.folder}, ${row.rule} at ${row.path}`, row] as const))(
    "is caught, and nothing else is: %s",
    async (_what, row) => {
      const { folder, rule } = row;
      const plans = await Promise.all((EXAMPLES.get(row.example ?? folder) ?? []).map(planOf));
      const [[plan, resource] = []] = plans.flatMap((each) => {
        const found = findIn(each, folder, row);
        return found === undefined ? [] : [[each, found] as const];
      });
      if (plan === undefined || resource === undefined) {
        throw new Error(`the example holds no ${row.type} "${row.name}" of ${folder}`);
      }

      expect(await pack.judge(plant(plan, resource, row), REGIONS)).toEqual([
        expect.objectContaining({ policy: rule, urn: resource.urn, message: expect.stringContaining(row.says) }),
      ]);
    },
  );
});

function placeOf({ readme, line }: Block): string {
  return `${readme}:${line}`;
}
