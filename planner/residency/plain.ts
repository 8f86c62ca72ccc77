import { isSecret, type Properties, type PropertyValue } from "../plan";

/** Inputs with what is marked as secret laid open: where a secret leads to is no secret, and is never printed. */
export function plain(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, opened(value)]));
}

function opened(value: PropertyValue): PropertyValue {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (isSecret(value)) {
    return opened(value["value"] ?? null);
  }
  return Array.isArray(value) ? value.map(opened) : plain(value);
}
