/**
 * Writes the inventories in test/golden anew: `npx ts-node -T scripts/update-golden.ts`. Run by hand only, when a change
 * of the platform's resources is meant; every changed line is a resource that `pulumi up` makes, deletes or replaces.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import type { Plan } from "../planner/plan";
import { PATTERNS } from "../stacks/environment-schema";
import { inventoryOf } from "../test/golden/inventory";
import { patternEnvironment, patternFile } from "../test/golden/pattern-environment";
import { planEnvironment, planText } from "../test/stacks/plan-environment";

const FOLDER = join(__dirname, "..", "test", "golden");

async function write(name: string, plans: Readonly<Record<string, Plan>>): Promise<void> {
  const file = join(FOLDER, name);
  const style = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(inventoryOf(plans)), { ...style, parser: "json" }));
}

async function update(): Promise<void> {
  for (const environment of ["dev", "prod"]) {
    await write(`${environment}.inventory.json`, await planEnvironment(environment));
  }
  for (const pattern of PATTERNS) {
    await write(patternFile(pattern), await planText(patternEnvironment(pattern)));
  }
}

void update();
