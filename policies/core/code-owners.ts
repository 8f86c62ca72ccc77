import fs from "node:fs";
import path from "node:path";

/** Where GitHub, GitLab and Bitbucket look for the owners of files. */
const PLACES = ["CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", ".bitbucket/CODEOWNERS", "docs/CODEOWNERS"];

/**
 * Owners of a file, by the CODEOWNERS file of the repository that holds it: those of the last line whose pattern is the
 * file, or a folder it is in. Patterns with wildcards are passed over, so that a file which is guarded by nothing but
 * `*` has no owners of its own.
 */
export function codeOwnersOf(file: string): readonly string[] {
  const absolute = path.resolve(file);
  for (const folder of foldersAbove(absolute)) {
    const found = PLACES.map((place) => path.join(folder, place)).find((place) => fs.existsSync(place));
    if (found !== undefined) {
      return ownersIn(fs.readFileSync(found, "utf8"), path.relative(folder, absolute).split(path.sep).join("/"));
    }
  }
  return [];
}

function ownersIn(text: string, file: string): readonly string[] {
  const lines = text.split("\n").map((line) => line.replace(/#.*$/, "").trim().split(/\s+/));
  const own = lines.findLast(([pattern = ""]) => guards(pattern, file));
  return own?.slice(1) ?? [];
}

function guards(pattern: string, file: string): boolean {
  const named = pattern.replace(/^\//, "");
  return named !== "" && (named === file || (named.endsWith("/") && file.startsWith(named)));
}

function foldersAbove(file: string): string[] {
  const folder = path.dirname(file);
  return folder === file ? [] : [folder, ...foldersAbove(folder)];
}
