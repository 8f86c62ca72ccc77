import { tagShapeOf } from "../../facts/aws-type-lists";
import { LABEL_PREFIX } from "../../facts/labels";
import type { Properties, PropertyValue } from "../plan";

/** Tags of a resource as they are written on it, whatever their shape: a map, a list, the labels of Kubernetes. */
export function tagsOf(type: string, inputs: Properties): Readonly<Record<string, string>> {
  if (type.startsWith("kubernetes:")) {
    return labels(inputs["metadata"]);
  }
  return tagShapeOf(type) === "list" ? listed(inputs["tags"]) : texts(inputs["tags"]);
}

function texts(value: PropertyValue | undefined): Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return {};
  }
  const known = Object.entries(value).flatMap(([key, text]) =>
    typeof text === "string" ? [[key, text] as const] : [],
  );
  return Object.fromEntries(known);
}

function listed(value: PropertyValue | undefined): Record<string, string> {
  const rows = Array.isArray(value) ? value.map(texts) : [];
  return Object.fromEntries(rows.map(({ key = "", value: text = "" }) => [key, text]));
}

function labels(metadata: PropertyValue | undefined): Record<string, string> {
  const own = typeof metadata === "object" && metadata !== null && !Array.isArray(metadata) ? metadata["labels"] : {};
  return Object.fromEntries(
    Object.entries(texts(own)).map(([key, value]) => [
      key.startsWith(LABEL_PREFIX) ? key.slice(LABEL_PREFIX.length) : key,
      value,
    ]),
  );
}
