import fs from "node:fs";
import path from "node:path";
import { InputError } from "../input-error";
import { KIT_PACKAGE, packInto, POLICIES_PACKAGE, type Kit } from "./kit";

/** Where a fork's tarballs lie, seen from its folder. */
const VENDOR = "vendor";
const VERSION = /^[~^]?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** What a fork installs: the kit and its policies, as its `package.json` names them. */
export type KitDependencies = Readonly<Record<typeof KIT_PACKAGE | typeof POLICIES_PACKAGE, string>>;

/** Where a fork takes the kit from. */
export type KitSource =
  | { readonly kind: "version"; readonly version: string }
  | { readonly kind: "tarballs"; readonly kit: string; readonly policies: string }
  | { readonly kind: "repository"; readonly directory: string };

/**
 * Where a fork takes the kit from: what was named, or else this kit itself.
 * @param given a version, or the path of a tarball with that of the policies beside it
 * @throws InputError where it is neither, or a tarball is missing
 */
export function kitSource(kit: Kit, given: string | undefined): KitSource {
  if (given === undefined) {
    return kit.isInstalled
      ? { kind: "version", version: kit.version }
      : { kind: "repository", directory: kit.directory };
  }
  if (given.endsWith(".tgz")) {
    return tarballs(path.resolve(given));
  }
  if (!VERSION.test(given)) {
    const message = `is "${given}", expected a version such as ${kit.version}, or the path of a .tgz`;
    throw new InputError([{ where: "--kit", message, fix: "name one of both, or leave the option out" }]);
  }
  return { kind: "version", version: given };
}

/**
 * Puts what a fork installs into its folder, as far as that is tarballs.
 * @returns how its `package.json` names it
 */
export function provideKit(source: KitSource, folder: string): KitDependencies {
  if (source.kind === "version") {
    return { [KIT_PACKAGE]: source.version, [POLICIES_PACKAGE]: source.version };
  }
  const vendor = path.join(folder, VENDOR);
  fs.mkdirSync(vendor, { recursive: true });
  const [kit, policies] =
    source.kind === "repository"
      ? [source.directory, path.join(source.directory, "policies")].map((directory) => packInto(vendor, directory))
      : [source.kit, source.policies].map((file) => copyInto(vendor, file));
  return { [KIT_PACKAGE]: `file:${VENDOR}/${String(kit)}`, [POLICIES_PACKAGE]: `file:${VENDOR}/${String(policies)}` };
}

function copyInto(folder: string, file: string): string {
  const name = path.basename(file);
  fs.copyFileSync(file, path.join(folder, name));
  return name;
}

function tarballs(kit: string): KitSource {
  const name = path.basename(kit).replace(KIT_PACKAGE, POLICIES_PACKAGE);
  const policies = path.join(path.dirname(kit), name);
  const missing = [kit, policies].filter((file) => !fs.existsSync(file));
  if (missing.length > 0 || policies === kit) {
    const fix = `pack both with npm pack, and name that of ${KIT_PACKAGE}`;
    const message = `needs ${path.basename(kit)} and, beside it, the tarball of ${POLICIES_PACKAGE}`;
    throw new InputError([{ where: `--kit ${kit}`, message, fix }]);
  }
  return { kind: "tarballs", kit, policies };
}
