import { found, prove } from "./fixture";
import { LEAKS_BY_REGIME } from "./leaks/by-regime";
import type { Leak } from "./leaks/program";

const BOOKS: Readonly<Record<string, readonly Leak[]>> = {
  "by regime": LEAKS_BY_REGIME,
};

describe.each(Object.entries(BOOKS))("leaks %s", (_, leaks) => {
  test.each(leaks.map((leak) => [leak.title, leak] as const))("%s", (__, { leak, twin, at, ...around }) => {
    expect(found(prove(leak, around))).toContain(at);
    expect(found(prove(twin, around))).toEqual([]);
  });
});
