import { scryptSync } from "node:crypto";
import { SECRET, SIGNATURE, isSecret, type Plan, type Properties, type PropertyValue } from "../plan";

const HASH = "scrypt";
const SALT = "salt";
const LENGTH_BYTES = 32;

/**
 * A copy of a plan in which every secret is a hash: enough to see whether it changes, and nothing to read it from. What
 * the program logged is left out, since nobody can tell what is secret in it.
 *
 * The hash is slow and salted with the stack's name, so that plans stay the same from run to run. A secret that can be
 * guessed can still be tried: a saved plan is nobody else's business, even so.
 */
export function withHashedSecrets(plan: Plan): Plan {
  const salt = `${plan.organization}/${plan.project}/${plan.stack}`;
  const hashed = (properties: Properties): Properties => hashedProperties(properties, salt);
  return {
    ...plan,
    diagnostics: [],
    outputs: hashed(plan.outputs),
    resources: plan.resources.map((resource) => ({
      ...resource,
      inputs: hashed(resource.inputs),
      outputs: hashed(resource.outputs),
    })),
  };
}

/** Whether two values are the same, one or both of which are secrets, as they are or hashed. */
export function sameSecret(left: PropertyValue, right: PropertyValue): boolean {
  const [one, other] = [revealed(left), revealed(right)];
  const salt = saltOf(one) ?? saltOf(other);
  if (salt === undefined) {
    return canonical(one) === canonical(other);
  }
  return canonical(hashOf(one, salt)) === canonical(hashOf(other, salt));
}

function hashedProperties(properties: Properties, salt: string): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, hashedValue(value, salt)]));
}

function hashedValue(value: PropertyValue, salt: string): PropertyValue {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => hashedValue(item, salt));
  }
  return isSecret(value)
    ? { [SIGNATURE]: SECRET, value: hashOf(value["value"] ?? null, salt) }
    : hashedProperties(value, salt);
}

function hashOf(value: PropertyValue, salt: string): PropertyValue {
  return saltOf(value) === undefined
    ? { [HASH]: scryptSync(canonical(value), salt, LENGTH_BYTES).toString("hex"), [SALT]: salt }
    : value;
}

function saltOf(value: PropertyValue): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return undefined;
  }
  const salt = value[SALT];
  return typeof value[HASH] === "string" && typeof salt === "string" && Object.keys(value).length === 2
    ? salt
    : undefined;
}

/** Whether a value is the hash of a secret. */
export function isHashed(value: PropertyValue | undefined): boolean {
  return value !== undefined && saltOf(value) !== undefined;
}

/** The value without the marks of secrets, at any depth. */
export function revealed(value: PropertyValue): PropertyValue {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(revealed);
  }
  return isSecret(value)
    ? revealed(value["value"] ?? null)
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, revealed(item)]));
}

function canonical(value: PropertyValue): string {
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(",")}}`;
}
