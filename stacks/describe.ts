import { readEnvironmentFile } from "./environment-file";
import { settingsOf } from "./settings";
import type { Problem } from "./problems";
import { sourcesOf, type Sources } from "./sources";
import { planStacks, type Residence, type Stack } from "./topology";

/** One stack of an environment. */
export interface DescribedStack {
  /** Name of the stack. */
  readonly name: string;
  /** What it is the stack of. */
  readonly kind: Stack["kind"];
  /**
   * Partition it belongs to.
   *
   * @default - none: the global stack
   */
  readonly partition?: string;
  /**
   * Residency regime that binds it.
   *
   * @default - none: the global stack
   */
  readonly regime?: string;
  /**
   * What binds the data of its partition, and who else may hold them.
   *
   * @default - none: not the stack of a partition
   */
  readonly residence?: Residence;
  /** Region of its provider. */
  readonly region: string;
  /**
   * Role of the region today.
   *
   * @default - none: not the stack of a region
   */
  readonly role?: "primary" | "secondary";
  /** Account it lies in. */
  readonly account: string;
  /** Where its state is kept, and the key that encrypts the secrets in it. */
  readonly state: { readonly backend: string; readonly secretsProvider: string };
  /** ARN of the role that its provider assumes. */
  readonly deployRoleArn: string;
  /** Regions its resources may lie in. */
  readonly allowedRegions: readonly string[];
  /** Names of the stacks it reads, which are planned before it. */
  readonly references: readonly string[];
  /** Settings that its stack file holds. */
  readonly config: Readonly<Record<string, string>>;
  /** Where the environment file says what it is made of. */
  readonly sources: Sources;
}

/** The stacks of an environment as plain data. */
export interface Description {
  /** Name of the environment. */
  readonly environment: string;
  /** Its stacks, those that others read first. */
  readonly stacks: readonly DescribedStack[];
  readonly problems?: undefined;
}

/** What is wrong with an environment. */
export interface Undescribed {
  /** All problems of the file, in its order. */
  readonly problems: readonly Problem[];
}

/**
 * Describes an environment: which stacks it has, where they lie, and in which order they are planned. It needs no SDK.
 * @param file path of the environment file
 */
export function describeEnvironment(file: string): Description | Undescribed {
  const reading = readEnvironmentFile(file);
  if (reading.environment === undefined) {
    return { problems: reading.problems };
  }
  const { environment, lineOf } = reading;
  const stacks = planStacks(environment).map((stack) => ({
    ...describeStack(stack),
    sources: sourcesOf(stack, environment, lineOf),
  }));
  return { environment: environment.name, stacks };
}

function describeStack(stack: Stack): Omit<DescribedStack, "sources"> {
  const { name, region, account, state, deployRoleArn, allowedRegions, references } = stack;
  const place = { name, region, account, state, deployRoleArn, allowedRegions, references, config: settingsOf(stack) };
  switch (stack.kind) {
    case "global":
      return { ...place, kind: stack.kind };
    case "partition":
      return {
        ...place,
        kind: stack.kind,
        partition: stack.partition,
        regime: stack.regime,
        residence: stack.residence,
      };
    case "region":
      return { ...place, kind: stack.kind, partition: stack.partition, regime: stack.regime, role: stack.role };
  }
}
