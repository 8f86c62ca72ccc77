import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { FROM_SOURCE } from "../../support/from-source";
import { installed } from "./servers";

const ROOT = path.join(__dirname, "../../..");
const SERVICE = path.join(ROOT, "examples/inventory-service/bin/service.mjs");

/** What is checked: no answer is a defect of the service, and each is what the document says. */
const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
  "negative_data_rejection",
  "missing_required_header",
  "ignored_auth",
];

let folder: string;
let service: ChildProcess;
let address: string;
let apiKey: string;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-openapi-"));
  fs.chmodSync(folder, 0o755);
  service = spawn(process.execPath, [...FROM_SOURCE, SERVICE], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"], DATA_FOLDER: folder, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const printed = await printedBy(service, "Try  ");
  address = /^API +(\S+)\/openapi\.json/m.exec(printed)?.[1] ?? "";
  apiKey = /^API key +(\S+)/m.exec(printed)?.[1] ?? "";
});
afterAll(async () => {
  const ended = once(service, "exit");
  service.kill("SIGTERM");
  await ended;
  fs.rmSync(folder, { recursive: true });
});

async function printedBy(child: ChildProcess, last: string): Promise<string> {
  let printed = "";
  for await (const part of child.stdout ?? []) {
    printed += String(part);
    if (printed.includes(last)) {
      return printed;
    }
  }
  throw new Error(`the service ended: ${printed}`);
}

describe("the inventory service, asked what its OpenAPI document allows and what it does not", () => {
  it("fails at nothing, and answers as the document says", () => {
    const asked = [`${address}/openapi.json`, "--header", `Authorization: Bearer ${apiKey}`];
    const bounds = ["--seed", "1", "--max-examples", "40", "--phases", "examples,coverage,fuzzing", "--no-color"];
    const { status, stdout } = spawnSync(
      installed("install-schemathesis.mjs"),
      ["run", ...asked, ...bounds, "--checks", CHECKS.join()],
      {
        encoding: "utf8",
        cwd: folder,
        env: { ...process.env, SCHEMATHESIS_HOOKS: path.join(__dirname, "schemathesis_hooks.py") },
      },
    );

    expect(stdout).toMatch(/Tested: 23\n/);
    expect(stdout).not.toContain("Failures:");
    expect(status).toBe(0);
  });
});
