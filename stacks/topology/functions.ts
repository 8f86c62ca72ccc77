import type { Environment } from "../environment-schema";
import { physicalName } from "./names";
import { entriesByKey } from "./order";
import { patternOf } from "./patterns";
import { withTags } from "./tags";
import { type Placed, type PlannedService, staysIn, type Surroundings } from "./workloads";

type FunctionSettings = Environment["functions"][string];

/** A function of a region. */
export interface PlannedFunction extends Placed, Omit<FunctionSettings, "tags"> {
  /** Physical name. */
  readonly functionName: string;
}

/**
 * The functions of a region, each its own value of the tag `service`. Those whose data stays on premises are left out;
 * there are none where the pattern has none.
 */
export function functionsOf(surroundings: Surroundings, stack: string): PlannedFunction[] {
  const { environment, tags } = surroundings;
  const placed = entriesByKey(environment.functions).map(([name, settings]) => ({
    ...settings,
    name,
    functionName: physicalName(stack, name),
    tags: withTags(tags, { service: name, ...settings.tags }),
  }));
  return patternOf(environment).functions ? placed.filter(staysIn(surroundings)) : [];
}

/** The functions as users of the cache. */
export function usersAmong(functions: readonly PlannedFunction[]): Pick<PlannedService, "name" | "cache">[] {
  return functions.map(({ name, access: { cache } }) => ({ name, ...(cache === undefined ? {} : { cache }) }));
}
