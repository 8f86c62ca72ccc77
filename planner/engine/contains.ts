import { isSecret, isUnknown, type PropertyValue } from "../plan";

/** Whether a value is unknown or holds one that is. */
export function containsUnknown(value: PropertyValue): boolean {
  return isUnknown(value) || parts(value).some(containsUnknown);
}

/** Whether a value is a secret or holds one. */
export function containsSecret(value: PropertyValue): boolean {
  return isSecret(value) || parts(value).some(containsSecret);
}

function parts(value: PropertyValue): PropertyValue[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}
