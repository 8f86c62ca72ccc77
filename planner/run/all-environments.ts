import path from "node:path";
import { environmentsOf } from "../environment";
import { readPlannerFile } from "../project/planner-file";
import { readProject } from "../project/project";
import { shownFolder } from "../project/shown-folder";
import { stacksWithFiles } from "../project/stack-config";
import type { PlanRequest } from "./plan-environment";

/** One environment of one project; in a project without environments, all its stacks. */
export interface Target extends Pick<PlanRequest, "directory" | "environment" | "stacks"> {
  /** Folder of the project as it is seen from the first one; `.` for that one. */
  readonly project: string;
}

/**
 * Every environment of a project, and of the projects that its `planner.yaml` lists.
 * @throws InputError where one of them cannot be read
 */
export function allTargets(directory: string): Target[] {
  const root = path.resolve(directory);
  const folders = [root, ...readPlannerFile(readProject(root).rootDirectory).projects];
  return folders.flatMap((folder) =>
    targetsIn(folder).map((target) => ({ ...target, project: shownFolder(root, folder) })),
  );
}

/** Every environment of one project. */
export function targetsIn(directory: string): Omit<Target, "project">[] {
  const project = readProject(directory);
  const environments = environmentsOf(project);
  return environments.length > 0
    ? environments.map((environment) => ({ directory, environment, stacks: [] }))
    : [{ directory, stacks: stacksWithFiles(project) }];
}
