import type { PolicyProviderResource } from "@pulumi/policy";
import { tagShapeOf, takesTagSpecifications } from "../../facts/aws-type-lists";
import { LABEL_PREFIX } from "../../facts/labels";
import { podTemplatePath } from "./workloads";

/** A place of a resource that carries tags. */
export interface TagPlace {
  /** Path of one tag, as the program writes it. */
  readonly pathOf: (key: string) => string;
  /** Value of one tag, `undefined` where it is missing. Throws where the value is not known yet. */
  readonly read: (key: string) => unknown;
}

/** What {@link tagPlaces} needs to know of a resource. */
export interface TaggedResource {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly provider?: PolicyProviderResource;
}

/** Kinds of resource that a launch template starts and that have to carry the tags. */
export const TAGGED_AT_LAUNCH = ["instance", "volume"] as const;

/** Every place of a resource that has to carry the tags; none where its type takes none. */
export function tagPlaces(resource: TaggedResource): TagPlace[] {
  const shape = tagShapeOf(resource.type);
  if (shape !== undefined) {
    return [tagsOf(resource, shape), ...tagSpecificationsOf(resource)];
  }
  const template = podTemplatePath(resource.type);
  return template === undefined ? [] : labelsOf(resource.props, template);
}

/** Value of one tag of an AWS resource, `undefined` where its type takes none. */
export function readTag(resource: TaggedResource, key: string): unknown {
  const shape = tagShapeOf(resource.type);
  return shape === undefined ? undefined : tagsOf(resource, shape).read(key);
}

function tagsOf({ props, provider }: TaggedResource, shape: "map" | "list"): TagPlace {
  if (shape === "list") {
    return { pathOf: tagPath, read: (key) => readList(props["tags"], key) };
  }
  // The provider's Check writes `tagsAll` and merges its default tags; offline neither has happened yet.
  const read = (key: string) =>
    member(props["tags"], key) ?? member(props["tagsAll"], key) ?? member(defaultTags(provider), key);
  return { pathOf: tagPath, read };
}

function tagSpecificationsOf({ type, props }: TaggedResource): TagPlace[] {
  if (!takesTagSpecifications(type)) {
    return [];
  }
  return TAGGED_AT_LAUNCH.map((kind) => ({
    pathOf: (key) => `tagSpecifications[${kind}].tags.${key}`,
    read: (key) => {
      const specification = asList(props["tagSpecifications"]).find((entry) => member(entry, "resourceType") === kind);
      return member(member(specification, "tags"), key);
    },
  }));
}

function labelsOf(props: Readonly<Record<string, unknown>>, template: readonly string[]): TagPlace[] {
  return [[], template].map((prefix) => {
    const path = [...prefix, "metadata", "labels"];
    const label = (key: string) => `${LABEL_PREFIX}${key}`;
    return {
      pathOf: (key) => [...path, label(key)].join("."),
      read: (key) => member(path.reduce<unknown>(member, props), label(key)),
    };
  });
}

const tagPath = (key: string): string => `tags.${key}`;

function readList(tags: unknown, key: string): unknown {
  return member(
    asList(tags).find((tag) => member(tag, "key") === key),
    "value",
  );
}

/** Default tags of the provider, whose nested inputs travel as JSON text. */
function defaultTags(provider: PolicyProviderResource | undefined): unknown {
  const given: unknown = provider?.props["defaultTags"];
  return member(typeof given === "string" ? parsed(given) : given, "tags");
}

/** JSON in a text, `undefined` where there is none: nested inputs of a provider travel so. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A member of an object, `undefined` where there is no object or no such member. */
export function member(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) {
    return undefined;
  }
  const found: unknown = Reflect.get(value, key);
  return found ?? undefined;
}

/** Value at a path, `undefined` where the path ends early. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(member, value);
}

/** A value as a list, empty where it is none. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
