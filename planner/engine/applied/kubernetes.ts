import type { Properties, PropertyValue } from "../../plan";
import { autoName, type AppliedState, type Subject } from "./subject";

/** Computed outputs of a Kubernetes object or Helm release: its name and namespace. */
export function appliedKubernetes(subject: Subject): AppliedState {
  if (subject.type === "kubernetes:helm.sh/v3:Release") {
    const name = asText(subject.inputs["name"]) ?? autoName(subject);
    const namespace = asText(subject.inputs["namespace"]) ?? "default";
    return {
      id: `${namespace}/${name}`,
      outputs: { name, namespace, status: { name, namespace, status: "deployed" } },
    };
  }
  const given = asObject(subject.inputs["metadata"]);
  const name = asText(given["name"]) ?? autoName(subject);
  const namespace = asText(given["namespace"]);
  const metadata: Properties = { ...given, name };
  return { id: namespace === undefined ? name : `${namespace}/${name}`, outputs: { metadata } };
}

function asText(value: PropertyValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function asObject(value: PropertyValue | undefined): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
