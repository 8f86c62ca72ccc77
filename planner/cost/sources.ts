import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { priceSheets, type PriceSheet } from "../../facts";
import { InputError } from "../input-error";
import { readJson } from "../json-file";

const Row = z.union([
  z.strictObject({
    unit: z.string(),
    usd: z.number().min(0),
    kind: z.literal("derived").exactOptional(),
    from: z.string().exactOptional(),
  }),
  z.strictObject({
    unit: z.string(),
    tiers: z.array(z.tuple([z.number().min(0), z.number().min(0)])).min(1),
    kind: z.literal("derived").exactOptional(),
    from: z.string().exactOptional(),
  }),
]);

const Sheets = z.array(
  z.strictObject({
    source: z.string(),
    licence: z.string(),
    date: z.iso.date(),
    dateBasis: z.string().exactOptional(),
    region: z.string(),
    prices: z.record(z.string(), Row),
  }),
);

/** Folder of a project that holds price sheets of its own. */
export const PRICES_FOLDER = "prices";

/** Folder of a project that holds usage files, one for each environment. */
export const USAGE_FOLDER = "usage";

/**
 * The kit's price sheets, then those of a project's folder, then those that are named: the last one counts.
 * @throws InputError with all problems of the files
 */
export function readSheets(programDirectory: string | undefined, named: readonly string[]): readonly PriceSheet[] {
  const files = [
    ...(programDirectory === undefined ? [] : filesIn(path.join(programDirectory, PRICES_FOLDER))),
    ...named,
  ];
  return [...priceSheets(), ...files.flatMap(readSheetsOf)];
}

function filesIn(folder: string): readonly string[] {
  return fs.existsSync(folder)
    ? fs
        .readdirSync(folder)
        .filter((file) => file.endsWith(".json"))
        .toSorted()
        .map((file) => path.join(folder, file))
    : [];
}

function readSheetsOf(file: string): readonly PriceSheet[] {
  const where = path.relative(process.cwd(), file);
  const fix = "name a file of price sheets, as `planner prices` writes it";
  const result = Sheets.safeParse(readJson(file, { where, fix }));
  if (!result.success) {
    throw new InputError(
      result.error.issues.map(({ path: place, message }) => ({
        where,
        ...(place.length > 0 && { path: place.join(".") }),
        message: `holds no price sheets: ${message}`,
        fix,
      })),
    );
  }
  return result.data;
}

/** The usage file of an environment, where the project has one. */
export function usageFileOf(programDirectory: string, environment: string): string | undefined {
  const file = path.join(programDirectory, USAGE_FOLDER, `${environment}.yaml`);
  return fs.existsSync(file) ? file : undefined;
}
