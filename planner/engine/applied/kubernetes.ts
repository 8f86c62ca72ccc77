import type { Properties, PropertyValue } from "../../plan";
import { autoName, knownText, type AppliedState, type Subject } from "./subject";

/** Computed outputs of a Kubernetes object or Helm release: its name and namespace. */
export function appliedKubernetes(subject: Subject): AppliedState {
  const existing = existingName(subject.existingId);
  if (subject.type === "kubernetes:helm.sh/v3:Release") {
    const { name = autoName(subject), namespace = "default" } = { ...existing, ...subject.inputs };
    return { ...idOf(namespace, name), outputs: { name, namespace, status: { name, namespace, status: "deployed" } } };
  }
  const given = { ...existing, ...asObject(subject.inputs["metadata"]) };
  const { name = autoName(subject), namespace } = given;
  const metadata: Properties = { ...given, name };
  return { ...idOf(namespace, name), outputs: { metadata } };
}

/** Name and namespace inside the id of an object that exists: `namespace/name`. */
function existingName(id: string | undefined): Properties {
  const [name, namespace] = (id ?? "").split("/").reverse();
  return { ...(name !== undefined && name !== "" && { name }), ...(namespace !== undefined && { namespace }) };
}

/** Namespace and name where both are known and no secrets. */
function idOf(namespace: PropertyValue | undefined, name: PropertyValue): Pick<AppliedState, "id"> {
  const parts = namespace === undefined ? [name] : [namespace, name];
  const texts = parts.map(knownText);
  return texts.includes(undefined) ? {} : { id: texts.join("/") };
}

function asObject(value: PropertyValue | undefined): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
