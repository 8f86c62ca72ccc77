import type { PolicyResource } from "@pulumi/policy";
import { readUnlessUnknown, UNREAD } from "./rule";
import { matches } from "./permission";
import type { Stack } from "./stack";
import { asList, member, readTag } from "./tags";

/** Types that hold what cannot be made again, and an ARN as one of them has. */
export const STORES: Readonly<Record<string, string>> = {
  "aws:docdb/cluster:Cluster": "arn:aws:rds:x:x:cluster:x",
  "aws:dynamodb/table:Table": "arn:aws:dynamodb:x:x:table/x",
  "aws:efs/fileSystem:FileSystem": "arn:aws:elasticfilesystem:x:x:file-system/x",
  "aws:neptune/cluster:Cluster": "arn:aws:rds:x:x:cluster:x",
  "aws:rds/cluster:Cluster": "arn:aws:rds:x:x:cluster:x",
};

const SELECTION = "aws:backup/selection:Selection";

/** The selections of a stack, which say what AWS Backup backs up. */
export function selectionsOf(stack: Stack): readonly PolicyResource[] {
  return stack.ofType(SELECTION);
}

/** Whether a selection takes a store: by its ARN or all of its kind, and by the tags that its conditions ask for. */
export function takes(selection: PolicyResource, store: PolicyResource, stack: Stack): boolean {
  const named = stack.references(selection, "resources").has(store);
  return sharesRegion(selection, store) && (named || takesKind(selection, store) || takesTag(selection, store));
}

function takesKind({ props }: PolicyResource, store: PolicyResource): boolean {
  const kind = STORES[store.type] ?? "";
  const listed = asList(props["resources"]).some((pattern) => typeof pattern === "string" && matches(pattern, kind));
  return listed && asList(props["conditions"]).every((condition) => meets(condition, store));
}

/** Tags of the older kind: one of them is enough. */
function takesTag({ props }: PolicyResource, store: PolicyResource): boolean {
  return asList(props["selectionTags"]).some((tag) => {
    const key = member(tag, "key");
    return typeof key === "string" && readTag(store, key) === member(tag, "value");
  });
}

/** What each operator of a condition asks of a tag. */
const OPERATORS: Readonly<Record<string, (got: unknown, wanted: string) => boolean>> = {
  stringEquals: (got, wanted) => got === wanted,
  stringLike: (got, wanted) => typeof got === "string" && matches(wanted, got),
  stringNotEquals: (got, wanted) => got !== wanted,
  stringNotLike: (got, wanted) => !(typeof got === "string" && matches(wanted, got)),
};

function meets(condition: unknown, store: PolicyResource): boolean {
  return Object.entries(OPERATORS).every(([operator, holds]) =>
    asList(member(condition, operator)).every((entry) => {
      const [key, wanted] = [member(entry, "key"), member(entry, "value")];
      return (
        typeof key === "string" &&
        typeof wanted === "string" &&
        holds(readTag(store, key.replace("aws:ResourceTag/", "")), wanted)
      );
    }),
  );
}

function sharesRegion(one: PolicyResource, other: PolicyResource): boolean {
  const [mine, theirs] = [regionOf(one), regionOf(other)];
  return typeof mine !== "string" || typeof theirs !== "string" || mine === theirs;
}

function regionOf({ props, provider }: PolicyResource): unknown {
  const own = readUnlessUnknown(() => member(props, "region") ?? member(provider?.props, "region"));
  return own === UNREAD ? undefined : own;
}
