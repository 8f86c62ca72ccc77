/** One step into a value: a name, or the index of a list. */
export type Step = string | number;

/**
 * Reads a property path as Pulumi's options take it: `tags`, `tags["team.name"]`, `rules[0].cidr`, `rules[*].cidr`.
 * `*` stands for any one step.
 */
export function readPath(text: string): Step[] {
  const steps = text.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g);
  return [...steps].map(([, quoted, index, name]) => {
    if (quoted !== undefined) {
      return quoted.replaceAll(/\\(.)/g, "$1");
    }
    return index === undefined || index === "*" ? (name ?? "*") : Number(index);
  });
}

/** Writes a path as {@link readPath} reads it. */
export function writePath(steps: readonly Step[]): string {
  return steps.reduce<string>((text, step) => {
    if (typeof step === "number") {
      return `${text}[${step}]`;
    }
    if (/^[\w$:@/-]+$/.test(step)) {
      return text === "" ? step : `${text}.${step}`;
    }
    return `${text}[${JSON.stringify(step)}]`;
  }, "");
}

/** The names of a path, without the indices of lists, as the table of forced replacements has them. */
export function namesOf(steps: readonly Step[]): string {
  return steps.filter((step) => typeof step === "string").join(".");
}

/** Whether a pattern names this place or one around it. */
export function covers(pattern: readonly Step[], steps: readonly Step[]): boolean {
  return pattern.length <= steps.length && agree(pattern, steps);
}

/** Whether a pattern names something inside this place. */
export function reachesInto(pattern: readonly Step[], steps: readonly Step[]): boolean {
  return pattern.length > steps.length && agree(steps, pattern);
}

function agree(shorter: readonly Step[], longer: readonly Step[]): boolean {
  return shorter.every((step, index) => step === longer[index] || step === "*" || longer[index] === "*");
}
