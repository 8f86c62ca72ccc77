import { found, prove } from "./fixture";
import { LEAKS_BY_REGIME } from "./leaks/by-regime";
import { LEAKS_OF_ACCESS } from "./leaks/access";
import { LEAKS_OF_FLOWS } from "./leaks/flows";
import { LEAKS_OF_STORES } from "./leaks/stores";
import type { Leak } from "./leaks/program";

const BOOKS: Readonly<Record<string, readonly Leak[]>> = {
  "by regime": LEAKS_BY_REGIME,
  "of stores": LEAKS_OF_STORES,
  "of flows": LEAKS_OF_FLOWS,
  "of access": LEAKS_OF_ACCESS,
};

describe.each(Object.entries(BOOKS))("leaks %s", (_, leaks) => {
  test.each(leaks.map((leak) => [leak.title, leak] as const))("%s", (__, { leak, twin, at, ...around }) => {
    expect(found(prove(leak, around))).toContain(at);
    expect(found(prove(twin, around))).toEqual([]);
  });
});
