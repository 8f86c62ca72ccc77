import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { DATA_CLASSES } from "../facts/tag-schema";
import { InputError, type InputProblem } from "./input-error";
import type { Project } from "./project/project";
import type { WorkerProcess } from "./run/worker-process";

const Residence = z.object({
  markets: z.array(z.string()),
  tenants: z.array(z.string()),
  transfers: z.record(z.string(), z.string()),
  personalData: z.enum(["in-region", "on-premises"]),
  processors: z.array(
    z.object({
      host: z.string(),
      name: z.string(),
      jurisdiction: z.string(),
      dataClass: z.enum(DATA_CLASSES),
      basis: z.string(),
    }),
  ),
  premises: z.array(z.string()),
});

const DescribedStack = z.object({
  name: z.string(),
  kind: z.enum(["global", "partition", "region"]),
  partition: z.string().optional(),
  regime: z.string().optional(),
  residence: Residence.optional(),
  region: z.string(),
  role: z.enum(["primary", "secondary"]).optional(),
  account: z.string(),
  state: z.object({ backend: z.string(), secretsProvider: z.string() }).optional(),
  deployRoleArn: z.string().optional(),
  allowedRegions: z.array(z.string()),
  references: z.array(z.string()),
  config: z.record(z.string(), z.string()),
  sources: z
    .object({
      line: z.int().optional(),
      entries: z.array(z.object({ component: z.string(), name: z.string().optional(), line: z.int() })),
    })
    .optional(),
});

const Problem = z.object({
  file: z.string(),
  line: z.number().optional(),
  path: z.string(),
  got: z.unknown().optional(),
  expected: z.string(),
  change: z.string(),
});

const Description = z.object({
  environment: z.string().optional(),
  stacks: z.array(DescribedStack).default([]),
  problems: z.array(Problem).optional(),
});

/** One stack of an environment, as the platform describes it. */
export type EnvironmentStack = z.infer<typeof DescribedStack> & {
  /** Path of the environment's file from the project's folder; absent where the stack was described without one. */
  readonly file?: string;
};

/** File of an environment. */
export function environmentFile(project: Project, environment: string): string {
  return path.join(project.programDirectory, "environments", `${environment}.yaml`);
}

/** Names of a project's environments. */
export function environmentsOf(project: Project): string[] {
  const directory = path.join(project.programDirectory, "environments");
  const files = fs.existsSync(directory) ? fs.readdirSync(directory) : [];
  return files
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => path.basename(file, ".yaml"))
    .sort();
}

/**
 * The stacks of an environment, found by running the platform's own `describeEnvironment`.
 * @throws InputError where there is no such environment, or its file is wrong: all its problems at once
 */
export async function describeEnvironment(
  project: Project,
  environment: string,
  worker: WorkerProcess,
): Promise<EnvironmentStack[]> {
  const file = environmentFile(project, environment);
  if (!fs.existsSync(file)) {
    throw new InputError([unknownEnvironment(project, environment)]);
  }
  return describeFile(project, file, worker);
}

/**
 * The stacks that an environment file describes, wherever it lies.
 * @throws InputError where the file is wrong: all its problems at once
 */
export async function describeFile(project: Project, file: string, worker: WorkerProcess): Promise<EnvironmentStack[]> {
  const { programDirectory, rootDirectory } = project;
  const task = { programDirectory, rootDirectory, module: describeModule(project), file };
  const answer = await worker.describe(task);
  if (answer.kind === "failed") {
    const fix = "this is a defect of `describeEnvironment`";
    throw new InputError(answer.failures.map(({ message }) => ({ where: file, message, fix })));
  }
  const { stacks, problems } = Description.parse(answer.description);
  if (problems !== undefined) {
    throw new InputError(problems.map(inputProblem));
  }
  const shown = path.relative(rootDirectory, file).split(path.sep).join("/");
  return stacks.map((stack) => ({ ...stack, file: shown }));
}

function inputProblem({ file, line, path: place, got, expected, change }: z.infer<typeof Problem>): InputProblem {
  const where = path.relative(process.cwd(), file);
  return {
    where: line === undefined ? where : `${where}:${line}`,
    path: place,
    message: `is ${got === undefined ? "missing" : JSON.stringify(got)}, expected ${expected}`,
    fix: change,
  };
}

function unknownEnvironment(project: Project, environment: string): InputProblem {
  const known = environmentsOf(project);
  const where = path.relative(process.cwd(), environmentFile(project, environment));
  return {
    where,
    message: `environment "${environment}" has no file; this project has ${known.length === 0 ? "none" : known.join(", ")}`,
    fix: "name one of these, or create the file",
  };
}

// A program that ships its own description is described by it; all others by the kit they are built on.
function describeModule(project: Project): string {
  const own = ["describe.ts", "describe.js"].map((name) => path.join(project.programDirectory, name));
  return own.find((file) => fs.existsSync(file)) ?? kitDescription(project);
}

function kitDescription({ programDirectory }: Project): string {
  const environmentsDirectory = path.join(programDirectory, "environments");
  try {
    return createRequire(`${programDirectory}/`).resolve("inventory-platform/describe");
  } catch {
    const where = path.relative(process.cwd(), environmentsDirectory);
    const message =
      "cannot be described: the program has no describe.ts of its own, nor the package inventory-platform";
    const fix = "install inventory-platform, or name stacks with --stack instead of an environment";
    throw new InputError([{ where, message, fix }]);
  }
}
