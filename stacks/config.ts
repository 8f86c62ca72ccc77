import * as pulumi from "@pulumi/pulumi";
import { documentProblems } from "./api-document";
import { codeProblems } from "./function-code";
import { environmentFile, environmentsIn, readEnvironmentFile } from "./environment-file";
import { EnvironmentError, type Problem } from "./problems";
import { ENVIRONMENT_SETTING, REGION_SETTING } from "./settings";
import { planStacks, type Stack } from "./topology";

/** What a stack's own file says. */
interface Settings {
  /** Name of the stack. */
  readonly stack: string;
  /** Name of the stack's file. */
  readonly file: string;
  /** Name of its environment. */
  readonly environment: string | undefined;
  /** Region of its provider. */
  readonly region: string | undefined;
}

/**
 * Reads the settings of the stack that is being run and the file of its environment, once, and checks both.
 * @param environments folder of the environment files
 * @returns the stack, planned
 * @throws EnvironmentError with all problems of both
 */
export function readStack(environments: string): Stack {
  const settings = readSettings();
  if (settings.environment === undefined) {
    throw new EnvironmentError([withoutEnvironment(settings, environments), ...withoutRegion(settings)]);
  }
  const file = environmentFile(environments, settings.environment);
  const reading = readEnvironmentFile(file);
  if (reading.environment === undefined) {
    throw new EnvironmentError([...withoutRegion(settings), ...reading.problems]);
  }
  const stacks = planStacks(reading.environment);
  const stack = stacks.find(({ name }) => name === settings.stack);
  const problems =
    stack === undefined
      ? [unknownStack(settings, stacks)]
      : [...regionProblems(settings, stack), ...codeProblems(file, stack), ...documentProblems(file, stack)];
  if (stack === undefined || problems.length > 0) {
    throw new EnvironmentError(problems);
  }
  return stack;
}

function readSettings(): Settings {
  const stack = pulumi.getStack();
  return {
    stack,
    file: `Pulumi.${stack}.yaml`,
    environment: settingOf(ENVIRONMENT_SETTING),
    region: settingOf(REGION_SETTING),
  };
}

function settingOf(setting: string): string | undefined {
  const [namespace, key] = setting.split(":");
  return namespace === undefined || key === undefined ? undefined : new pulumi.Config(namespace).get(key);
}

function withoutEnvironment({ file }: Settings, environments: string): Problem {
  return {
    file,
    path: ENVIRONMENT_SETTING,
    expected: `one of ${environmentsIn(environments).join(", ")}`,
    change: "add it to the stack's file",
  };
}

/** A missing region, where the environment cannot say which it should be. */
function withoutRegion({ file, region }: Settings): Problem[] {
  const expected = "the region that the environment gives this stack";
  return region === undefined ? [{ file, path: REGION_SETTING, expected, change: "add it to the stack's file" }] : [];
}

function unknownStack({ file, stack }: Settings, stacks: readonly Stack[]): Problem {
  return {
    file,
    path: "the stack",
    got: stack,
    expected: `one of ${stacks.map(({ name }) => name).join(", ")}`,
    change: "select one of them, or add its region to the environment",
  };
}

function regionProblems({ file, region }: Settings, stack: Stack): Problem[] {
  return region === stack.region
    ? []
    : [
        {
          file,
          path: REGION_SETTING,
          ...(region === undefined ? {} : { got: region }),
          expected: stack.region,
          change: "set the region that the environment gives this stack",
        },
      ];
}
