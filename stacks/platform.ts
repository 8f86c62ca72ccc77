import { readStack } from "./config";
import { buildGlobal } from "./global";
import type { GlobalOutputs, PartitionOutputs, RegionOutputs } from "./outputs";
import { buildPartition } from "./partition";
import { buildRegion } from "./region";
import type { Stack } from "./topology";

export { readRegion, type RegionTarget } from "./outputs";

/** What {@link buildPlatform} takes. */
export interface PlatformArgs {
  /** Folder of the environment files. The stack's own file says which of them it belongs to. */
  readonly environments: string;
}

/** Outputs of a stack; which ones depends on its kind, pattern and settings. */
export type PlatformOutputs = Readonly<Record<string, unknown>>;

/**
 * Builds the stack that is being run.
 *
 * @example
 * export = buildPlatform({ environments: join(__dirname, "environments") });
 */
export function buildPlatform({ environments }: PlatformArgs): PlatformOutputs {
  const outputs: object = buildStack(readStack(environments));
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined));
}

function buildStack(stack: Stack): GlobalOutputs | PartitionOutputs | RegionOutputs {
  switch (stack.kind) {
    case "global":
      return buildGlobal(stack);
    case "partition":
      return buildPartition(stack);
    case "region":
      return buildRegion(stack);
  }
}
