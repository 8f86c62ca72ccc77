import type { EnvironmentStack } from "../../environment";
import type { PlannedResource } from "../../plan";

/** A line of an environment file. */
export interface Source {
  readonly file: string;
  readonly line: number;
}

/**
 * The entry of the environment file that a resource is made of: that of the component which the stack's program
 * constructs, and the resource lies in. Where no entry stands for the component, the line of the stack's region or
 * partition; `null` where there is none of these.
 */
export function sourceOf(
  urn: string,
  resources: ReadonlyMap<string, PlannedResource>,
  described: EnvironmentStack | undefined,
): Source | null {
  const { file, sources } = described ?? {};
  if (file === undefined || sources === undefined) {
    return null;
  }
  const component = outermost(urn, resources);
  const line = (component === undefined ? undefined : entryOf(component, sources.entries)?.line) ?? sources.line;
  return line === undefined ? null : { file, line };
}

type Entry = NonNullable<EnvironmentStack["sources"]>["entries"][number];

/** The ancestor, or the resource itself, that lies in the stack alone. */
function outermost(urn: string, resources: ReadonlyMap<string, PlannedResource>): PlannedResource | undefined {
  const resource = resources.get(urn);
  const parent = resource?.parent === undefined ? undefined : resources.get(resource.parent);
  return parent?.parent === undefined ? resource : outermost(parent.urn, resources);
}

/** The entry with the name, the longest that the name begins with, or the one that stands for all names. */
function entryOf({ type, name }: PlannedResource, entries: readonly Entry[]): Entry | undefined {
  const fitting = entries.filter((entry) => entry.component === type && isOf(name, entry.name));
  return fitting.toSorted((one, other) => (other.name ?? "").length - (one.name ?? "").length)[0];
}

function isOf(name: string, entry: string | undefined): boolean {
  return entry === undefined || name === entry || name.startsWith(`${entry}-`);
}
