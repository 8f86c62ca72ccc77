import { UNREAD, readUnlessUnknown } from "./rule";
import { parsed } from "./tags";

/** Every text in a value, at any depth; of one that is JSON those inside. What is not known yet is left out. */
export function textsIn(read: () => unknown): readonly string[] {
  const value = readUnlessUnknown(read);
  if (typeof value === "string") {
    const inner = value.startsWith("{") || value.startsWith("[") ? parsed(value) : undefined;
    return inner === undefined ? [value] : textsIn(() => inner);
  }
  if (value === UNREAD || typeof value !== "object" || value === null) {
    return [];
  }
  return Object.keys(value).flatMap((key) => textsIn(() => Reflect.get(value, key)));
}
