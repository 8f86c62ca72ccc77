import path from "node:path";
import { planProgram } from "../../../../planner/engine";
import type { Plan, Properties } from "../../../../planner/plan";
import { buildComparison } from "../../../../stacks/comparison/build-comparison";
import { describeEnvironment } from "../../../../stacks/describe";

/** The kit's project of architectures. */
export const COMPARISON = path.join(__dirname, "..", "..", "..", "..", "stacks", "comparison");

/** Plans an environment of the comparison in this process, from its folder, as functions are found from there. */
export async function planCompared(environment: string): Promise<readonly Plan[]> {
  const environments = path.join(COMPARISON, "environments");
  const description = describeEnvironment(path.join(environments, `${environment}.yaml`));
  const before = process.cwd();
  process.chdir(COMPARISON);
  try {
    const plans: Plan[] = [];
    const stackOutputs: Record<string, Properties> = {};
    for (const { name: stack, config } of description.stacks ?? []) {
      const program = (): unknown => buildComparison(environments);
      const plan = await planProgram({ project: "pattern-comparison", program, stack, config, stackOutputs });
      plans.push(plan);
      stackOutputs[`organization/pattern-comparison/${stack}`] = plan.outputs;
    }
    return plans;
  } finally {
    process.chdir(before);
  }
}
