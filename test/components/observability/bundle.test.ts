import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const ROOT = path.join(__dirname, "..", "..", "..");
const BUNDLE = path.join("components", "observability", "canary", "bundle");
const NAME = "nodejs/node_modules/index.js";
/** Bytes of the record before the name of the first file of an archive. */
const HEADER = 30;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "canary-"));
  const build = `import(process.argv[1]).then(({ bundleFunctions }) => {
    bundleFunctions(process.argv[2] + "/one");
    bundleFunctions(process.argv[2] + "/other");
  })`;
  execFileSync(process.execPath, ["-e", build, path.join(ROOT, "scripts", "bundle-functions.mjs"), folder]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function archiveIn(build: string): { readonly name: string; readonly content: Buffer } {
  const [name = ""] = readdirSync(path.join(folder, build, BUNDLE));
  return { name, content: readFileSync(path.join(folder, build, BUNDLE, name)) };
}

describe("the archive of the canary", () => {
  it("is named by its content, and is the same in every build", () => {
    const { name, content } = archiveIn("one");

    expect(name).toMatch(/^canary-[0-9a-f]{16}\.zip$/);
    expect(archiveIn("other")).toStrictEqual({ name, content });
  });

  it("holds the script where Synthetics looks for it, within what it takes by itself", () => {
    const { content } = archiveIn("one");
    const listed = content.subarray(content.indexOf("PK\u0001\u0002"));

    expect(content.toString("latin1", HEADER, HEADER + NAME.length)).toBe(NAME);
    expect(listed.toString("latin1")).toContain(NAME);
    expect(content.length).toBeLessThan(225 * 1_024);
  });

  it("has a script with a handler that fails where there is nobody to ask", () => {
    const { content } = archiveIn("one");
    const start = HEADER + NAME.length;
    writeFileSync(path.join(folder, "index.js"), content.subarray(start, start + content.readUInt32LE(18)));
    const run = `require("./index.js").handler().catch((error) => console.log(error.message))`;
    const env = {
      PROBE_URL: "https://127.0.0.1:1/health",
      PROBE_METHOD: "GET",
      PROBE_STATUS: "200",
      PROBE_WITHIN_SECONDS: "2",
    };

    expect(execFileSync(process.execPath, ["-e", run], { cwd: folder, env }).toString()).toMatch(
      /^GET https:\/\/127\.0\.0\.1:1\/health failed: /,
    );
  });
});
