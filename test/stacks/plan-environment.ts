import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planProgram } from "../../planner/engine";
import type { Plan, PlannedResource, Properties } from "../../planner/plan";
import { describeEnvironment, type DescribedStack } from "../../stacks/describe";
import { buildPlatform } from "../../stacks/platform";

/** Folder of the repository's own environments. */
export const ENVIRONMENTS = join(__dirname, "..", "..", "stacks", "environments");
const PROJECT = "inventory-platform";

/** Plans a stack as its stack file would have it run. */
export function planStack(options: {
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
  readonly environments?: string;
  readonly stackOutputs?: Readonly<Record<string, Properties>>;
}): Promise<Plan> {
  const { environments = ENVIRONMENTS, ...rest } = options;
  return planProgram({ project: PROJECT, program: () => buildPlatform({ environments }), ...rest });
}

/**
 * The plans of every stack of one of the repository's environments; planned once, by the first test of a run that asks.
 */
export function plannedEnvironment(name: string): Promise<Readonly<Record<string, Plan>>> {
  return plannedOnce(name, () => planEnvironment(name));
}

/** The plans of every stack of an example, planned in its folder; planned once as well. */
export function plannedExample(name: string): Promise<Readonly<Record<string, Plan>>> {
  const project = join(__dirname, "..", "..", "examples", name);
  return plannedOnce(`example-${name}`, async () => {
    const before = process.cwd();
    // Functions name the folders of their code from the project's own.
    process.chdir(project);
    try {
      return await planEnvironment("prod", join(project, "environments"));
    } finally {
      process.chdir(before);
    }
  });
}

/** {@link planText}, planned once for all tests of a run that ask for the same key. */
export function plannedText(key: string, text: string): Promise<Readonly<Record<string, Plan>>> {
  return plannedOnce(`text-${key}`, () => planText(text));
}

async function plannedOnce(
  key: string,
  plan: () => Promise<Readonly<Record<string, Plan>>>,
): Promise<Readonly<Record<string, Plan>>> {
  const file = join(process.env["TEST_PLANS_FOLDER"] ?? "", `${key}.json`);
  if (!existsSync(file)) {
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify(await plan()));
    renameSync(unfinished, file);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Chooses among the stacks of an environment; with each, those that it reads. */
export type StackChoice = (stack: DescribedStack) => boolean;

/** The stacks of one partition, and the global one. */
export function ofPartition(name: string): StackChoice {
  return ({ partition }) => partition === undefined || partition === name;
}

/**
 * Plans the stacks of an environment, each with the outputs of those before it.
 * @param isPlanned stacks that are planned; those of regions are most of the work
 */
export async function planEnvironment(
  name: string,
  environments = ENVIRONMENTS,
  isPlanned: StackChoice = () => true,
): Promise<Readonly<Record<string, Plan>>> {
  const description = describeEnvironment(join(environments, `${name}.yaml`));
  if (description.problems !== undefined) {
    throw new Error(`${name} cannot be described`);
  }
  const plans: Record<string, Plan> = {};
  const stackOutputs: Record<string, Properties> = {};
  for (const { name: stack, config } of description.stacks.filter(isPlanned)) {
    const plan = await planStack({ stack, config, environments, stackOutputs });
    plans[stack] = plan;
    stackOutputs[`organization/${PROJECT}/${stack}`] = plan.outputs;
  }
  return plans;
}

/** Plans every stack of the environment that a text describes, by the name it says. */
export async function planText(text: string): Promise<Readonly<Record<string, Plan>>> {
  const folder = mkdtempSync(join(tmpdir(), "environments-"));
  const name = /^name: (\w+)$/m.exec(text)?.[1] ?? "";
  writeFileSync(join(folder, `${name}.yaml`), text);
  try {
    return await planEnvironment(name, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The resources of a plan that a cloud has. */
export function managed(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind, type }) => kind === "custom" && !type.startsWith("pulumi:"));
}

/** The resource of a name and type. */
export function resourceOf(plan: Plan | undefined, type: string, name: string): PlannedResource {
  const found = plan?.resources.find((resource) => resource.type === type && resource.name === name);
  if (found === undefined) {
    throw new Error(`there is no ${type} ${name}`);
  }
  return found;
}

/** What the policy of a role allows: the resources of each statement. */
export function rightsIn(plan: Plan | undefined, name: string): Readonly<Record<string, readonly string[]>> {
  const { inputs } = resourceOf(plan, "aws:iam/rolePolicy:RolePolicy", name);
  const { Statement: all } = JSON.parse(String(inputs["policy"])) as { readonly Statement: readonly Statement[] };
  return Object.fromEntries(all.map(({ Sid, Resource }) => [Sid, Resource]));
}

interface Statement {
  readonly Sid: string;
  readonly Resource: readonly string[];
}
