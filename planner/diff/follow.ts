import { isSecret, isUnknown, readable, type PlannedResource, type Properties, type PropertyValue } from "../plan";
import { parsed, type PropertyChange } from "./property-diff";
import { covers, namesOf, readPath, writePath, type Step } from "./property-path";
import { textsIn } from "./resource-change";
import { isHashed, revealed } from "./secret-hash";

/** Shorter values say nothing about where they come from. */
const MEANINGFUL_LENGTH = 6;

/**
 * Inputs of a resource whose values come from a resource that is replaced. Both plans show the same stand-in for an id or
 * ARN, but the new one has its own; what the replaced resource was told itself, such as an explicit name, stays.
 */
export function followingChanges(resource: PlannedResource, replaced: PlannedResource): PropertyChange[] {
  const computed = computedTexts(replaced);
  const ignored = (resource.options.ignoreChanges ?? []).map(readPath);
  const places = Object.entries(resource.propertyDependencies)
    .filter(([, urns]) => urns.includes(replaced.urn))
    .flatMap(([name]) => placesOf(resource.inputs[name], [name], computed));
  return places.filter(({ steps }) => !ignored.some((pattern) => covers(pattern, steps))).map(changeAt);
}

/** Outputs of a stack whose values come from resources that are replaced. */
export function followingOutputs(outputs: Properties, replaced: readonly PlannedResource[]): PropertyChange[] {
  const computed = replaced.flatMap(computedTexts);
  return Object.entries(outputs)
    .flatMap(([name, value]) => placesOf(value, [name], computed))
    .filter(({ value }) => value !== "[unknown]")
    .map(changeAt);
}

function changeAt({ steps, value }: Place): PropertyChange {
  return { path: writePath(steps), kind: "follows", before: value, names: [namesOf(steps)], steps };
}

function computedTexts({ id, inputs, outputs }: PlannedResource): string[] {
  const told = new Set(textsIn(inputs));
  const texts = [...(id === undefined ? [] : [id]), ...textsIn(outputs)];
  return [...new Set(texts)].filter((text) => text.length >= MEANINGFUL_LENGTH && !told.has(text));
}

interface Place {
  readonly steps: readonly Step[];
  /** The value for reading. */
  readonly value: PropertyValue;
}

function placesOf(value: PropertyValue | undefined, steps: readonly Step[], computed: readonly string[]): Place[] {
  if (isSecret(value)) {
    return secretPlaces(value, steps, computed);
  }
  const held = parsed(value) ?? value;
  if (typeof held === "string") {
    return isUnknown(held) || computed.some((text) => held.includes(text)) ? [{ steps, value: readable(held) }] : [];
  }
  if (typeof held !== "object" || held === null) {
    return [];
  }
  return Array.isArray(held)
    ? held.flatMap((item, index) => placesOf(item, [...steps, index], computed))
    : Object.entries(held).flatMap(([name, item]) => placesOf(item, [...steps, name], computed));
}

/** A hash may hold anything; in a secret that can be read, the places are named and their values are not. */
function secretPlaces(value: PropertyValue, steps: readonly Step[], computed: readonly string[]): Place[] {
  const inside = revealed(value);
  const places = isHashed(inside) ? [{ steps, value }] : placesOf(inside, steps, computed);
  return places.map((place) => ({ steps: place.steps, value: "[secret]" }));
}
