import type { PolicyResource } from "@pulumi/policy";
import { textsIn } from "./texts";

/** Properties by which a resource is named in others, beside the ids that only dependencies tell of. */
const NAMES = ["arn", "id", "name", "bucket", "url", "function", "identifier", "clusterIdentifier"] as const;

/** Something that is made of a stack once, whoever asks for it. */
export type Derived<Value> = (stack: Stack) => Value;

/**
 * The resources of a stack and how they refer to each other. Everything is looked up once, so that many rules over one
 * stack cost little more than one.
 */
export class Stack {
  readonly resources: readonly PolicyResource[];
  readonly #byType = new Map<string, readonly PolicyResource[]>();
  readonly #derived = new Map<Derived<unknown>, unknown>();
  readonly #references = new Map<PolicyResource, Map<string, ReadonlySet<PolicyResource>>>();
  readonly #referrers = new Map<string, ReadonlyMap<PolicyResource, readonly PolicyResource[]>>();

  constructor(resources: readonly PolicyResource[]) {
    this.resources = resources;
  }

  /** The resources of some types, in the order of the stack. */
  ofType(...types: readonly string[]): readonly PolicyResource[] {
    const key = types.join(" ");
    const found = this.#byType.get(key) ?? this.resources.filter(({ type }) => types.includes(type));
    this.#byType.set(key, found);
    return found;
  }

  /** What a function makes of the stack; made when it is first asked for. */
  derive<Value>(make: Derived<Value>): Value;
  derive(make: Derived<unknown>): unknown {
    if (!this.#derived.has(make)) {
      this.#derived.set(make, make(this));
    }
    return this.#derived.get(make);
  }

  /**
   * The resources that an input refers to: those it was made from, which the engine records also while the value itself is
   * not known, and those whose name or ARN it holds, at any depth and inside of JSON.
   */
  references(from: PolicyResource, property: string): ReadonlySet<PolicyResource> {
    const known = this.#references.get(from) ?? new Map<string, ReadonlySet<PolicyResource>>();
    this.#references.set(from, known);
    const found = known.get(property) ?? this.#find(from, property);
    known.set(property, found);
    return found;
  }

  /** The resources of a type that refer to another by an input. */
  referrers(to: PolicyResource, type: string, property: string): readonly PolicyResource[] {
    const key = `${type} ${property}`;
    const all = this.#referrers.get(key) ?? this.#refer(type, property);
    this.#referrers.set(key, all);
    return all.get(to) ?? [];
  }

  #refer(type: string, property: string): ReadonlyMap<PolicyResource, readonly PolicyResource[]> {
    const found = new Map<PolicyResource, PolicyResource[]>();
    for (const from of this.ofType(type)) {
      for (const to of this.references(from, property)) {
        found.set(to, [...(found.get(to) ?? []), from]);
      }
    }
    return found;
  }

  #find(from: PolicyResource, property: string): ReadonlySet<PolicyResource> {
    const named = this.derive(resourcesByName);
    const texts = textsIn(() => from.props[property]);
    const bearers = texts.flatMap((text) => named.get(text) ?? []).filter((bearer) => canShareRegion(from, bearer));
    const found = [...(from.propertyDependencies[property] ?? []), ...bearers];
    return new Set(found.filter((each) => each !== from));
  }
}

/** Whether two resources may lie in one region: a name is good for the region of who writes it down. */
function canShareRegion(one: PolicyResource, other: PolicyResource): boolean {
  const [mine, theirs] = [one, other].map(({ props }) => textsIn(() => props["region"])[0]);
  return mine === undefined || theirs === undefined || mine === theirs;
}

function resourcesByName({ resources }: Stack): ReadonlyMap<string, readonly PolicyResource[]> {
  const found = new Map<string, PolicyResource[]>();
  for (const resource of resources.filter(({ type }) => !type.startsWith("pulumi:"))) {
    for (const name of new Set(NAMES.flatMap((key) => textsIn(() => resource.props[key])))) {
      found.set(name, [...(found.get(name) ?? []), resource]);
    }
  }
  return found;
}
