import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { InputError } from "../input-error";
import { childEnvironment } from "../process-environment";

/** The kit's package. */
export const KIT_PACKAGE = "inventory-platform";
/** The package of the kit's policies. */
export const POLICIES_PACKAGE = "inventory-platform-policies";

const Manifest = z.object({ name: z.string().optional(), version: z.string().default("0.0.0") });

/** The kit that this planner is part of. */
export interface Kit {
  /** Folder of its `package.json`. */
  readonly directory: string;
  readonly version: string;
  /** Whether it was installed as a package; otherwise this is its repository. */
  readonly isInstalled: boolean;
  /** Names of its examples. */
  readonly examples: readonly string[];
}

/** Finds the kit that this planner is part of. */
export function findKit(): Kit {
  const directory = kitFolder(__dirname);
  const { version } = readManifest(directory);
  return {
    directory,
    version,
    isInstalled: directory.split(path.sep).includes("node_modules"),
    examples: examplesIn(path.join(directory, "examples")),
  };
}

/** The `node_modules` in which a program finds the kit. */
export function packagesOf({ directory, isInstalled }: Kit): string {
  return isInstalled ? path.dirname(directory) : path.join(directory, "node_modules");
}

/**
 * Packs a package as npm would publish it.
 * @returns name of the tarball
 * @throws InputError where npm cannot be run, or refuses
 */
export function packInto(folder: string, directory: string): string {
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  try {
    const options = { cwd: directory, encoding: "utf8", stdio: "pipe", env: childEnvironment() } as const;
    const printed = execFileSync("npm", args, options);
    return z.tuple([z.object({ filename: z.string() })]).parse(JSON.parse(printed))[0].filename;
  } catch (error) {
    const message = `cannot be packed: ${error instanceof Error ? error.message : String(error)}`;
    const fix = "install npm, or name a version or a tarball with --kit";
    throw new InputError([{ where: directory, message, fix }]);
  }
}

function kitFolder(from: string): string {
  const parent = path.dirname(from);
  return readManifest(from).name === KIT_PACKAGE || parent === from ? from : kitFolder(parent);
}

function readManifest(directory: string): z.infer<typeof Manifest> {
  const file = path.join(directory, "package.json");
  return fs.existsSync(file) ? Manifest.parse(JSON.parse(fs.readFileSync(file, "utf8"))) : Manifest.parse({});
}

function examplesIn(folder: string): string[] {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return names.filter((name) => fs.existsSync(path.join(folder, name, "Pulumi.yaml"))).sort();
}
