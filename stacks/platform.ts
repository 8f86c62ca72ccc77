import { readStack } from "./config";
import { buildGlobal } from "./global";
import type { GlobalOutputs, PartitionOutputs, RegionOutputs } from "./outputs";
import { buildPartition } from "./partition";
import { buildRegion } from "./region";

/** What {@link buildPlatform} takes. */
export interface PlatformArgs {
  /** Folder of the environment files. The stack's own file says which of them it belongs to. */
  readonly environments: string;
}

/** Outputs of a stack, by its kind. */
export type PlatformOutputs = GlobalOutputs | PartitionOutputs | RegionOutputs;

/**
 * Builds the stack that is being run.
 *
 * @example
 * export = buildPlatform({ environments: join(__dirname, "environments") });
 */
export function buildPlatform({ environments }: PlatformArgs): PlatformOutputs {
  const stack = readStack(environments);
  switch (stack.kind) {
    case "global":
      return buildGlobal(stack);
    case "partition":
      return buildPartition(stack);
    case "region":
      return buildRegion(stack);
  }
}
