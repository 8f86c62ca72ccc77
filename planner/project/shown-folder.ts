import path from "node:path";

/** A folder as it is seen from another, with `/` between its parts; `.` for that other one. */
export function shownFolder(from: string, folder: string): string {
  const relative = path.relative(from, folder);
  return relative === "" ? "." : relative.split(path.sep).join("/");
}
