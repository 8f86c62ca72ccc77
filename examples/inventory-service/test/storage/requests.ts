import { randomBytes } from "node:crypto";
import type { Command } from "../../src/domain";
import type { CommandRequest } from "../../src/storage";

/** A UUIDv7 of a time. */
export function uuidV7(milliseconds = Date.now()): string {
  const time = milliseconds.toString(16).padStart(12, "0");
  const random = randomBytes(10).toString("hex");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}

/** A command under a key of its own. */
export function keyed(command: Command, value = uuidV7(), client = "shop"): CommandRequest {
  return { command, key: { client, value } };
}
