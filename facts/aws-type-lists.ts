import lists from "./generated/aws-type-lists.json";

/** Version of `@pulumi/aws` that the lists were read from. */
export const AWS_PACKAGE_VERSION: string = lists.version;

/** Number of resource types in that version. */
export const AWS_TYPE_COUNT: number = lists.count;

/** How a type takes tags: as a map, or as the list of an Auto Scaling group. */
export type TagShape = "map" | "list";

const TAG_MAP: ReadonlySet<string> = new Set(lists.tagMap);
const TAG_LIST: ReadonlySet<string> = new Set(lists.tagList);
const TAG_SPECIFICATIONS: ReadonlySet<string> = new Set(lists.tagSpecifications);
const WITHOUT_REGION: ReadonlySet<string> = new Set(lists.withoutRegion);

/** Types that take tags, sorted. */
export const TAGGABLE_AWS_TYPES: readonly string[] = [...lists.tagMap, ...lists.tagList].sort();

/** Whether a token names a resource of the AWS provider. */
export function isAwsType(type: string): boolean {
  return type.startsWith("aws:");
}

/** How a type takes its tags, `undefined` where it takes none. */
export function tagShapeOf(type: string): TagShape | undefined {
  if (TAG_MAP.has(type)) {
    return "map";
  }
  return TAG_LIST.has(type) ? "list" : undefined;
}

/** Whether a type also tags what it launches, through `tagSpecifications`. */
export function takesTagSpecifications(type: string): boolean {
  return TAG_SPECIFICATIONS.has(type);
}

/** Whether a type takes a `region` of its own. A type that is newer than the list is taken to: nearly all do. */
export function takesRegion(type: string): boolean {
  return isAwsType(type) && !WITHOUT_REGION.has(type);
}
