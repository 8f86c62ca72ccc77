import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { InputError } from "../input-error";

/** A commit's files, checked out beside the project's own. */
export interface Revision {
  /** The project's folder in that commit. */
  readonly directory: string;
  /** Takes the files away again. */
  remove(): void;
}

/**
 * Checks a commit out under `.planner/` of a project. Dependencies are those that are installed now: what is compared is
 * two programs on the same libraries and under the same planner.
 * @throws InputError where there is no such commit, or no repository
 */
export function checkOut(directory: string, revision: string): Revision {
  const root = git(directory, ["rev-parse", "--show-toplevel"], revision);
  const commit = git(directory, ["rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`], revision);
  const folder = path.join(directory, ".planner", "revisions", `${commit.slice(0, 12)}-${process.pid}`);
  git(directory, ["worktree", "add", "--force", "--detach", folder, commit], revision);
  const inside = path.join(folder, path.relative(root, fs.realpathSync(directory)));
  linkDependencies(root, folder);
  if (inside !== folder) {
    linkDependencies(directory, inside);
  }
  return { directory: inside, remove: () => void git(directory, ["worktree", "remove", "--force", folder], revision) };
}

function linkDependencies(from: string, to: string): void {
  const [installed, link] = [path.join(from, "node_modules"), path.join(to, "node_modules")];
  if (fs.existsSync(installed) && fs.existsSync(to) && !fs.existsSync(link)) {
    fs.symlinkSync(installed, link, "dir");
  }
}

function git(directory: string, args: readonly string[], revision: string): string {
  try {
    return execFileSync("git", args, { cwd: directory, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  } catch (error) {
    const isExit = typeof error === "object" && error !== null && "stderr" in error;
    const said = (isExit ? String(error.stderr) : String(error)).trim().split("\n")[0] ?? "";
    const fix = "name a commit, branch or tag of the repository the project lies in";
    throw new InputError([{ where: `--base ${revision}`, message: `cannot be checked out: ${said}`, fix }]);
  }
}
