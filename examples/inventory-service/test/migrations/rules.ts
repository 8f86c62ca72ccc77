import type { Migration } from "../../src/storage";

/** What a linter of SQL does not know of the migrations of this service. */
interface Rule {
  readonly name: string;
  /** What is wrong with a migration; `undefined` where nothing is. */
  readonly problem: (migration: Migration, before: readonly Migration[]) => string | undefined;
}

/** The first release: there was nothing before it that they could break. */
const FIRST = ["0001_stock.sql", "0002_events_and_keys.sql", "0007_grant_to_login.sql"];

const NO_TRANSACTION = "-- no-transaction\n";

/** The comment that a migration begins with, as one line. */
function headerOf({ text }: Migration): string {
  const lines = text.replace(NO_TRANSACTION, "").split("\n");
  const end = lines.findIndex((line) => !line.startsWith("-- "));
  return lines
    .slice(0, end)
    .map((line) => line.slice(3))
    .join(" ");
}

/** Functions that act for whoever calls them, of which not all say where names are looked up. */
function unsafeFunctions({ text }: Migration): readonly string[] {
  return [...text.matchAll(/create (?:or replace )?function ([\w.]+)([\s\S]*?)\bas \$\$/g)]
    .filter(([, , head = ""]) => head.includes("security definer") && !head.includes("set search_path"))
    .map(([, name = ""]) => name);
}

const RULES: readonly Rule[] = [
  {
    name: "numbers follow each other",
    problem: ({ name }, before) => {
      const expected = String(before.length + 1).padStart(4, "0");
      return name.startsWith(`${expected}_`) ? undefined : `is numbered ${name.slice(0, 4)}, expected ${expected}`;
    },
  },
  {
    name: "the header says whether it breaks the release before",
    problem: (migration) =>
      FIRST.includes(migration.name) || /Not breaking\b|Breaking: \w/.test(headerOf(migration))
        ? undefined
        : 'says in its first comment neither "Not breaking" nor "Breaking:" and what for whom',
  },
  {
    name: "what is applied without a transaction keeps no writer waiting",
    problem: ({ text }) => {
      const statements = text.replace(/^--.*$/gm, "").split(";");
      const blocking = statements
        .map((each) => each.trim())
        .filter((each) => each !== "" && !each.includes(" concurrently "));
      return text.startsWith(NO_TRANSACTION) && blocking.length > 0
        ? `has "${blocking[0] ?? ""}" outside of a transaction, expected concurrent statements alone`
        : undefined;
    },
  },
  {
    name: "functions with the owner's rights look names up where the owner says",
    problem: (migration) => {
      const [name] = unsafeFunctions(migration);
      return name === undefined
        ? undefined
        : `lets callers of ${name} say where its names are looked up: set search_path`;
    },
  },
];

/** What is wrong with migrations by the rules of this service: `<file>: <what>`. */
export function problemsOf(migrations: readonly Migration[]): readonly string[] {
  return migrations.flatMap((migration, index) =>
    RULES.flatMap(({ problem }) => {
      const found = problem(migration, migrations.slice(0, index));
      return found === undefined ? [] : [`${migration.name}: ${found}`];
    }),
  );
}
