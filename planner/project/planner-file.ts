import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { InputError } from "../input-error";
import { readYaml } from "./yaml-file";

const PlannerFile = z.strictObject({
  organization: z.string().optional(),
  programs: z.record(z.string(), z.string()).default({}),
  answers: z.string().optional(),
  projects: z.array(z.string()).default([]),
});

/** What a project tells the planner in its optional `planner.yaml`. */
export interface PlannerFile {
  /** Organization that its stacks belong to. */
  readonly organization: string;
  /** Folders of other projects, by `organization/project/stack`; `*` stands for every stack. */
  readonly programs: Readonly<Record<string, string>>;
  /** Module that answers provider functions; empty where there is none. */
  readonly answersFile: string;
  /** Folders of other projects that belong to this one, such as examples of it. */
  readonly projects: readonly string[];
}

/** Organization of every stack in Pulumi's self-managed backends. */
export const DEFAULT_ORGANIZATION = "organization";

/**
 * Reads `planner.yaml` of a project; without one, the defaults hold.
 * @throws InputError where the file cannot be used
 */
export function readPlannerFile(rootDirectory: string): PlannerFile {
  const file = path.join(rootDirectory, "planner.yaml");
  const { organization, programs, answers, projects } = fs.existsSync(file)
    ? readYaml(file, PlannerFile)
    : PlannerFile.parse({});
  const folders = Object.entries(programs).map(([name, folder]) => [name, path.resolve(rootDirectory, folder)]);
  return {
    organization: organization ?? DEFAULT_ORGANIZATION,
    programs: Object.fromEntries(folders),
    answersFile: answersIn(rootDirectory, answers),
    projects: projects.map((folder) => path.resolve(rootDirectory, folder)),
  };
}

function answersIn(rootDirectory: string, named: string | undefined): string {
  const file = path.join(rootDirectory, named ?? "planner.answers.ts");
  const exists = fs.existsSync(file);
  if (named !== undefined && !exists) {
    const where = path.relative(process.cwd(), path.join(rootDirectory, "planner.yaml"));
    const message = `is "${named}", but there is no such file`;
    throw new InputError([{ where, path: "answers", message, fix: "correct the path" }]);
  }
  return exists ? file : "";
}
