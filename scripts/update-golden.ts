/**
 * Writes the inventories in test/golden anew: `npx ts-node -T scripts/update-golden.ts`. Run by hand only, when a change
 * of the platform's resources is meant; every changed line is a resource that `pulumi up` makes, deletes or replaces.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { inventoryOf } from "../test/golden/inventory";
import { planEnvironment } from "../test/stacks/plan-environment";

const FOLDER = join(__dirname, "..", "test", "golden");

async function update(environment: string): Promise<void> {
  const file = join(FOLDER, `${environment}.inventory.json`);
  const style = await resolveConfig(file);
  const text = JSON.stringify(inventoryOf(await planEnvironment(environment)));
  writeFileSync(file, await format(text, { ...style, parser: "json" }));
}

void update("dev").then(() => update("prod"));
