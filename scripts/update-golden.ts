/**
 * Writes the inventories in test/golden and those of the examples anew: `node -r ./planner/run/from-source.js scripts/update-golden.ts`. Run by hand only, when a change
 * of the platform's resources is meant; every changed line is a resource that `pulumi up` makes, deletes or replaces.
 */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import type { Plan } from "../planner/plan";
import { inventoryOf as exampleInventory } from "../planner/report/inventory";
import { PATTERNS } from "../stacks/environment-schema";
import { inventoryOf } from "../test/golden/inventory";
import { patternEnvironment, patternFile } from "../test/golden/pattern-environment";
import { planEnvironment, planText } from "../test/stacks/plan-environment";

const FOLDER = join(__dirname, "..", "test", "golden");
const EXAMPLES = join(__dirname, "..", "examples");

async function write(name: string, plans: Readonly<Record<string, Plan>>): Promise<void> {
  const file = join(FOLDER, name);
  const style = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(inventoryOf(plans)), { ...style, parser: "json" }));
}

/** As `planner inventory prod` writes it. */
async function writeExample(name: string): Promise<void> {
  // Functions name the folders of their code from the project's own.
  process.chdir(join(EXAMPLES, name));
  const plans = await planEnvironment("prod", join(EXAMPLES, name, "environments"));
  const stacks = Object.entries(plans).map(([stack, { resources }]) => ({ name: stack, resources }));
  const file = join(EXAMPLES, name, "test", "prod.inventory.json");
  writeFileSync(file, `${JSON.stringify(exampleInventory({ stacks }), null, 2)}\n`);
}

async function update(): Promise<void> {
  for (const environment of ["dev", "prod"]) {
    await write(`${environment}.inventory.json`, await planEnvironment(environment));
  }
  for (const pattern of PATTERNS) {
    await write(patternFile(pattern), await planText(patternEnvironment(pattern)));
  }
  for (const name of readdirSync(EXAMPLES).filter((one) => existsSync(join(EXAMPLES, one, "environments")))) {
    await writeExample(name);
  }
}

void update();
