import { isSecret, isUnknown, type Plan, type PlannedResource, type Properties, type PropertyValue } from "../plan";

/** An input that decides is not known; the message says which. */
export class Undecided extends Error {}

/** A resource, read by the names of its inputs. */
export class ResourceReader {
  constructor(readonly resource: PlannedResource) {}

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

/** Reads a plan's resources by type. */
export function readersOf({ resources }: Plan): (type: string) => readonly ResourceReader[] {
  return (wanted) => resources.filter(({ type }) => type === wanted).map((resource) => new ResourceReader(resource));
}
