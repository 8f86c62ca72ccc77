import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./blocks";

const GENERATED = new Set([".git", ".cache", ".planner", "coverage", "dist", "node_modules"]);
const TEXT = /\.(ts|mts|js|mjs|cjs|json|ya?ml|md|txt|go|mod|sum)$|^[^.]+$|^\.[^.]+$/;
const FILES = filesIn(ROOT).map((file) => path.relative(ROOT, file).split(path.sep).join("/"));
const SOURCES = FILES.filter((file) => /\.(ts|mts|mjs|js)$/.test(file));

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    // What a link leads to is found where it lies.
    if (entry.isSymbolicLink() || GENERATED.has(entry.name) || /\.(tsbuildinfo|tgz)$/.test(entry.name)) {
      return [];
    }
    return entry.isDirectory() ? filesIn(file) : [file];
  });
}

/** Places at which something stands that must not, as `file:line: text`. */
function occurrences(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    readFileSync(path.join(ROOT, file), "utf8")
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}

describe("the repository", () => {
  it("names files in kebab case", () => {
    const named = SOURCES.map((file) => path.posix.basename(file));

    expect(named.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(200);
  });

  it("names folders and files by what they hold", () => {
    const forbidden = /(^|\/)(utils?|helpers?|common|lib|misc)(\/|\.[a-z]+$)/;

    expect(FILES.filter((file) => forbidden.test(file))).toEqual([]);
    expect(forbidden.test("planner/utils.ts") && forbidden.test("components/common/index.ts")).toBe(true);
  });

  it("exports by name", () => {
    const byDefault = /^export default\b/;

    expect(
      occurrences(
        SOURCES.filter((file) => !/^(eslint|jest)\./.test(file)),
        byDefault,
      ),
    ).toEqual([]);
  });

  it("leaves nothing to be done", () => {
    const mark = new RegExp(["TO" + "DO", "FIX" + "ME"].map((word) => `\\b${word}\\b`).join("|"));

    expect(
      occurrences(
        FILES.filter((file) => TEXT.test(path.posix.basename(file))),
        mark,
      ),
    ).toEqual([]);
  });

  it("names no folder of the machine it was written on", () => {
    const machine = new RegExp(`(^|[\\s"'\`(=:])/(${["work", "tmp", "root", "home"].join("|")})/`);

    expect(
      occurrences(
        FILES.filter((file) => file !== "package-lock.json"),
        machine,
      ),
    ).toEqual([]);
    expect([machine.test(`see ${["", "home", "me", "x"].join("/")}`), machine.test("at `/tmp`")]).toEqual([
      true,
      false,
    ]);
  });

  it("takes packages from where its reader's npm takes them", () => {
    const elsewhere = new RegExp(`"resolved": "(https?|git)|${["registry", "npmjs", "org"].join("\\.")}|^registry *=`);

    expect(occurrences(["package-lock.json", ".npmrc", "package.json"], elsewhere)).toEqual([]);
  });

  it("runs every test", () => {
    const tests = FILES.filter((file) => file.endsWith(".test.ts"));
    const narrowed = new RegExp(
      ["on" + "ly", "ski" + "p"].map((word) => `\\b(it|test|describe)\\.${word}\\b`).join("|"),
    );

    expect(occurrences(tests, narrowed)).toEqual([]);
  });
});
