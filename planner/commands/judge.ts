import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { InputError } from "../input-error";
import { mergeConfigurations, type PolicyConfiguration } from "../policy";
import { kitPack, type JudgeOptions } from "../run/judge";
import { readDay } from "./as-of";
import type { CommandLine, OptionSpec } from "./options";

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
  profile: {
    type: "string",
    value: "NAME",
    help: "levels that a pack ships in its profiles folder; the kit's has baseline, production (default) and pci",
  },
  "as-of": {
    type: "string",
    value: "DATE",
    help: "hold exemptions against this day, such as 2026-11-27 (default: today, in UTC)",
  },
  "no-policy": { type: "boolean", help: "only plan, judge nothing" },
} as const satisfies Record<string, OptionSpec>;

const LEVEL = z.enum(["advisory", "mandatory", "disabled", "remediate"]);
const ConfigurationFile = z.record(
  z.string(),
  z.union([LEVEL, z.looseObject({ enforcementLevel: LEVEL.exactOptional() })]),
);

/**
 * By what a command line asks to judge.
 * @throws InputError where a pack or the configuration cannot be found or read
 */
export function judgeOptions(line: CommandLine): JudgeOptions {
  const packs = line.flag("no-policy") ? [] : packFolders(line);
  const profile = line.text("profile");
  const levels = profile === undefined ? [] : readProfile(packs, profile);
  const configuration = mergeConfigurations(...levels, readConfiguration(line.text("policy-config")));
  return { packs, configuration, asOf: readDay(line.text("as-of"), "2026-11-27") };
}

/** Packs that have no profile of that name keep their levels, where one of them has. */
function readProfile(packs: readonly string[], name: string): PolicyConfiguration[] {
  const files = packs.map((pack) => path.join(pack, "profiles", `${name}.json`)).filter((file) => fs.existsSync(file));
  if (files.length === 0) {
    const known = packs.flatMap((pack) => profilesIn(path.join(pack, "profiles")));
    const message = `is "${name}", expected ${known.length === 0 ? "none: no pack has profiles" : `one of ${known.join(", ")}`}`;
    throw new InputError([{ where: "--profile", message, fix: "name a profile of a pack, or leave it out" }]);
  }
  return files.map(readConfiguration);
}

function profilesIn(folder: string): string[] {
  const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return files.filter((file) => file.endsWith(".json")).map((file) => path.basename(file, ".json"));
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
