import { z } from "zod";
import type { Finding } from "../problems";
import { accessOf } from "../schema/access";
import { jobSchema } from "../schema/job";
import { environmentTags, ownTags } from "../schema/tags";
import { isBound } from "../topology/residence";
import { type EnvironmentRule, ruleOn, unknownName, wellShaped } from "./rule";

const anything = z.record(z.string(), z.unknown());
const entries = anything.optional();
const sections = { services: entries, jobs: entries };
const stores = { tables: entries, archives: entries, streams: entries, queues: entries };
const access = accessOf("nothing");
const { checkpoint } = jobSchema.shape;
const accessing = { access: access.optional(), checkpoint, tags: ownTags.optional() };
const NOTHING = access.parse({});

/** What uses stores, and what one of it is called. */
type Section = keyof typeof sections;
const ONE_OF = { services: "service", jobs: "job" } as const satisfies Record<Section, string>;

/** Rules about what services and jobs use. */
export const accessRules: Readonly<Record<string, EnvironmentRule>> = {
  "service-uses-what-exists": usesWhatExists("services"),
  "service-is-as-protected-as-its-data": isAsProtectedAsItsData("services"),
  "job-uses-what-exists": usesWhatExists("jobs"),
  "job-is-as-protected-as-its-data": isAsProtectedAsItsData("jobs"),
};

function usesWhatExists(section: Section): EnvironmentRule {
  return ruleOn({ ...stores, ...sections }, (environment) =>
    wellShaped(accessing, environment[section] ?? {}).flatMap(({ name, access: used = NOTHING }) => [
      ...unknownKeys([section, name, "access", "tables"], used.tables, environment.tables),
      ...unknownKeys([section, name, "access", "archives"], used.archives, environment.archives),
      ...unknownEntries([section, name, "access", "streams"], used.streams, environment.streams),
      ...unknownEntries([section, name, "access", "queues"], used.queues, environment.queues),
    ]),
  );
}

/** Where the data of a regime stays on premises, what uses them has to as well: its own tag says so. */
function isAsProtectedAsItsData(section: Section): EnvironmentRule {
  const shape = { ...stores, ...sections, tags: environmentTags, database: entries };
  return ruleOn(shape, (environment) =>
    wellShaped(accessing, environment[section] ?? {}).flatMap(({ name, tags, access: used = NOTHING, ...saving }) => {
      const own = tags?.["data-class"] ?? environment.tags["data-class"];
      const archives = [...Object.keys(used.archives), ...(saving.checkpoint === undefined ? [] : [saving.checkpoint])];
      const personal = [
        ...boundAmong(Object.keys(used.tables), environment.tables),
        ...boundAmong(archives, environment.archives),
        ...boundAmong(used.streams, environment.streams),
        ...boundAmong(used.queues, environment.queues),
        ...boundAmong(used.database ? ["database"] : [], { database: environment.database }),
      ];
      return isBound(own) || personal.length === 0 ? [] : [unprotected([section, name], own, personal)];
    }),
  );
}

function unprotected(path: readonly [Section, string], got: string, personal: readonly string[]): Finding {
  return {
    path: [...path, "tags", "data-class"],
    got,
    expected: `personal or payment, as it uses ${personal.join(", ")}`,
    change: `say so, or use something else: where such data stays on premises, the ${ONE_OF[path[0]]} does`,
  };
}

type Known = Readonly<Record<string, unknown>> | undefined;

function unknownKeys(path: Finding["path"], used: Readonly<Record<string, unknown>>, known: Known): Finding[] {
  return Object.keys(used)
    .filter((name) => !Object.hasOwn(known ?? {}, name))
    .map((name) => unknownName([...path, name], name, known));
}

function unknownEntries(path: Finding["path"], names: readonly string[], known: Known): Finding[] {
  return names.flatMap((name, index) =>
    Object.hasOwn(known ?? {}, name) ? [] : [unknownName([...path, index], name, known)],
  );
}

function boundAmong(names: readonly string[], known: Known = {}): string[] {
  const tagged = z.object({ tags: z.object({ "data-class": ownTags.shape["data-class"] }) });
  return names.filter((name) => {
    const read = tagged.safeParse(known[name]);
    return read.success && read.data.tags["data-class"] !== undefined && isBound(read.data.tags["data-class"]);
  });
}
