import type { ResourceValidationPolicy } from "@pulumi/policy";
import { requirePods } from "../../core/pods";
import { readUnlessUnknown, UNREAD } from "../../core/rule";
import { isLike } from "../../core/settings";
import type { Check } from "../../core/settings";

const isPinned = isLike(/@sha256:|:(?!latest$)[^/:]+$/, "a version other than latest, or a digest");

/** An image that is only known after `pulumi up` is one that the program names by what it has just built. */
const isBuiltOrPinned: Check = (property, read) => (readUnlessUnknown(read) === UNREAD ? [] : isPinned(property, read));

/** What runs today is what was tested yesterday. */
export const podForbidMovingImages: ResourceValidationPolicy = {
  name: "pod-forbid-moving-images",
  description: "Images have a version that does not move.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["reliability"],
  remediationSteps: "Name a version or a digest in image, and not latest.",
  url: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  validateResource: requirePods({ of: "container", property: ["image"], check: isBuiltOrPinned }),
};
