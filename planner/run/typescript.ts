import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { create, register, type RegisterOptions, type Service } from "ts-node";

/**
 * Lets this process load TypeScript, transpiled only: types are checked once, by the project's own check.
 * Stack traces show TypeScript lines, which costs more than planning does.
 * @param directory the program's folder, whose `tsconfig.json` counts
 */
export function loadTypeScriptTraced(directory: string): void {
  // ts-node hands what it has compiled to the loader that was there before it.
  Reflect.deleteProperty(require.extensions, ".ts");
  register(optionsFor(directory));
}

/**
 * {@link loadTypeScriptTraced} without traces, and with the outcome kept on disk: a file that has not changed since the
 * last preview is not transpiled again, and the compiler is not even loaded where none has.
 * @param cacheDirectory where transpiled files are kept; nothing is kept where it cannot be written
 */
export function loadTypeScript(directory: string, cacheDirectory: string): void {
  loadWith(new Transpiler(directory, cacheDirectory, untraced));
}

/**
 * {@link loadTypeScript} for what may itself ask for {@link loadTypeScriptTraced} later, as the planner's own sources do:
 * a formatter of traces that has been taken away is not put in place a second time.
 */
export function loadSources(directory: string, cacheDirectory: string): void {
  loadWith(new Transpiler(directory, cacheDirectory, serviceFor));
}

function loadWith(transpiler: Transpiler): void {
  require.extensions[".ts"] = (module, file) => {
    if (file.includes(`${path.sep}node_modules${path.sep}`)) {
      // As ts-node and so the real thing: packages ship JavaScript.
      throw new Error(
        `${file} is TypeScript inside node_modules, which Pulumi does not run; the package must ship JavaScript`,
      );
    }
    compile(module, transpiler.transpile(file), file);
  };
}

function compile(module: NodeModule, code: string, file: string): void {
  // Node's way in for loaders of other languages, which its type declarations leave out.
  const run: (this: NodeModule, code: string, file: string) => void = Reflect.get(module, "_compile");
  run.call(module, code, file);
}

class Transpiler {
  readonly #options: string;
  #service: Service | undefined;

  constructor(
    private readonly directory: string,
    private readonly cacheDirectory: string,
    private readonly serviceIn: (directory: string) => Service,
  ) {
    this.#options = optionFiles(directory);
  }

  transpile(file: string): string {
    const source = fs.readFileSync(file, "utf8");
    const cached = path.join(this.cacheDirectory, `${digest(this.#options, file, source)}.js`);
    return readIfThere(cached) ?? this.transpileAndKeep(file, source, cached);
  }

  private transpileAndKeep(file: string, source: string, cached: string): string {
    this.#service ??= this.serviceIn(this.directory);
    const code = this.#service.compile(source, file);
    try {
      fs.mkdirSync(this.cacheDirectory, { recursive: true });
      // Beside the target first: another worker may be reading it.
      fs.writeFileSync(`${cached}.${process.pid}`, code);
      fs.renameSync(`${cached}.${process.pid}`, cached);
    } catch {
      // A project that cannot be written to is transpiled anew each time.
    }
    return code;
  }
}

// ts-node takes hold of how Node formats stack traces as soon as it exists; without traces that is pure cost.
function untraced(directory: string): Service {
  const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  const service = serviceFor(directory);
  if (before === undefined) {
    Reflect.deleteProperty(Error, "prepareStackTrace");
  } else {
    Object.defineProperty(Error, "prepareStackTrace", before);
  }
  return service;
}

function serviceFor(directory: string): Service {
  return create(optionsFor(directory));
}

function optionsFor(directory: string): RegisterOptions {
  return {
    cwd: directory,
    projectSearchDir: directory,
    transpileOnly: true,
    compilerOptions: { noEmit: false, sourceMap: true },
  };
}

/** The compiler options that count, as text: those of the program's folder and of the folders above it. */
function optionFiles(directory: string): string {
  const own = readIfThere(path.join(directory, "tsconfig.json")) ?? "";
  const parent = path.dirname(directory);
  return parent === directory ? own : `${own}\n${optionFiles(parent)}`;
}

function readIfThere(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function digest(...parts: readonly string[]): string {
  return createHash("sha256")
    .update([process.version, ...parts].join("\0"))
    .digest("hex")
    .slice(0, 32);
}

/** Whether a path lies inside a folder. */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
}
