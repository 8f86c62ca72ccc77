import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { InputError, type InputProblem } from "../input-error";
import { shownFolder } from "../project/shown-folder";
import { packagesOf, type Kit } from "./kit";
import { kitSource, provideKit, type KitDependencies } from "./kit-source";

/** What is copied to where. */
export interface ProjectFork {
  /** Name of the example. */
  readonly example: string;
  /** Folder of the new project; its name becomes the project's. */
  readonly target: string;
  /** Version or tarball of the kit it installs; absent for this one. */
  readonly kit?: string | undefined;
}

/** A project that is ready to be written. */
export interface ForkDraft {
  /** Folder in which it lies for now, with the kit's packages beside it. */
  readonly directory: string;
  /** Its files, as paths inside the folder. */
  readonly files: readonly string[];
  /** What it installs. */
  readonly dependencies: KitDependencies;
}

const NAME = /^[a-z][a-z0-9-]{0,62}$/;
const LEFT_BEHIND = new Set(["node_modules", ".planner", "dist"]);
const IGNORED = ["node_modules/", ".planner/", "dist/", ""].join("\n");
/** Where an environment file in the repository finds its schema, and where one in a fork does. */
const SCHEMA = {
  repository: "../../../stacks/environments/environment.schema.json",
  fork: "../node_modules/inventory-platform/dist/stacks/environment.schema.json",
};
const Dependencies = z.record(z.string(), z.string()).default({});
const Manifest = z.record(z.string(), z.unknown());

/**
 * Copies an example into a folder for drafts, as a project of its own, and has `use` decide about it. The folder is gone
 * afterwards; {@link writeFork} keeps what is to be kept.
 * @throws InputError where the example does not exist, or the target is taken or cannot give the project its name
 */
export async function withFork<Result>(
  kit: Kit,
  fork: ProjectFork,
  use: (draft: ForkDraft) => Promise<Result>,
): Promise<Result> {
  const source = kitSource(kit, fork.kit);
  const problems = [...exampleProblems(kit, fork), ...targetProblems(fork)];
  if (problems.length > 0) {
    throw new InputError(problems);
  }
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "fork-")));
  try {
    copyExample(path.join(kit.directory, "examples", fork.example), directory);
    const dependencies = provideKit(source, directory);
    rename(directory, path.basename(fork.target), dependencies);
    const files = filesIn(directory).sort();
    fs.symlinkSync(packagesOf(kit), path.join(directory, "node_modules"), "junction");
    return await use({ directory, files, dependencies });
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

/** Writes a draft to where it was meant for. */
export function writeFork({ directory, files }: ForkDraft, { target }: ProjectFork): void {
  for (const file of files) {
    fs.mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
    fs.copyFileSync(path.join(directory, file), path.join(target, file));
  }
}

function exampleProblems({ examples }: Kit, { example }: ProjectFork): InputProblem[] {
  return examples.includes(example)
    ? []
    : [{ where: example, message: `is none of the examples ${examples.join(", ")}`, fix: "name one of these" }];
}

function targetProblems({ target }: ProjectFork): InputProblem[] {
  const where = shownFolder(process.cwd(), target);
  const name = path.basename(target);
  return [
    ...(NAME.test(name)
      ? []
      : [
          {
            where,
            message: `would name the project "${name}", expected lower-case letters, digits and dashes, a letter first`,
            fix: "choose another folder",
          },
        ]),
    ...(isFree(target) ? [] : [{ where, message: "exists and is not empty", fix: "choose a folder that is free" }]),
  ];
}

/** Whether a folder is not there, or holds nothing but the start of a repository. */
function isFree(target: string): boolean {
  if (!fs.existsSync(target)) {
    return true;
  }
  return fs.statSync(target).isDirectory() && fs.readdirSync(target).every((name) => name === ".git");
}

function copyExample(from: string, to: string): void {
  fs.cpSync(from, to, { recursive: true, filter: (file) => !LEFT_BEHIND.has(path.basename(file)) });
  // npm leaves such a file out of a package, so that an example cannot bring its own.
  fs.writeFileSync(path.join(to, ".gitignore"), IGNORED);
}

/** Gives a copy its own name, and has it install the kit instead of lying inside it. */
function rename(directory: string, name: string, kit: KitDependencies): void {
  rewrite(path.join(directory, "package.json"), (text) => {
    const manifest = Manifest.parse(JSON.parse(text));
    const dependencies = { ...Dependencies.parse(manifest["dependencies"]), ...kit };
    return `${JSON.stringify({ ...manifest, name, dependencies }, null, 2)}\n`;
  });
  rewrite(path.join(directory, "Pulumi.yaml"), (text) => {
    const document = parseDocument(text);
    document.set("name", name);
    return document.toString();
  });
  for (const file of filesIn(directory).filter((one) => /^environments\/[^/]+\.yaml$/.test(one))) {
    rewrite(path.join(directory, file), (text) => text.replace(SCHEMA.repository, SCHEMA.fork));
  }
}

function rewrite(file: string, change: (text: string) => string): void {
  fs.writeFileSync(file, change(fs.readFileSync(file, "utf8")));
}

function filesIn(directory: string): string[] {
  return fs
    .readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => fs.statSync(path.join(directory, file)).isFile())
    .map((file) => file.split(path.sep).join("/"));
}
