import path from "node:path";
import { register } from "ts-node";

/**
 * Lets this process load TypeScript, transpiled only: types are checked once, by the project's own check.
 * @param directory the program's folder, whose `tsconfig.json` counts
 * @param traces whether stack traces are to show TypeScript lines; mapping them costs more than planning
 */
export function loadTypeScript(directory: string, traces: boolean): void {
  const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  register({ cwd: directory, projectSearchDir: directory, transpileOnly: true, compilerOptions: moduleOptions() });
  if (!traces) {
    restore(before);
  }
}

// As the Pulumi CLI does where a project's tsconfig.json leaves these open.
function moduleOptions(): object {
  return { noEmit: false, sourceMap: true };
}

function restore(descriptor: PropertyDescriptor | undefined): void {
  if (descriptor === undefined) {
    Reflect.deleteProperty(Error, "prepareStackTrace");
  } else {
    Object.defineProperty(Error, "prepareStackTrace", descriptor);
  }
}

/** Whether a path lies inside a folder. */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
}
