import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { PriceSheet } from "./price-sheet";

const FOLDER = path.join(__dirname, "prices");
const SPOT_FILE = "spot.json";

/** Saving of spot over on-demand, and how often it is reclaimed, by region and instance type. */
export interface SpotMarket {
  readonly source: string;
  readonly date: string;
  /** Monthly interruption rates, by index. */
  readonly interruptionBands: readonly string[];
  readonly regions: Readonly<Record<string, Readonly<Record<string, SpotFacts>>>>;
}

/** The market of one instance type in one region. */
export interface SpotFacts {
  readonly savingPercent: number;
  /** Index into {@link SpotMarket.interruptionBands}. */
  readonly interruptionBand: number;
}

/** The kit's price sheets, from disk at each call: only who estimates needs them. See `facts/prices/README.md`. */
export function priceSheets(): readonly PriceSheet[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json") && file !== SPOT_FILE)
    .toSorted()
    .flatMap((file): readonly PriceSheet[] => JSON.parse(readFileSync(path.join(FOLDER, file), "utf8")));
}

/** The spot market, from disk at each call. */
export function spotMarket(): SpotMarket {
  return JSON.parse(readFileSync(path.join(FOLDER, SPOT_FILE), "utf8"));
}
