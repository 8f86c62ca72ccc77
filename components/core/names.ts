import { createHash } from "node:crypto";

const HASH_LENGTH = 6;
/** One character of the name, a dash, the hash. */
const SHORTEST = HASH_LENGTH + 2;

/**
 * Fits a physical name into a service's limit. A name that fits is returned as it is; a longer one keeps its
 * beginning and ends in a hash of the whole, so that two long names do not become one.
 * @param name the wanted name
 * @param limit the service's limit, in characters
 * @throws RangeError where the limit leaves no room for the hash
 */
export function fitName(name: string, limit: number): string {
  if (name.length <= limit) {
    return name;
  }
  if (limit < SHORTEST) {
    throw new RangeError(`"${name}" does not fit into ${limit} characters; choose a shorter name`);
  }
  const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH_LENGTH);
  return `${name.slice(0, limit - HASH_LENGTH - 1).replace(/-+$/, "")}-${hash}`;
}
