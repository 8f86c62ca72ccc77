import path from "node:path";
import { InputError } from "../input-error";
import { DEFAULT_TIME_LIMIT_SECONDS, type PlanRequest, type SuccessfulStack } from "../run/plan-environment";
import { planSuccessfully } from "../run/planned";
import type { Output } from "./command";
import type { CommandLine } from "./options";

/**
 * Plans what a command line asks for.
 * @throws InputError for wrong usage, PlanError where a program fails
 */
export async function planAsked(line: CommandLine, output: Output): Promise<SuccessfulStack[]> {
  return planSuccessfully(requestOf(line), { progress: output.progress, planned: () => undefined });
}

/**
 * What a command line asks to plan.
 * @throws InputError for wrong usage
 */
export function requestOf(line: CommandLine): PlanRequest {
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
