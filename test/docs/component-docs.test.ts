import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { COMPONENT_FOLDERS, ROOT } from "./blocks";
import { componentClasses } from "./component-classes";

const CLASSES = COMPONENT_FOLDERS.flatMap((folder) => componentClasses(path.join(ROOT, "components", folder)));
const HEADINGS = [/^## Outputs$/m, /^## Refusals$/m, /^## What it costs$/m];

describe("the README of a component", () => {
  it.each(COMPONENT_FOLDERS.filter((folder) => folder !== "core"))(
    "says what %s puts out, refuses and costs",
    (folder) => {
      const file = path.join(ROOT, "components", folder, "README.md");
      const text = existsSync(file) ? readFileSync(file, "utf8") : "";

      expect(text.split("\n")[0]).toBe(`# ${folder}`);
      expect(HEADINGS.filter((heading) => !heading.test(text))).toEqual([]);
    },
  );
});

describe("a component", () => {
  it.each(CLASSES)("$name says in its comment what it creates, costs and does not, and how it is used", ({ doc }) => {
    const required = [/^Creates( one of)?:/m, /^Costs at defaults:/m, /^Does not:/m, /^@example/m];

    expect(required.filter((part) => !part.test(doc))).toEqual([]);
  });

  it.each(CLASSES)("$name has a type token of its folder and its name", ({ token, folder, name }) => {
    expect(token).toBe(`inventory:${folder}:${name}`);
  });

  it.each(CLASSES)("$name registers its outputs in the constructor's last statement", ({ last }) => {
    expect(last).toMatch(/^this\.registerOutputs\(/);
  });

  it("is found wherever there is one", () => {
    expect(CLASSES.map(({ name }) => name)).toEqual(expect.arrayContaining(["Network", "FlowLogs", "PartitionKeys"]));
    expect(CLASSES.map(({ folder }) => folder)).toEqual(
      expect.arrayContaining(COMPONENT_FOLDERS.filter((folder) => folder !== "core")),
    );
  });

  it("is not taken for one that registers its outputs last where it does not", () => {
    const source = "class A extends Component { constructor() { super(); this.registerOutputs({}); this.a = 1; } }";
    const file = ts.createSourceFile("a.ts", source, ts.ScriptTarget.ES2022, true);

    expect(componentClasses(file).map(({ last }) => last)).toEqual(["this.a = 1;"]);
  });
});
