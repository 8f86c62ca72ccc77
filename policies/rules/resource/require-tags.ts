import type { ResourceValidationPolicy } from "@pulumi/policy";
import { TAG_KEYS, TAG_SCHEMA, type TagKey } from "../../../facts/tag-schema";
import { describeProblem } from "../../core/message";
import { Unknowns } from "../../core/rule";
import { tagPlaces, type TagPlace } from "../../core/tags";

/** Every resource that can be tagged carries the tags of the schema, with legal values. */
export const resourceRequireTags: ResourceValidationPolicy = {
  name: "resource-require-tags",
  description: "Resources carry the tags that cost, ownership and residency are read from.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["cost", "ownership", "residency"],
  remediationSteps:
    "Create the resource inside a component of the kit, which tags its children, or set the named tags on it: as `tags`, " +
    "for an Auto Scaling group as a list, for a launch template also as `tagSpecifications`, " +
    "for a Kubernetes workload as labels with the prefix `inventory-platform/`, on its pods as well.",
  url: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/building-your-tagging-strategy.html",
  validateResource: (args, report) => {
    const unknowns = new Unknowns();
    const wrong = tagPlaces(args).flatMap((place) => problemsOf(place, unknowns));
    if (wrong.length > 0) {
      report(wrong.join("; "));
    }
    unknowns.rethrow();
  },
};

function problemsOf(place: TagPlace, unknowns: Unknowns): string[] {
  return TAG_KEYS.flatMap((key) => {
    const problems: string[] = [];
    unknowns.keep(() => problems.push(...problemOf(place, key)));
    return problems;
  });
}

function problemOf({ pathOf, read }: TagPlace, key: TagKey): string[] {
  const { pattern, expected } = TAG_SCHEMA[key];
  const got = read(key);
  return typeof got === "string" && pattern.test(got)
    ? []
    : [describeProblem({ property: pathOf(key), got, expected })];
}
