import path from "node:path";
import type { EnvironmentStack } from "../environment";
import { InputError } from "../input-error";
import type { Plan } from "../plan";
import { planEnvironment, type PlannedStack, type PlanRequest } from "../run/plan-environment";
import type { Output } from "./command";
import type { CommandLine } from "./options";

const DEFAULT_TIME_LIMIT_SECONDS = 120;

/** A stack that could be planned. */
export type SuccessfulStack = PlannedStack & { readonly plan: Plan };

/** A program could not be planned; what it said is in the message. */
export class PlanError extends Error {}

/**
 * Plans what a command line asks for.
 * @throws InputError for wrong usage, PlanError where a program fails
 */
export async function planAsked(
  line: CommandLine,
  output: Output,
  onPlanned: (stack: SuccessfulStack, environment: readonly EnvironmentStack[]) => void = () => {},
): Promise<SuccessfulStack[]> {
  const stacks = await planEnvironment(requestOf(line), ({ stack: name, planned, environment }) => {
    const short = name.slice(name.lastIndexOf("/") + 1);
    output.progress(planned === undefined ? `planning ${short}` : `planned  ${short}`);
    if (planned?.outcome.plan !== undefined) {
      onPlanned({ ...planned, plan: planned.outcome.plan }, environment);
    }
  });
  const failed = stacks.filter(({ outcome }) => outcome.plan === undefined);
  if (failed.length > 0) {
    throw new PlanError(failed.map(renderFailure).join("\n\n"));
  }
  return stacks.flatMap((stack) => (stack.outcome.plan === undefined ? [] : [{ ...stack, plan: stack.outcome.plan }]));
}

function requestOf(line: CommandLine): PlanRequest {
  const [environment, ...more] = line.positionals;
  const timeout = Number(line.text("timeout") ?? DEFAULT_TIME_LIMIT_SECONDS);
  const problems = [
    ...more.map((name) => ({ where: name, message: "is one argument too many", fix: "name one environment" })),
    ...(timeout > 0
      ? []
      : [
          {
            where: "--timeout",
            message: `is "${line.text("timeout") ?? ""}", expected a number of seconds above 0`,
            fix: "give one",
          },
        ]),
  ];
  if (problems.length > 0) {
    throw new InputError(problems);
  }
  const outputsFile = line.text("outputs");
  return {
    directory: path.resolve(line.text("cwd") ?? "."),
    ...(environment !== undefined && { environment }),
    stacks: line.texts("stack"),
    mode: line.flag("unknowns") ? "unknowns" : "as-applied",
    sites: line.flag("sites"),
    timeLimitSeconds: timeout,
    ...(outputsFile !== undefined && { outputsFile: path.resolve(outputsFile) }),
  };
}

function renderFailure({ outcome: { name, failures, printed } }: PlannedStack): string {
  const lines = failures.flatMap(({ message, frames }) => [
    ...message.split("\n").map((text) => `  ${text}`),
    ...frames.map((frame) => `    ${frame}`),
  ]);
  const said =
    printed.trim() === ""
      ? []
      : [
          "  the program printed:",
          ...printed
            .trim()
            .split("\n")
            .map((text) => `    ${text}`),
        ];
  return [`stack ${name} cannot be planned:`, ...lines, ...said].join("\n");
}
