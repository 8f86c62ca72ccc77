import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { describeValue } from "../../core/message";
import { requirePods } from "../../core/pods";
import type { Check } from "../../core/settings";
import { asList, member } from "../../core/tags";

/** Kinds of volume of the restricted profile, and the name, which each has. */
const ORDINARY: ReadonlySet<string> = new Set([
  "name",
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);

const EXPECTED = "configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected or secret";

/** `hostPath` has a rule of its own. */
const isOrdinary: Check = (property, read) =>
  asList(read()).flatMap((volume) =>
    Object.keys(Object(volume))
      .filter((kind) => !ORDINARY.has(kind) && kind !== "hostPath")
      .map((kind) => `${property} has "${kind}" of ${describeValue(member(volume, "name"))}, expected ${EXPECTED}`),
  );

/** A pod mounts what is made for pods. */
export const podLimitVolumeTypes: ResourceValidationPolicy = {
  name: "pod-limit-volume-types",
  description: "Pods mount volumes of the kinds that are made for them.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: podSecurityStandard("restricted", "Volume Types"),
  tags: ["isolation"],
  remediationSteps: "Use configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected or secret.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods({ of: "pod", property: ["volumes"], check: isOrdinary }),
};
