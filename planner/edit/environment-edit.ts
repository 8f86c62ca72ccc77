import fs from "node:fs";
import path from "node:path";
import { isMap, isSeq, parseDocument, stringify, type Document } from "yaml";
import { describeFile, environmentFile, type EnvironmentStack } from "../environment";
import { InputError, type InputProblem } from "../input-error";
import { stackFile } from "../project/stack-config";
import type { Project } from "../project/project";
import type { WorkerProcess } from "../run/worker-process";

/** Files that an edit writes, all of them or none. */
export interface Edit {
  /** Texts by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Stacks of the environment after the edit. */
  readonly stacks: readonly EnvironmentStack[];
}

/**
 * Adds a region to the end of a partition's list, and the stack file it needs. Comments and layout of the environment
 * file are kept.
 * @throws InputError where environment or partition do not exist, or the environment is not right with the region
 */
export async function addRegion(
  project: Project,
  change: { readonly environment: string; readonly partition: string; readonly region: string },
  worker: WorkerProcess,
): Promise<Edit> {
  const { environment, partition, region } = change;
  const document = readDocument(project, environment);
  const regions = document.getIn(["partitions", partition, "regions"]);
  if (!isSeq(regions)) {
    throw new InputError([unknownPartition(project, environment, { partition, document })]);
  }
  regions.add(document.createNode(region));
  return checked(project, environment, { text: document.toString(PRINTED), worker });
}

/**
 * Copies an environment under another name, with a stack file for each of its stacks.
 * @throws InputError where the environment does not exist, the new one does already, or it would not be right
 */
export async function forkEnvironment(
  project: Project,
  change: { readonly environment: string; readonly name: string },
  worker: WorkerProcess,
): Promise<Edit> {
  const { environment, name } = change;
  const document = readDocument(project, environment);
  const target = environmentFile(project, name);
  if (fs.existsSync(target)) {
    const fix = "choose a name that is free";
    throw new InputError([{ where: relative(target), message: `environment "${name}" exists already`, fix }]);
  }
  document.setIn(["name"], name);
  return checked(project, name, { text: document.toString(PRINTED), worker });
}

/** Writes an edit's files. */
export function writeEdit({ files }: Edit): void {
  const drafts = [...files].map(([file, text]) => ({ file, draft: `${file}.${process.pid}.part`, text }));
  try {
    drafts.forEach(({ draft, text }) => fs.writeFileSync(draft, text));
    drafts.forEach(({ file, draft }) => fs.renameSync(draft, file));
  } finally {
    drafts.forEach(({ draft }) => fs.rmSync(draft, { force: true }));
  }
}

// Long values stay on their line, and lists in brackets keep their shape, as people wrote them.
const PRINTED = { lineWidth: 0, flowCollectionPadding: false } as const;

function readDocument(project: Project, environment: string): Document {
  const file = environmentFile(project, environment);
  if (!fs.existsSync(file)) {
    const fix = "name an environment that exists";
    throw new InputError([{ where: relative(file), message: `environment "${environment}" has no file`, fix }]);
  }
  const document = parseDocument(fs.readFileSync(file, "utf8"));
  if (document.errors.length > 0) {
    throw new InputError(
      document.errors.map(({ message }) => ({ where: relative(file), message, fix: "correct the YAML" })),
    );
  }
  return document;
}

/** Has the platform judge the new text before a file is touched, and adds the stack files that are missing. */
async function checked(
  project: Project,
  environment: string,
  { text, worker }: { readonly text: string; readonly worker: WorkerProcess },
): Promise<Edit> {
  const target = environmentFile(project, environment);
  const folder = path.join(project.rootDirectory, ".planner", "edit");
  const draft = path.join(folder, path.basename(target));
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(draft, text);
  try {
    const stacks = await describeDraft(project, { draft, target }, worker);
    const missing = stacks.filter(({ name }) => !fs.existsSync(stackFile(project, name)));
    const stackFiles = missing.map(({ name, config }) => [stackFile(project, name), stringify({ config })] as const);
    return { files: new Map([[target, text], ...stackFiles]), stacks };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Problems are in the draft, and must be looked for in the file that it is a draft of. */
async function describeDraft(
  project: Project,
  { draft, target }: { readonly draft: string; readonly target: string },
  worker: WorkerProcess,
): Promise<EnvironmentStack[]> {
  try {
    return await describeFile(project, draft, worker);
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    const moved = (where: string): string => where.replace(relative(draft), relative(target));
    throw new InputError(error.problems.map((problem) => ({ ...problem, where: moved(problem.where) })));
  }
}

function unknownPartition(
  project: Project,
  environment: string,
  { partition, document }: { readonly partition: string; readonly document: Document },
): InputProblem {
  const partitions = document.get("partitions");
  const known = isMap(partitions) ? partitions.items.map(({ key }) => String(key)) : [];
  return {
    where: relative(environmentFile(project, environment)),
    path: `partitions.${partition}`,
    message: `is no partition with regions; the environment has ${known.join(", ")}`,
    fix: "name one of these",
  };
}

function relative(file: string): string {
  return path.relative(process.cwd(), file);
}
