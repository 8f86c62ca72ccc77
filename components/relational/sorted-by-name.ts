/** Entries of a record in the order of their names, so that the order of writing makes no difference. */
export function sortedByName<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).toSorted(([left], [right]) => (left < right ? -1 : 1));
}
