import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const RUNTIME = path.join(__dirname, "..", "..", "..", "..", "components", "handler", "runtime");

describe("the runtime of handlers", () => {
  it.each(readdirSync(RUNTIME))("depends on nothing but itself: %s", (file) => {
    const source = readFileSync(path.join(RUNTIME, file), "utf8");
    const modules = [...source.matchAll(/(?:from|import|require\()\s*"([^"]+)"/g)].map(([, module]) => module);

    expect(modules.filter((module) => module?.startsWith("./") !== true)).toStrictEqual([]);
  });
});
