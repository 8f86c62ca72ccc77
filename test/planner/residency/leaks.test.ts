import { found, prove } from "./fixture";
import { LEAKS_BY_REGIME } from "./leaks/by-regime";
import { LEAKS_OF_ACCESS } from "./leaks/access";
import { LEAKS_OF_FLOWS } from "./leaks/flows";
import { LEAKS_OF_STORES } from "./leaks/stores";
import type { Leak } from "./leaks/program";
import { ACCESS } from "./leaks/second/access";
import { ANALYTICS } from "./leaks/second/analytics";
import { APPLICATIONS } from "./leaks/second/applications";
import { CLUSTERS } from "./leaks/second/clusters";
import { EVENTS } from "./leaks/second/events";
import { LOGS } from "./leaks/second/logs";
import { STORES } from "./leaks/second/stores";

const BOOKS: Readonly<Record<string, readonly Leak[]>> = {
  "by regime": LEAKS_BY_REGIME,
  "of stores": LEAKS_OF_STORES,
  "of flows": LEAKS_OF_FLOWS,
  "of access": LEAKS_OF_ACCESS,
  "of the second set, of stores": STORES,
  "of the second set, of events": EVENTS,
  "of the second set, of applications": APPLICATIONS,
  "of the second set, of logs": LOGS,
  "of the second set, of analytics": ANALYTICS,
  "of the second set, of access": ACCESS,
  "of the second set, of clusters": CLUSTERS,
};

describe.each(Object.entries(BOOKS))("leaks %s", (_, leaks) => {
  test.each(leaks.map((leak) => [leak.title, leak] as const))("%s", (__, { leak, twin, at, ...around }) => {
    expect(found(prove(leak, around))).toContain(at);
    expect(found(prove(twin, around))).toEqual([]);
  });
});
