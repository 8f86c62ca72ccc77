import type { ResourceValidationArgs } from "@pulumi/policy";
import { LABEL_PREFIX } from "../../facts/labels";
import { UNREAD, readUnlessUnknown } from "./rule";
import { at, readTag } from "./tags";

/** Environments whose data and whose hours nobody misses, by the value of the tag or label `environment`. */
const DISPOSABLE: ReadonlySet<unknown> = new Set(["dev", "test", "sandbox"]);

/** Whether a resource belongs to an environment that is made to be thrown away. */
export function isDisposable(args: ResourceValidationArgs): boolean {
  const tag = readUnlessUnknown(() => readTag(args, "environment"));
  const label = readUnlessUnknown(() => at(args.props, ["metadata", "labels", `${LABEL_PREFIX}environment`]));
  return [tag, label].some((environment) => environment !== UNREAD && DISPOSABLE.has(environment));
}
