import { readFileSync } from "node:fs";
import { readParties, type Party } from "../channels";
import type { ChannelsConfig } from "./config";

/**
 * Reads who the channels are, out of the file that the environment names.
 * @throws Error with each place in it that is wrong, and never a token
 */
export function readChannels(config: ChannelsConfig | undefined): readonly Party[] {
  if (config === undefined) {
    return [];
  }
  try {
    return readParties(readFileSync(config.file, "utf8"));
  } catch (error) {
    const problems = error instanceof Error ? error.message : String(error);
    const lines = problems.split("\n").map((line) => `CHANNELS_FILE ${config.file}: ${line}`);
    throw new Error(lines.join("\n"));
  }
}
