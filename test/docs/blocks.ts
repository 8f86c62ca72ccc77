import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** Folder of the repository. */
export const ROOT = path.join(__dirname, "..", "..");

/** A TypeScript block of a README. */
export interface Block {
  /** README it stands in, relative to the repository. */
  readonly readme: string;
  /** Line on which its code begins. */
  readonly line: number;
  readonly code: string;
}

/** Names of the components' folders. */
export const COMPONENT_FOLDERS: readonly string[] = readdirSync(path.join(ROOT, "components"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => readdirSync(path.join(ROOT, "components", name)).includes("index.ts"));

/** All TypeScript blocks of a README, which are programs; none where there is no README. */
export function blocksOf(readme: string): Block[] {
  return fencedBlocks(readme, "ts");
}

/** Blocks of a README that are TypeScript, but no program: their fence says `typescript`. */
export function codeOf(readme: string): Block[] {
  return fencedBlocks(readme, "typescript");
}

function fencedBlocks(readme: string, language: string): Block[] {
  const file = path.join(ROOT, readme);
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(({ index, 1: code = "" }) => ({
    readme,
    line: text.slice(0, index).split("\n").length + 1,
    code,
  }));
}

/** Source file of a package's entry: `inventory-platform/components` is components/index.ts. */
export function sourceOf(module: string): string | undefined {
  const entry = /^inventory-platform\/(.+)$/.exec(module)?.[1];
  const files: Readonly<Record<string, string>> = {
    platform: "stacks/platform.ts",
    describe: "stacks/describe.ts",
    components: "components/index.ts",
    runtime: "components/handler/runtime/index.ts",
    planner: "planner/index.ts",
    facts: "facts/index.ts",
  };
  const file = files[entry ?? ""];
  return file === undefined ? undefined : path.join(ROOT, file);
}

/** What is wrong with the types of blocks, as `README.md:line: message`, in one program over all of them. */
export function typeErrors(blocks: readonly Block[]): string[] {
  const files = new Map(blocks.map((block, index) => [path.join(ROOT, `readme-block-${index}.ts`), block]));
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.getSourceFile = (file, version, ...rest) => {
    const block = files.get(file);
    return block === undefined
      ? getSourceFile(file, version, ...rest)
      : ts.createSourceFile(file, block.code, { languageVersion: ts.ScriptTarget.ES2022, impliedNodeFormat: 1 });
  };
  host.resolveModuleNameLiterals = (names, from) =>
    names.map(({ text }) => {
      const source = sourceOf(text);
      return source === undefined
        ? ts.resolveModuleName(text, from, options, host, undefined, undefined, ts.ModuleKind.CommonJS)
        : { resolvedModule: { resolvedFileName: source, extension: ts.Extension.Ts } };
    });
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map((diagnostic) => described(diagnostic, files.get(file)));
  });
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, ROOT);
  return { ...options, incremental: false, types: ["node"] };
}

function described({ file, start, messageText }: ts.Diagnostic, block: Block | undefined): string {
  const line = file === undefined || start === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line;
  return `${block?.readme ?? ""}:${(block?.line ?? 0) + line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
}

/** Runs a block as Node would, its package names answered from the sources, and returns what it exports. */
export function runBlock({ readme, code }: Block): unknown {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  const module: { exports: unknown } = { exports: {} };
  const load = (name: string): unknown => require(sourceOf(name) ?? name);
  // The folder of a program built on the kit: the one whose environments it names.
  const folder = path.join(ROOT, readme === "README.md" ? "stacks" : path.dirname(readme));
  new Function("module", "exports", "require", "__dirname", outputText)(module, module.exports, load, folder);
  return module.exports;
}
