import { readLocatedYaml, type Fault, type YamlPath } from "../project/located-yaml";
import { circlesIn } from "./dependencies";
import { inventorySchema, type Inventory } from "./integrations";

/**
 * Reads an inventory of integrations.
 * @throws InputError with all problems, each with its line: unreadable, not YAML, of another shape, or senseless
 */
export function readInventory(file: string): Inventory {
  return readLocatedYaml(file, inventorySchema, faultsOf);
}

/** What the shape cannot tell: names that do not exist, days the wrong way round, circles. */
function faultsOf(inventory: Inventory): readonly Fault[] {
  const { integrations } = inventory;
  const names = Object.keys(integrations);
  const entries = Object.entries(integrations);
  return [
    ...turnedFreezes(["freezes"], inventory.freezes),
    ...entries.flatMap(([name, { freezes }]) => turnedFreezes(["integrations", name, "freezes"], freezes)),
    ...entries.flatMap(([name, { dependsOn }]) =>
      dependsOn.flatMap((needed, index) =>
        names.includes(needed)
          ? []
          : [
              {
                path: ["integrations", name, "dependsOn", index],
                message: `is "${needed}", expected one of ${names.join(", ")}`,
                fix: "correct its name, or add the integration",
              },
            ],
      ),
    ),
    ...circlesIn(new Map(entries.map(([name, { dependsOn }]) => [name, dependsOn]))).map((circle) => ({
      path: ["integrations", circle[0] ?? "", "dependsOn"],
      message: `is a circle: ${circle.join(" → ")}`,
      fix: "take one of these dependencies away, or move them as one integration",
    })),
  ];
}

function turnedFreezes(place: YamlPath, freezes: Inventory["freezes"]): readonly Fault[] {
  return freezes.flatMap(({ from, until }, index) =>
    until >= from
      ? []
      : [
          {
            path: [...place, index, "until"],
            message: `is "${until}", expected ${from} or later`,
            fix: "exchange the two days, or correct one",
          },
        ],
  );
}
