import type { Refusal } from "../core/refusal";
import { MAX_BEHAVIORS, type CdnBehavior, type CdnPlanArgs } from "./cdn.plan";

const PATH = /^\/[A-Za-z0-9_.*$/~"'@:+?&-]{0,254}$/;

/** What decides how paths are served. */
type Paths = Pick<CdnPlanArgs, "origins" | "behaviors" | "defaultBehavior">;

/** Reasons to refuse how a distribution's paths are served. */
export const behaviorRefusals: readonly Refusal<Paths>[] = [
  {
    when: ({ behaviors = [] }) => behaviors.length > MAX_BEHAVIORS,
    say: ({ behaviors = [] }) => ({
      arg: "behaviors",
      got: behaviors.length,
      expected: `${MAX_BEHAVIORS} at most`,
      change: "serve paths of one class and origin below one prefix",
    }),
  },
  {
    when: ({ behaviors = [] }) => badPaths(behaviors).length > 0,
    say: ({ behaviors = [] }) => ({
      arg: "behaviors.*.path",
      got: badPaths(behaviors),
      expected: "patterns that begin with a slash, 255 characters at most",
      change: "write the path as viewers ask for it",
    }),
  },
  {
    when: ({ behaviors = [] }) => shadowed(behaviors).length > 0,
    say: ({ behaviors = [] }) => ({
      arg: "behaviors.*.path",
      got: shadowed(behaviors),
      expected: "patterns that no earlier one covers",
      change: "put the narrower pattern first, since the first that matches is taken",
    }),
  },
  {
    when: (args) => unknownOrigins(args).length > 0,
    say: (args) => ({
      arg: "behaviors.*.origin, defaultBehavior.origin",
      got: unknownOrigins(args),
      expected: `one of ${Object.keys(args.origins).join(", ")}`,
      change: "name an origin of this distribution",
    }),
  },
];

function badPaths(behaviors: readonly CdnBehavior[]): readonly string[] {
  return behaviors.map(({ path }) => path).filter((path) => !PATH.test(path));
}

function shadowed(behaviors: readonly CdnBehavior[]): readonly string[] {
  const paths = behaviors.map(({ path }) => path);
  return paths.filter((path, index) => paths.slice(0, index).some((earlier) => covers(earlier, path)));
}

/** Whether a pattern matches all that a later one does. What it says is true; it may overlook such a pair. */
function covers(earlier: string, later: string): boolean {
  const pattern = earlier
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("?", "[^*]")
    .replaceAll("*", ".*");
  return new RegExp(`^${pattern}$`).test(later);
}

function unknownOrigins({ origins, behaviors = [], defaultBehavior }: Paths): readonly string[] {
  return [...behaviors, defaultBehavior]
    .map(({ origin }) => origin)
    .filter((origin) => !Object.hasOwn(origins, origin));
}
