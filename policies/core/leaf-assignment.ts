import { Unknowns } from "./rule";
import { member } from "./tags";

/*
 * Nothing here copies: lint holds that. A list or an object that is assigned anew would lose the marks of the secrets
 * inside it, which would then go back to the engine, and into the state, in the clear.
 */

/** What a leaf is set to; of a list, the entries that it has to hold beside others. */
export type LeafValue = boolean | number | string | readonly string[];

/**
 * Sets a leaf of what a remediation was handed; objects on the way that are missing are made. What is not known yet stays
 * so.
 * @returns whether something has changed
 */
export function assignLeaf(holder: object, [key = "", ...rest]: readonly string[], value: LeafValue): boolean {
  if (rest.length > 0) {
    const inner = childOf(holder, key, {});
    return inner !== undefined && assignLeaf(inner, rest, value);
  }
  if (typeof value === "object") {
    const list = childOf(holder, key, []);
    return Array.isArray(list) && append(list, value);
  }
  return unlessUnknown(() => Reflect.get(holder, key) !== value && Reflect.set(holder, key, value));
}

/** What a check says, or no where it comes upon a value that is not known yet. */
export function unlessUnknown(check: () => boolean): boolean {
  let result = false;
  new Unknowns().keep(() => {
    result = check();
  });
  return result;
}

function append(list: unknown[], entries: readonly unknown[]): boolean {
  const before = list.length;
  for (const entry of entries) {
    if (!list.includes(entry)) {
      Reflect.set(list, String(list.length), entry);
    }
  }
  return list.length > before;
}

/** An object or list inside another, made where it is missing; `undefined` where it is something else, or not known. */
function childOf(holder: object, key: string, empty: object): object | undefined {
  let child: object | undefined;
  unlessUnknown(() => {
    if (member(holder, key) === undefined) {
      Reflect.set(holder, key, empty);
    }
    const found: unknown = Reflect.get(holder, key);
    child = typeof found === "object" && found !== null ? found : undefined;
    return true;
  });
  return child;
}
