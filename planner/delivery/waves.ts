import type { EnvironmentStack } from "../environment";

/** Whether an environment is made, or changed. */
export type Occasion = "create" | "update";

/** One step of a delivery: a stack that is brought up before the next one is touched. */
export interface Wave {
  /** Position, from 1. */
  readonly wave: number;
  readonly stack: string;
  readonly kind: EnvironmentStack["kind"];
  /**
   * Partition the stack belongs to.
   *
   * @default - none: the global stack
   */
  readonly partition?: string;
  readonly region: string;
  /**
   * Role of the region today.
   *
   * @default - none: not the stack of a region
   */
  readonly role?: "primary" | "secondary";
  readonly account: string;
  /**
   * Role that the stack's provider assumes.
   *
   * @default - the platform does not say
   */
  readonly deployRoleArn?: string;
  /**
   * Where the stack's state is kept.
   *
   * @default - the platform does not say
   */
  readonly backend?: string;
}

/**
 * The order in which the stacks of an environment are brought up: what has no region first, then one partition after the
 * other, its own stack before its regions'. Regions are created in listed order, since the first is the initial primary,
 * and updated with those that serve no writes first.
 * @param stacks in the order in which the environment lists them
 */
export function planWaves(stacks: readonly EnvironmentStack[], occasion: Occasion): readonly Wave[] {
  const partitions = [...new Set(stacks.map(({ partition }) => partition))].filter((name) => name !== undefined);
  const ordered = [
    ...stacks.filter(({ kind }) => kind === "global"),
    ...partitions.flatMap((name) => {
      const own = stacks.filter(({ partition }) => partition === name);
      return [
        ...own.filter(({ kind }) => kind === "partition"),
        ...inTurn(
          own.filter(({ kind }) => kind === "region"),
          occasion,
        ),
      ];
    }),
  ];
  return ordered.map((stack, index) => waveOf(stack, index + 1));
}

function inTurn(regions: readonly EnvironmentStack[], occasion: Occasion): readonly EnvironmentStack[] {
  return occasion === "create"
    ? regions
    : [...regions.filter(({ role }) => role !== "primary"), ...regions.filter(({ role }) => role === "primary")];
}

function waveOf({ name, kind, partition, region, role, account, ...rest }: EnvironmentStack, wave: number): Wave {
  const { state, deployRoleArn } = rest;
  return {
    wave,
    stack: name,
    kind,
    ...(partition !== undefined && { partition }),
    region,
    ...(role !== undefined && { role }),
    account,
    ...(deployRoleArn !== undefined && { deployRoleArn }),
    ...(state !== undefined && { backend: state.backend }),
  };
}
