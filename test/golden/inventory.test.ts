import { readFileSync } from "node:fs";
import { join } from "node:path";
import { plannedEnvironment } from "../stacks/plan-environment";
import { inventoryOf, type StackInventory } from "./inventory";

type Inventories = Readonly<Record<string, StackInventory>>;

// A changed line means a replaced resource: it needs an alias and a decision on record. When it is meant, run
// `npx ts-node -T scripts/update-golden.ts` and review the difference.
describe.each(["dev", "prod"])("the inventory of %s", (environment) => {
  const golden: Inventories = JSON.parse(readFileSync(join(__dirname, `${environment}.inventory.json`), "utf8"));
  let planned: Inventories;

  beforeAll(async () => {
    planned = inventoryOf(await plannedEnvironment(environment));
  });

  it("has the stacks on record", () => {
    expect(Object.keys(planned)).toEqual(Object.keys(golden));
  });

  it.each(Object.keys(golden))("has in %s the types and the numbers on record", (stack) => {
    expect(planned[stack]?.counts).toEqual(golden[stack]?.counts);
  });

  it.each(Object.keys(golden))("has in %s each resource in the place on record", (stack) => {
    expect(planned[stack]?.resources).toEqual(golden[stack]?.resources);
  });
});
