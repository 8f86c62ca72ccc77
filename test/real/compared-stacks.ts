import * as path from "node:path";

import { awsTypeFacts } from "../../facts/aws-types";
import { type Plan, type Properties, UNKNOWN } from "../../planner/plan";
import { runPolicyPacks } from "../../planner/policy";
import { describeEnvironment, type DescribedStack } from "../../stacks/describe";
import { EXCEPTIONS, NOT_KNOWN_OFFLINE, unexplained } from "./exceptions";
import { linesOf, linesOfEvents } from "./judgement";
import { viewOfPlan } from "./plan-view";
import { asStored, valuesOf, viewOfPreview, viewOfUpdate } from "./preview-view";
import type { PlanRequest, ProviderAnswers, RealPreview, RealUpdate, StackConfig } from "./protocol";
import { planStack, RealEngine } from "./real-engine";

const PROJECT = "inventory-platform";
const STACKS = path.join(__dirname, "../../stacks");
const PACK = path.join(__dirname, "../../policies");
/** Where the repository's environments are. */
export const ENVIRONMENTS = path.join(STACKS, "environments");

/** The stacks of some partitions of an environment, and the global one: those that others read first. */
export function stacksOfPartitions(environment: string, partitions: readonly string[]): readonly DescribedStack[] {
  return stacksOf(environment).filter(({ partition }) => partition === undefined || partitions.includes(partition));
}

/** The stacks of an environment: those that others read first. */
export function stacksOf(environment: string): readonly DescribedStack[] {
  const file = path.join(ENVIRONMENTS, `${environment}.yaml`);
  const description = describeEnvironment(file);
  if (description.problems !== undefined) {
    throw new Error(`${file} has problems: ${JSON.stringify(description.problems)}`);
  }
  return description.stacks;
}

function runOf({ name, config }: DescribedStack): Omit<PlanRequest, "mode" | "stackOutputs" | "invokes"> {
  const entries = Object.entries(config).map(([key, value]) => [key, { value }] as const);
  const settings: StackConfig = Object.fromEntries(entries);
  return { project: PROJECT, stack: name, config: settings, program: { folder: STACKS } };
}

/** Plans of all stacks as applied, each with the outputs of those before it. */
async function planAll(stacks: readonly DescribedStack[]): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const stack of stacks) {
    const outputs = plans.map((plan) => [fullName(plan.stack), plan.outputs] as const);
    const stackOutputs = Object.fromEntries(outputs);
    plans.push(await planStack({ ...runOf(stack), mode: "as-applied", stackOutputs, invokes: {} }));
  }
  return plans;
}

function fullName(stack: string): string {
  return `organization/${PROJECT}/${stack}`;
}

function outputsOf({ deployment }: RealUpdate): Properties {
  return valuesOf(deployment.resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs);
}

/** What a provider would have answered, taken from plans as applied: the attached one cannot know it. */
function answersFrom(plans: readonly Plan[]): Partial<ProviderAnswers> {
  const resources = plans.flatMap((plan) => plan.resources);
  return {
    outputs: Object.fromEntries(resources.map(({ urn, type, outputs }) => [urn, inTheEnd(type, outputs)])),
    ids: Object.fromEntries(resources.flatMap(({ urn, id }) => (id === undefined ? [] : [[urn, id]]))),
  };
}

/** A provider knows in the end what the planner cannot: some text in the place of values that are unknown or left out. */
function inTheEnd(type: string, outputs: Properties): Properties {
  const computed = awsTypeFacts(type)?.computed?.string ?? [];
  const all = { ...Object.fromEntries(computed.map((output) => [output, UNKNOWN])), ...outputs };
  return JSON.parse(JSON.stringify(all).replaceAll(UNKNOWN, "known-in-the-end"));
}

/**
 * Compares what the planner makes of stacks with what the real engine does.
 * @param stacks those that others read first
 */
export function compareStacks(stacks: readonly DescribedStack[]): void {
  describe("the planner and the real engine", () => {
    const realOutputs: Record<string, Properties> = {};
    const previewRequest = (stack: DescribedStack): PlanRequest => ({
      ...runOf(stack),
      mode: "unknowns",
      stackOutputs: realOutputs,
      invokes: {},
    });
    let asApplied: readonly Plan[];
    let engine: RealEngine;

    beforeAll(async () => {
      asApplied = await planAll(stacks);
      engine = await RealEngine.start(answersFrom(asApplied));
    });

    afterAll(() => engine.stop());

    describe.each(stacks.map((stack, index) => ({ stack, index, name: stack.name })))("$name", ({ stack, index }) => {
      let preview: RealPreview;
      let plan: Plan;

      beforeAll(async () => {
        [preview, plan] = await Promise.all([
          engine.preview({ ...runOf(stack), policyPacks: [PACK] }),
          planStack(previewRequest(stack)),
        ]);
      });

      it("is planned as it is previewed", () => {
        expect(plan.resources.length).toBeGreaterThan(1);
        expect(unexplained(viewOfPreview(preview), viewOfPlan(plan))).toEqual([]);
      });

      it("is judged alike", async () => {
        const findings = await runPolicyPacks({ packs: [PACK], plans: [plan] });

        expect(linesOfEvents(preview.policyEvents)).toEqual(linesOf(findings));
      });

      it("is planned as it is stored once applied", async () => {
        const update = await engine.up(runOf(stack));
        realOutputs[fullName(stack.name)] = outputsOf(update);
        const applied = asApplied[index];

        expect(applied?.stack).toBe(stack.name);
        expect(
          applied &&
            unexplained(viewOfUpdate(update), asStored(viewOfPlan(applied)), [...EXCEPTIONS, NOT_KNOWN_OFFLINE]),
        ).toEqual([]);
      });
    });
  });
}
