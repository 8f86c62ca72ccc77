/** What has to have moved before what: names by name. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/**
 * The circles among dependencies, one for each group of names that wait for one another, as the path that closes it.
 * @returns paths such as `["erp", "stock", "erp"]`, by the first name of the alphabet
 */
export function circlesIn(dependencies: Dependencies): readonly (readonly string[])[] {
  const told = new Set<string>();
  const circles: string[][] = [];
  for (const name of [...dependencies.keys()].toSorted()) {
    const circle = told.has(name) ? undefined : wayBack(name, dependencies);
    if (circle !== undefined) {
      circles.push([...circle]);
      groupOf(name, dependencies).forEach((member) => told.add(member));
    }
  }
  return circles;
}

/** Everything that a name waits for, directly or not. */
export function reachableFrom(name: string, dependencies: Dependencies): ReadonlySet<string> {
  const reached = new Set(dependencies.get(name));
  reached.forEach((next) => (dependencies.get(next) ?? []).forEach((further) => reached.add(further)));
  return reached;
}

/** The names that wait for a name, directly or not. */
export function dependentsOf(name: string, dependencies: Dependencies): readonly string[] {
  return [...dependencies.keys()]
    .filter((other) => other !== name && reachableFrom(other, dependencies).has(name))
    .toSorted();
}

/** The names that wait for a name and that it waits for. */
function groupOf(name: string, dependencies: Dependencies): readonly string[] {
  return [...reachableFrom(name, dependencies)].filter((other) => reachableFrom(other, dependencies).has(name));
}

/** The shortest way from a name back to itself; nothing where there is none. */
function wayBack(name: string, dependencies: Dependencies): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[name]];
  const seen = new Set<string>();
  for (const way of ways) {
    const last = way.at(-1) ?? name;
    for (const next of (dependencies.get(last) ?? []).toSorted()) {
      if (next === name) {
        return [...way, name];
      }
      if (!seen.has(next)) {
        seen.add(next);
        ways.push([...way, next]);
      }
    }
  }
  return undefined;
}
