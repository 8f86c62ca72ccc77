/** Entries of a map whose order means nothing, in an order of their own: that of their keys. */
export function entriesByKey<Value>(map: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(map).toSorted(([one], [other]) => (one < other ? -1 : 1));
}
