import { Unknowns } from "./rule";
import type { Check } from "./settings";
import { asList, at, parsed } from "./tags";

/**
 * A check of the containers of a task definition of ECS, which come as JSON: that something holds for a member of each.
 * @param path path of the member in a container
 */
export function eachContainer(path: readonly string[], check: Check): Check {
  return function* (property, read) {
    const text = read();
    const containers = typeof text === "string" ? parsed(text) : text;
    if (!Array.isArray(containers)) {
      yield `${property} is not JSON, expected a list of containers`;
    }
    const unknowns = new Unknowns();
    for (const [index, container] of asList(containers).entries()) {
      const found: string[] = [];
      unknowns.keep(() => {
        found.push(...check([`${property}[${index}]`, ...path].join("."), () => at(container, path)));
      });
      yield* found;
    }
    unknowns.rethrow();
  };
}
