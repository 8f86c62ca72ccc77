import { splitUrn, typeOfUrn, urnOf } from "../engine/urn";
import type { Plan, PlannedResource } from "../plan";

/** Who is who in two plans of a stack. */
export interface Matches {
  /** The earlier resource of each later one, by the later URN; absent for one that is new. */
  readonly earlier: ReadonlyMap<string, PlannedResource>;
  /** Earlier resources that the later plan no longer has, in the plan's order. */
  readonly gone: readonly PlannedResource[];
}

/** Matches by URN, then by aliases: a resource's own, and those it inherits from its parents'. */
export function matchPlans(before: Plan | undefined, after: Plan | undefined): Matches {
  const open = new Map((before?.resources ?? []).map((resource) => [resource.urn, resource]));
  const earlier = new Map<string, PlannedResource>();
  const take = (resource: PlannedResource, urn: string): boolean => {
    const found = open.get(urn);
    if (found !== undefined) {
      open.delete(urn);
      earlier.set(resource.urn, found);
    }
    return found !== undefined;
  };
  const later = after?.resources ?? [];
  // All exact matches first: an alias must never take what somebody else still is.
  const renamed = later.filter((resource) => !take(resource, resource.urn));
  const aliases = new Aliases(later);
  renamed.forEach((resource) => aliases.of(resource).some((urn) => take(resource, urn)));
  return { earlier, gone: [...open.values()] };
}

/** All URNs that a resource may have had. */
class Aliases {
  readonly #byUrn: ReadonlyMap<string, PlannedResource>;
  readonly #known = new Map<string, readonly string[]>();

  constructor(resources: readonly PlannedResource[]) {
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  of(resource: PlannedResource): readonly string[] {
    const known = this.#known.get(resource.urn) ?? this.find(resource);
    this.#known.set(resource.urn, known);
    return known;
  }

  private find(resource: PlannedResource): readonly string[] {
    const own = resource.options.aliases ?? [];
    const parent = this.#byUrn.get(resource.parent ?? "");
    const inherited =
      parent === undefined
        ? []
        : this.of(parent).flatMap((former) => [resource.urn, ...own].map((urn) => under(urn, parent, former)));
    return [...new Set([...own, ...inherited])];
  }
}

/** The URN a child had under its parent's former URN. Children named after their parent were renamed with it. */
function under(urn: string, parent: PlannedResource, former: string): string {
  const { name } = splitUrn(urn);
  const { stack, project, name: formerName } = splitUrn(former);
  const child = name.startsWith(parent.name) ? `${formerName}${name.slice(parent.name.length)}` : name;
  return urnOf({ stack, project }, { type: typeOfUrn(urn), name: child }, former);
}
