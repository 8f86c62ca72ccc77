import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import type { EnvironmentStack } from "../environment";
import type { Finding } from "../finding";
import { InputError } from "../input-error";
import { startPolicyPacks, type PolicyConfiguration, type PolicyPacks } from "../policy";
import type { CommandLine, OptionSpec } from "./options";
import type { SuccessfulStack } from "./planned";

/** Options of every command that judges plans by policy. */
export const POLICY_OPTIONS = {
  "policy-pack": {
    type: "string",
    multiple: true,
    value: "DIR",
    help: "judge by this pack (repeatable; default: the kit's)",
  },
  "policy-config": {
    type: "string",
    value: "FILE",
    help: "configuration of the policies, as `pulumi preview --policy-pack-config` takes it",
  },
  "no-policy": { type: "boolean", help: "only plan, judge nothing" },
} as const satisfies Record<string, OptionSpec>;

const KIT_PACK = "inventory-platform-policies";
const REGION_POLICY = "resource-limit-region";
const LEVEL = z.enum(["advisory", "mandatory", "disabled", "remediate"]);
const ConfigurationFile = z.record(
  z.string(),
  z.union([LEVEL, z.looseObject({ enforcementLevel: LEVEL.exactOptional() })]),
);

/** Judges stacks as they are planned. The packs start while the first stack is still being planned. */
export class Judge {
  readonly #packs: Promise<PolicyPacks | undefined>;
  readonly #configuration: PolicyConfiguration;

  /** @throws InputError where a pack or the configuration cannot be found or read */
  constructor(line: CommandLine) {
    const folders = line.flag("no-policy") ? [] : packFolders(line);
    this.#configuration = readConfiguration(line.text("policy-config"));
    this.#packs = folders.length === 0 ? Promise.resolve(undefined) : startPolicyPacks(folders);
    // Looked at again with the first stack; until then a pack that does not start is nobody's unhandled error.
    this.#packs.catch(() => undefined);
  }

  /**
   * Findings of all packs about a stack, by URN and policy.
   * @throws PolicyPackError where a pack does not start or fails
   */
  async judge({ plan, described }: SuccessfulStack, environment: readonly EnvironmentStack[]): Promise<Finding[]> {
    const packs = await this.#packs;
    const own = packs?.policies.has(REGION_POLICY) === true ? regionsFor(described, environment) : {};
    const findings = (await packs?.judge(plan, { ...own, ...this.#configuration })) ?? [];
    return findings.sort(byPlace);
  }

  /** Ends the packs. */
  async close(): Promise<void> {
    const packs = await this.#packs.catch(() => undefined);
    await packs?.close();
  }
}

/** What the environment allows: every stack its own regions, every residency those of its partition. */
function regionsFor(
  stack: EnvironmentStack | undefined,
  environment: readonly EnvironmentStack[],
): PolicyConfiguration {
  if (stack === undefined) {
    return {};
  }
  const partitions = environment.filter(({ kind }) => kind === "partition");
  const allowedRegions = Object.fromEntries(
    partitions.map(({ partition = "", allowedRegions: regions }) => [partition, regions]),
  );
  return { [REGION_POLICY]: { allowedRegions, stackRegions: stack.allowedRegions } };
}

function byPlace(left: Finding, right: Finding): number {
  const [first, second] = [left, right].map(({ urn, policy, message }) => `${urn}\n${policy}\n${message}`);
  return (first ?? "") < (second ?? "") ? -1 : 1;
}

function packFolders(line: CommandLine): string[] {
  const named = line.texts("policy-pack").map((folder) => path.resolve(folder));
  const missing = named.filter((folder) => !fs.existsSync(path.join(folder, "package.json")));
  if (missing.length > 0) {
    const fix = "name the folder of a policy pack";
    throw new InputError(
      missing.map((where) => ({ where: `--policy-pack ${where}`, message: "has no package.json", fix })),
    );
  }
  return named.length > 0 ? named : [kitPack(path.resolve(line.text("cwd") ?? "."))];
}

function kitPack(directory: string): string {
  for (const from of [`${directory}/`, __filename]) {
    try {
      return path.dirname(createRequire(from).resolve(`${KIT_PACK}/package.json`));
    } catch {
      // Not installed beside this one; the next place may have it.
    }
  }
  const fix = `install it with npm install ${KIT_PACK}, name a pack with --policy-pack DIR, or judge nothing with --no-policy`;
  throw new InputError([{ where: directory, message: `has no policy pack ${KIT_PACK} installed`, fix }]);
}

function readConfiguration(file: string | undefined): PolicyConfiguration {
  if (file === undefined) {
    return {};
  }
  try {
    return ConfigurationFile.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch (error) {
    const fix = 'write { "policy-name": "advisory" } or { "policy-name": { "property": value } }';
    throw new InputError(
      reasons(error).map((reason) => ({ where: file, message: `holds no policy configuration: ${reason}`, fix })),
    );
  }
}

function reasons(error: unknown): readonly string[] {
  if (error instanceof z.ZodError) {
    return error.issues.map(({ path: place, message }) => `${place.join(".")}: ${message.toLowerCase()}`);
  }
  return [error instanceof Error ? error.message : String(error)];
}
