import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { planner } from "../support/planner";

const ROOT = path.join(__dirname, "../..");
const SOURCE = path.join(__dirname, "awsguard");
/** Where AWS's SDK looks for credentials when it has found none elsewhere. */
const METADATA = "Error: policy packs are judged offline: no connection to 169.254.169.254";
const STACK = "urn:pulumi:dev::bookshop::pulumi:pulumi:Stack::bookshop-dev";

/** The program, its pack and their old dependencies, side by side. */
function install(): string {
  const script = path.join(ROOT, "scripts/install-awsguard.mjs");
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(stderr);
  }
  const folder = stdout.trim();
  const isOwn = (file: string) => !file.endsWith("package-lock.json");
  fs.cpSync(SOURCE, folder, { recursive: true, filter: isOwn });
  return folder;
}

interface Found {
  readonly findings: readonly Record<string, unknown>[];
  readonly summary: Record<string, number>;
}

describe("a program written elsewhere, under AWSGuard", () => {
  const folder = install();
  const pack = ["--policy-pack", path.join(folder, "pack")];
  const program = ["--cwd", folder, "--stack", "dev", ...pack];
  const configured = [...program, "--policy-config", path.join(folder, "policy-config.json")];

  const found = async (...args: readonly string[]): Promise<Found> => {
    const { stdout, stderr, code } = await planner("policy", ...args, "--format", "json");
    expect([code, stderr]).toEqual([1, ""]);
    return JSON.parse(stdout);
  };
  const failures = ({ findings }: Found) => findings.filter(({ kind }) => kind === "failure");
  const failure = (policy: string, urn: string, message: string) => ({
    pack: "pulumi-awsguard",
    policy,
    level: "mandatory",
    urn,
    message: expect.stringMatching(
      new RegExp(
        `^the policy itself failed: UNKNOWN: Error validating resource with policy '${policy}' ` +
          `from policy pack 'pulumi-awsguard@v1\\.0\\.0':\n${message}\n    at `,
      ),
    ),
    remediation: "In pack pulumi-awsguard, mend the policy that the trace names, or disable it.",
  });

  describe("with the policies that call AWS", () => {
    const certificate = "MissingRequiredParameter: Missing required key 'CertificateArn' in params";
    const login = "urn:pulumi:dev::bookshop::aws:iam/userLoginProfile:UserLoginProfile::clerk";
    let all: Found;

    beforeAll(async () => {
      all = await found(...program);
    });

    it("says of each that it failed, and of the stack that it could not be judged as a whole", () => {
      expect(failures(all)).toMatchObject([
        failure("mfa-enabled-for-iam-console-access", login, METADATA),
        failure("acm-certificate-expiration", STACK, certificate),
      ]);
    });

    it("fails on a stack that exists as well, where the third asks AWS for the age of a key", async () => {
      const file = ["--file", path.join(folder, "export.json")];

      expect(failures(await found("--cwd", folder, ...file, ...pack))).toMatchObject([
        failure("access-keys-rotated", STACK, METADATA),
      ]);
    });

    it("names files from the packages' folder, and no folder of this machine", () => {
      const text = JSON.stringify(all);

      expect(text).toContain("at ParamValidator.fail (node_modules/aws-sdk/lib/param_validator.js:50:37)");
      expect(text).not.toContain(folder);
      expect(text).not.toContain(os.homedir());
    });

    it("finds beside them what it finds without them", async () => {
      const without = await found(...configured);
      const violations = all.findings.filter(({ kind }) => kind === "violation");

      expect(violations).toEqual(without.findings);
      expect(failures(without)).toEqual([]);
      expect(without.summary).toEqual({ mandatory: 7, advisory: 1, exempted: 0, known: 0 });
    });
  });

  describe("with those disabled", () => {
    const expected = (extension: string) =>
      fs.readFileSync(path.join(SOURCE, "expected", `findings.${extension}`), "utf8");
    const printed = async (format: string): Promise<string> => {
      const { stdout, stderr, code } = await planner("policy", ...configured, "--format", format);
      expect([code, stderr]).toEqual([1, ""]);
      return stdout;
    };

    it.each([
      ["text", "txt"],
      ["json", "json"],
      ["junit", "xml"],
      ["markdown", "md"],
    ])("reports its findings as %s", async (format, extension) => {
      expect(await printed(format)).toBe(expected(extension));
    });

    it("reports its findings as sarif", async () => {
      const log = JSON.parse(await printed("sarif"));
      const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8"));

      expect(log.runs[0].tool.driver.semanticVersion).toBe(version);
      delete log.runs[0].tool.driver.semanticVersion;
      expect(log).toEqual(JSON.parse(expected("sarif")));
    });
  });
});
