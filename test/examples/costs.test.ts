import { readFileSync } from "node:fs";
import { costSectionOf, EXAMPLES, readmeOf } from "../../scripts/generate-example-costs";
import { plannedExample } from "../stacks/plan-environment";

/** Text whose tables are as narrow as they can be. */
function narrow(text: string): string {
  return text.replace(/ +/g, " ").replace(/-{2,}/g, "--");
}

it("knows the usage of each example that is a platform", () => {
  expect(EXAMPLES).toEqual(["enterprise-hybrid", "marketplace", "small-merchant"]);
});

it.each(["enterprise-hybrid", "marketplace"])("says in the README of %s what planner cost says", async (example) => {
  const section = await costSectionOf(example, Object.values(await plannedExample(example)));

  expect(narrow(readFileSync(readmeOf(example), "utf8"))).toContain(narrow(section));
});

// The code of its functions is found from its own folder, by a planner that runs there.
it("says in the README of small-merchant what planner cost says", async () => {
  expect(narrow(readFileSync(readmeOf("small-merchant"), "utf8"))).toContain(
    narrow(await costSectionOf("small-merchant")),
  );
});
