import { isSecret, isUnknown, type PlannedResource, type Properties, type PropertyValue } from "../plan";

/** An input that decides on the price is not known; the message says which. */
export class Undecided extends Error {}

/** What a pricer may ask of the stack around a resource. */
export interface Surroundings {
  /** All resources of a type in the same stack. */
  ofType(type: string): readonly Subject[];
  /** Region whose prices hold. */
  readonly region: string;
  /** Day on which the bill is drawn up, `YYYY-MM-DD`: support of versions ends. */
  readonly asOf: string;
  /** USD for a quantity of a month; `undefined` where there is no price. */
  price(meter: string, quantity: number): number | undefined;
  /** Percent that spot saves over on-demand; `undefined` where there is no row of it. */
  spotSaving(instanceType: string): number | undefined;
}

/** A resource, read by the names of its inputs. */
export class Subject {
  constructor(
    readonly resource: PlannedResource,
    readonly stack: Surroundings,
    private readonly usage: (resource: PlannedResource, key: string) => number | undefined,
  ) {}

  /** How much the resource is used in a month, in the unit its type states; `undefined` where nobody said. */
  use(key: string): number | undefined {
    return this.usage(this.resource, key);
  }

  /** A number, `otherwise` where the input is absent. Throws {@link Undecided} where it is unknown, or absent without default. */
  number(path: string, otherwise?: number): number {
    const value = this.read(path) ?? otherwise;
    const number = typeof value === "string" ? Number(value) : value;
    if (typeof number !== "number" || Number.isNaN(number)) {
      throw new Undecided(`\`${path}\` is not known`);
    }
    return number;
  }

  /** A text, as {@link number}. */
  text(path: string, otherwise?: string): string {
    const value = this.read(path) ?? otherwise;
    if (typeof value !== "string") {
      throw new Undecided(`\`${path}\` is not known`);
    }
    return value;
  }

  /** Whether an input is `true`; what is absent is not. */
  flag(path: string): boolean {
    const value = this.read(path);
    return value === true || value === "true";
  }

  /** A list; empty where the input is absent. */
  list(path: string): readonly PropertyValue[] {
    const value = this.read(path) ?? [];
    return Array.isArray(value) ? value : [value];
  }

  /** Whether an input is set, known or not. */
  has(path: string): boolean {
    return valueAt(this.resource.inputs, path) !== undefined;
  }

  /** The value at a path of names and indexes; `undefined` where there is none. Throws {@link Undecided} where it is unknown. */
  read(path: string): PropertyValue | undefined {
    const value = valueAt(this.resource.inputs, path);
    if (isUnknown(value)) {
      throw new Undecided(`\`${path}\` is only known after \`pulumi up\``);
    }
    return value;
  }
}

/** The value at a path such as `scalingConfig.desiredSize` or `containers.0.name`; `undefined` where there is none. */
export function valueAt(properties: Properties, path: string): PropertyValue | undefined {
  return path
    .split(".")
    .reduce<PropertyValue | undefined>((value, part) => memberOf(opened(value), part), opened(properties));
}

function memberOf(value: PropertyValue | undefined, part: string): PropertyValue | undefined {
  if (isUnknown(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    return opened(value[Number(part)]);
  }
  return typeof value === "object" && value !== null && Object.hasOwn(value, part) ? opened(value[part]) : undefined;
}

/** What is inside a secret: only numbers and sizes are read here, and none is printed. */
function opened(value: PropertyValue | undefined): PropertyValue | undefined {
  const inner = isSecret(value) ? value["value"] : value;
  return inner === null ? undefined : inner;
}
