import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Project } from "./project";
import { readYaml } from "./yaml-file";

const StackFile = z.object({ config: z.record(z.string(), z.unknown()).default({}) });

/** Configuration of one stack, as a program reads it. */
export interface StackConfig {
  /** Values by full key; structured values are JSON text. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys whose values are secret. */
  readonly secretConfig: readonly string[];
}

/** What a program reads where a secret is encrypted: nothing here can decrypt it. */
export const ENCRYPTED_STAND_IN = "[encrypted]";

/** Path of a stack's own file. */
export function stackFile(project: Project, stack: string): string {
  return path.join(project.stackConfigDirectory, `Pulumi.${stack}.yaml`);
}

/** Stacks of a project that have a file, by name. */
export function stacksWithFiles(project: Project): string[] {
  const names = fs.existsSync(project.stackConfigDirectory) ? fs.readdirSync(project.stackConfigDirectory) : [];
  return names.flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []).sort();
}

/**
 * Reads a stack's configuration. A stack without a file has only the project's defaults.
 * @throws InputError where the file cannot be used
 */
export function readStackConfig(project: Project, stack: string): StackConfig {
  const file = stackFile(project, stack);
  const own = fs.existsSync(file) ? readYaml(file, StackFile).config : {};
  const merged = Object.entries({ ...defaultsOf(project), ...own }).map(([key, value]) => ({
    key: key.includes(":") ? key : `${project.name}:${key}`,
    value: withoutCipherText(value),
    isSecret: withoutCipherText(value) !== value,
  }));
  return {
    config: Object.fromEntries(merged.map(({ key, value }) => [key, asText(value)])),
    secretConfig: merged.filter(({ isSecret }) => isSecret).map(({ key }) => key),
  };
}

function defaultsOf({ defaults }: Project): Record<string, unknown> {
  const entries = Object.entries(defaults).map(([key, declared]) => [key, defaultOf(declared)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

// A project declares either a bare value, or a schema with `value` (for provider keys) or `default`.
function defaultOf(declared: unknown): unknown {
  const { value, default: fallback, type } = (typeof declared === "object" ? declared : {}) as Record<string, unknown>;
  return value ?? fallback ?? (typeof declared === "object" && type !== undefined ? undefined : declared);
}

/** The value with a stand-in for every secret in it; the very same value where it holds none. */
function withoutCipherText(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if ("secure" in value) {
    return ENCRYPTED_STAND_IN;
  }
  const entries = Object.entries(value).map(([key, item]) => [key, withoutCipherText(item), item] as const);
  if (entries.every(([, plain, item]) => plain === item)) {
    return value;
  }
  return Array.isArray(value)
    ? entries.map(([, plain]) => plain)
    : Object.fromEntries(entries.map(([key, plain]) => [key, plain]));
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
