import { planProgram } from "../../planner/engine";
import { blocksOf, COMPONENT_FOLDERS, runBlock, typeErrors } from "./blocks";

const BLOCKS = ["README.md", ...COMPONENT_FOLDERS.map((folder) => `components/${folder}/README.md`)].flatMap(blocksOf);
const WRONG = {
  readme: "some/README.md",
  line: 10,
  code: 'import { Stream } from "inventory-platform/components";\n\nexport const made = new Stream("a", 1);\n',
};

describe("the TypeScript blocks of the READMEs", () => {
  it("are there, for the kit and for each component", () => {
    const without = COMPONENT_FOLDERS.filter((folder) => blocksOf(`components/${folder}/README.md`).length === 0);

    expect(without).toEqual([]);
    expect(blocksOf("README.md")).toHaveLength(1);
  });

  it("have the types that they name, which a wrong one has not", () => {
    expect(typeErrors([...BLOCKS, WRONG])).toEqual([
      "some/README.md:12: Argument of type 'number' is not assignable to parameter of type 'StreamArgs'.",
    ]);
  });

  it.each(BLOCKS.map((block) => [`${block.readme}:${block.line}`, block] as const))(
    "run, and are planned: %s",
    async (_place, block) => {
      const plan = await planProgram({
        project: "inventory-platform",
        stack: "dev-global",
        config: { "aws:region": regionOf(block.readme), "inventory-platform:environment": "dev" },
        program: () => runBlock(block),
      });
      const token = tokenOf(block.readme);

      expect(plan.resources.filter(({ type }) => type.startsWith(token))).not.toEqual([]);
    },
  );
});

/** The kit's own block builds the stack that is run, which knows its region; a component's stands anywhere. */
function regionOf(readme: string): string {
  return readme === "README.md" ? "us-east-1" : "eu-central-1";
}

/** Start of the type tokens of what a README's blocks must build. */
function tokenOf(readme: string): string {
  const [, folder] = readme.split("/");
  return folder === undefined || folder === "core" ? "inventory:" : `inventory:${folder}:`;
}
