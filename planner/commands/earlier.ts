import path from "node:path";
import { readPlanFile, type SavedPlans } from "../diff/plan-file";
import { checkOut } from "../diff/revision";
import { InputError, type InputProblem } from "../input-error";
import type { Output } from "./command";
import type { CommandLine, OptionSpec } from "./options";
import { planAsked } from "./planned";

/** Options that name what to compare with. */
export const EARLIER_OPTIONS = {
  against: { type: "string", value: "FILE", help: "compare with the plans that `planner plan --out FILE` wrote" },
  base: { type: "string", value: "REV", help: "compare with this commit of the project, planned by this planner" },
} as const satisfies Record<string, OptionSpec>;

/** Plans, and where they come from. */
export interface Side extends SavedPlans {
  readonly from: string;
}

/** The earlier plans that a command line names; a commit is planned in a folder of its own, which is taken away. */
export async function earlierPlans(line: CommandLine, output: Output): Promise<Side> {
  const file = line.text("against");
  if (file !== undefined) {
    return { from: file, ...readPlanFile(file) };
  }
  const revision = line.text("base") ?? "";
  const { directory, remove } = checkOut(path.resolve(line.text("cwd") ?? "."), revision);
  try {
    const there: CommandLine = { ...line, text: (name) => (name === "cwd" ? directory : line.text(name)) };
    return { from: revision, ...(await plansOf(there, output)) };
  } finally {
    remove();
  }
}

/** What a command line asks to plan, as a file of plans would hold it. */
export async function plansOf(line: CommandLine, output: Output): Promise<SavedPlans> {
  const stacks = await planAsked(line, output);
  return { environment: line.positionals[0] ?? null, plans: stacks.map(({ plan }) => plan) };
}

/**
 * What was planned differently differs everywhere, and says nothing.
 * @throws InputError where two sides are of another mode or of another environment
 */
export function refuseUnlike(before: Side, after: Side): void {
  const modes = [...new Set([...before.plans, ...after.plans].map(({ mode }) => mode))];
  const isOther = before.environment !== null && after.environment !== null && before.environment !== after.environment;
  const problems: InputProblem[] = [
    ...(modes.length > 1
      ? [
          {
            where: before.from,
            message: "was planned in another mode",
            fix: "plan both with --unknowns, or both without",
          },
        ]
      : []),
    ...(isOther
      ? [
          {
            where: before.from,
            message: `holds environment "${before.environment ?? ""}", expected "${after.environment ?? ""}"`,
            fix: "compare an environment with itself",
          },
        ]
      : []),
  ];
  if (problems.length > 0) {
    throw new InputError(problems);
  }
}

/** Whether a command line names an earlier side. */
export function hasEarlier(line: CommandLine): boolean {
  return line.text("against") !== undefined || line.text("base") !== undefined;
}

/** What is wrong where a command line names two earlier sides. */
export function twoEarlier(line: CommandLine): readonly InputProblem[] {
  const isTwo = line.text("against") !== undefined && line.text("base") !== undefined;
  const fix = "leave one of the two out";
  return isTwo ? [{ where: "--against", message: "and --base name two earlier sides", fix }] : [];
}
