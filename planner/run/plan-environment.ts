import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { describeEnvironment, environmentsOf, type EnvironmentStack } from "../environment";
import { InputError, type InputProblem } from "../input-error";
import type { Plan, PlanMode, Properties } from "../plan";
import { readPlannerFile, type PlannerFile } from "../project/planner-file";
import { readProject, type Project } from "../project/project";
import { readStackConfig, stackFile, stacksWithFiles } from "../project/stack-config";
import { planStacks, stackName, type StackJob, type StackOutcome } from "./plan-stacks";
import { WorkerProcess } from "./worker-process";

/** What is to be planned, and how. */
export interface PlanRequest {
  /** Folder of the project. */
  readonly directory: string;
  /** Environment whose stacks are meant; absent where stacks are named. */
  readonly environment?: string;
  /** Stacks to plan; empty for all stacks of the environment. */
  readonly stacks: readonly string[];
  readonly mode: PlanMode;
  readonly sites: boolean;
  readonly timeLimitSeconds: number;
  /** File with outputs of other stacks; absent where there is none. */
  readonly outputsFile?: string;
}

/** One planned stack, with what its environment says of it. */
export interface PlannedStack {
  readonly outcome: StackOutcome;
  readonly described?: EnvironmentStack;
}

/** A stack that could be planned. */
export type SuccessfulStack = PlannedStack & { readonly plan: Plan };

/** Says that a stack has started or is done. */
export interface Progress {
  /** Full name of the stack. */
  readonly stack: string;
  /** What came of it; absent where it has only started. */
  readonly planned?: PlannedStack;
  /** All stacks of the environment; empty where stacks were named instead. */
  readonly environment: readonly EnvironmentStack[];
}

/** Default of {@link PlanRequest.timeLimitSeconds}. */
export const DEFAULT_TIME_LIMIT_SECONDS = 120;

const WORKERS = 2;
const OutputsFile = z.record(z.string(), z.record(z.string(), z.json()));

/**
 * Plans an environment, or single stacks of a project. What a stack refers to is planned as well, and only what was
 * asked for comes back, in the environment's order.
 * @throws InputError where the request cannot be carried out as it stands
 */
export async function planEnvironment(
  request: PlanRequest,
  onProgress: (progress: Progress) => void,
): Promise<PlannedStack[]> {
  const project = readProject(request.directory);
  const planner = readPlannerFile(project.rootDirectory);
  const outputs = readOutputs(request.outputsFile);
  const workers = startWorkers(request.environment === undefined ? 0 : WORKERS, project);
  try {
    const described = await describedStacks(request, project, workers);
    const names = chosen(request, project, described);
    const jobFor = jobFinder({ request, project, planner, described });
    const byName = new Map(described.map((stack) => [stack.name, stack]));
    const planned = (outcome: StackOutcome): PlannedStack => {
      const own = outcome.name.startsWith(`${planner.organization}/${project.name}/`);
      const known = own ? byName.get(outcome.name.slice(outcome.name.lastIndexOf("/") + 1)) : undefined;
      return { outcome, ...(known !== undefined && { described: known }) };
    };
    const jobs = names.flatMap((name) => jobFor(`${planner.organization}/${project.name}/${name}`) ?? []);
    const outcomes = await planStacks({
      jobs,
      outputs,
      jobFor,
      warm: { programDirectory: project.programDirectory, workers },
      onProgress: (stack, outcome) =>
        onProgress({ stack, environment: described, ...(outcome !== undefined && { planned: planned(outcome) }) }),
    });
    const asked = new Set(jobs.map(({ task }) => stackName(task)));
    return outcomes.filter(({ name, failures }) => asked.has(name) || failures.length > 0).map(planned);
  } catch (error) {
    workers.forEach((worker) => worker.stop());
    throw error;
  }
}

function startWorkers(count: number, project: Project): WorkerProcess[] {
  const workers = Array.from({ length: count }, () => new WorkerProcess());
  workers.slice(1).forEach((worker) => worker.warm(project));
  return workers;
}

async function describedStacks(
  request: PlanRequest,
  project: Project,
  workers: readonly WorkerProcess[],
): Promise<EnvironmentStack[]> {
  const [first] = workers;
  return request.environment === undefined || first === undefined
    ? []
    : describeEnvironment(project, request.environment, first);
}

/** The stacks that were asked for. */
function chosen(request: PlanRequest, project: Project, described: readonly EnvironmentStack[]): readonly string[] {
  const known = request.environment === undefined ? stacksWithFiles(project) : described.map(({ name }) => name);
  const names = request.stacks.length > 0 ? request.stacks : described.map(({ name }) => name);
  const problems = [
    ...names.filter((name) => !known.includes(name)).map((name) => unknownStack(name, known)),
    ...described
      .filter(({ name }) => names.includes(name) && !fs.existsSync(stackFile(project, name)))
      .map((stack) => missingFile(project, stack)),
    ...(names.length === 0 ? [nothingChosen(project, known)] : []),
  ];
  if (problems.length > 0) {
    throw new InputError(problems);
  }
  return names;
}

function unknownStack(name: string, known: readonly string[]): InputProblem {
  return { where: `--stack ${name}`, message: `is none of the stacks ${listed(known)}`, fix: "name one of these" };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "(there are none)" : names.join(", ");
}

function missingFile(project: Project, { name, config }: EnvironmentStack): InputProblem {
  const where = path.relative(process.cwd(), stackFile(project, name));
  const lines = Object.entries(config).map(([key, value]) => `${key}: ${value}`);
  return {
    where,
    message: `stack ${name} of the environment has no file`,
    fix: `create it with config { ${lines.join(", ")} }`,
  };
}

function nothingChosen(project: Project, stacks: readonly string[]): InputProblem {
  const environments = environmentsOf(project);
  const known = environments.length > 0 ? `environments: ${listed(environments)}` : `stacks: ${listed(stacks)}`;
  const fix = environments.length > 0 ? "name an environment" : "name a stack with --stack";
  return { where: "arguments", message: `nothing to plan was named; ${known}`, fix };
}

interface JobSources {
  readonly request: PlanRequest;
  readonly project: Project;
  readonly planner: PlannerFile;
  readonly described: readonly EnvironmentStack[];
}

function jobFinder({ request, project, planner, described }: JobSources): (full: string) => StackJob | undefined {
  const own = (stack: string): StackJob | undefined => {
    const known = described.find(({ name }) => name === stack);
    const exists = known !== undefined || stacksWithFiles(project).includes(stack);
    const references = (known?.references ?? []).map((name) => `${planner.organization}/${project.name}/${name}`);
    const place = { request, project, planner, organization: planner.organization, stack };
    return exists ? { references, task: taskOf(place) } : undefined;
  };
  return (full) => {
    const [organization = "", projectName = "", stack = ""] = full.split("/");
    if (organization === planner.organization && projectName === project.name) {
      return own(stack);
    }
    const folder = planner.programs[full] ?? planner.programs[`${organization}/${projectName}/*`];
    return folder === undefined
      ? undefined
      : { references: [], task: taskOf({ request, project: readProject(folder), planner, organization, stack }) };
  };
}

function taskOf(place: Omit<JobSources, "described"> & { organization: string; stack: string }): StackJob["task"] {
  const { request, project, planner, organization, stack } = place;
  return {
    organization,
    project: project.name,
    stack,
    ...readStackConfig(project, stack),
    mode: request.mode,
    rootDirectory: project.rootDirectory,
    programDirectory: project.programDirectory,
    entry: project.entry,
    answersFile: planner.answersFile,
    traces: request.sites,
    timeLimitSeconds: request.timeLimitSeconds,
  };
}

function readOutputs(file: string | undefined): Readonly<Record<string, Properties>> {
  if (file === undefined) {
    return {};
  }
  try {
    return OutputsFile.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch (error) {
    const message = `holds no outputs: ${error instanceof Error ? error.message : String(error)}`;
    throw new InputError([
      { where: file, message, fix: 'write { "organization/project/stack": { "output": value } }' },
    ]);
  }
}
