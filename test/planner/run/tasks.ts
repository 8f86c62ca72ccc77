import path from "node:path";
import { readPlannerFile } from "../../../planner/project/planner-file";
import { readProject } from "../../../planner/project/project";
import { readStackConfig } from "../../../planner/project/stack-config";
import type { StackTask } from "../../../planner/run/messages";
import type { StackJob } from "../../../planner/run/plan-stacks";

/** Folder of a program among the fixtures. */
export function programFolder(name: string): string {
  return path.join(__dirname, "..", "..", "fixtures", "programs", name);
}

/** The task of planning a stack of a program among the fixtures. */
export function taskOf(program: string, stack: string, given: Partial<StackTask> = {}): StackTask {
  const project = readProject(programFolder(program));
  return {
    organization: "organization",
    project: project.name,
    stack,
    ...readStackConfig(project, stack),
    mode: "as-applied",
    rootDirectory: project.rootDirectory,
    programDirectory: project.programDirectory,
    entry: project.entry,
    answersFile: readPlannerFile(project.rootDirectory).answersFile,
    traces: false,
    timeLimitSeconds: 60,
    ...given,
  };
}

/** {@link taskOf} as a job that knows nothing of what the stack reads. */
export function jobOf(...args: Parameters<typeof taskOf>): StackJob {
  return { task: taskOf(...args), references: [] };
}
