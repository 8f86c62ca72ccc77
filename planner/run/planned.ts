import type { EnvironmentStack } from "../environment";
import type { JudgedStack } from "../report/preview";
import { withoutSecrets } from "../report/redact";
import { withoutRepeatedNotices } from "./exemptions";
import type { Judge } from "./judge";
import { planEnvironment, type PlannedStack, type PlanRequest, type SuccessfulStack } from "./plan-environment";

/** A program could not be planned; what it said is in the message. */
export class PlanError extends Error {}

/** What hears of a run while it goes on. */
export interface Listener {
  /** A stack has started, or is planned: a line for a person. */
  readonly progress: (line: string) => void;
  /** A stack is planned. */
  readonly planned: (stack: SuccessfulStack, environment: readonly EnvironmentStack[]) => void;
}

/**
 * Plans what is asked for.
 * @throws InputError where the request cannot be carried out, PlanError where a program fails
 */
export async function planSuccessfully(request: PlanRequest, listener: Listener): Promise<SuccessfulStack[]> {
  const stacks = await planEnvironment(request, ({ stack: name, planned, environment }) => {
    const short = name.slice(name.lastIndexOf("/") + 1);
    listener.progress(planned === undefined ? `planning ${short}` : `planned  ${short}`);
    if (planned?.outcome.plan !== undefined) {
      listener.planned({ ...planned, plan: planned.outcome.plan }, environment);
    }
  });
  const failed = stacks.filter(({ outcome }) => outcome.plan === undefined);
  if (failed.length > 0) {
    throw new PlanError(failed.map(renderFailure).join("\n\n"));
  }
  return stacks.flatMap((stack) => (stack.outcome.plan === undefined ? [] : [{ ...stack, plan: stack.outcome.plan }]));
}

/**
 * Plans what is asked for, and judges each stack as soon as it is planned.
 * @throws InputError, PlanError as {@link planSuccessfully}, PolicyPackError where a policy pack fails
 */
export async function planAndJudge(
  request: PlanRequest,
  judge: Judge,
  progress: Listener["progress"],
): Promise<JudgedStack[]> {
  const findings = new Map<string, ReturnType<Judge["judge"]>>();
  const stacks = await planSuccessfully(request, {
    progress,
    planned: (stack, environment) => {
      const verdict = judge.judge(stack, { directory: request.directory, environment });
      // Awaited below, when all stacks are planned; an earlier failure must not end the process unhandled.
      verdict.catch(() => undefined);
      findings.set(stack.outcome.name, verdict);
    },
  });
  const judged = await Promise.all(
    stacks.map(async ({ plan, described, outcome }) => ({
      plan,
      findings: withoutSecrets((await findings.get(outcome.name)) ?? [], plan),
      ...(described !== undefined && { described }),
    })),
  );
  return withoutRepeatedNotices(judged);
}

function renderFailure({ outcome: { name, failures, printed } }: PlannedStack): string {
  const lines = failures.flatMap(({ message, frames }) => [
    ...message.split("\n").map((text) => `  ${text}`),
    ...frames.map((frame) => `    ${frame}`),
  ]);
  const said =
    printed.trim() === ""
      ? []
      : [
          "  the program printed:",
          ...printed
            .trim()
            .split("\n")
            .map((text) => `    ${text}`),
        ];
  return [`stack ${name} cannot be planned:`, ...lines, ...said].join("\n");
}
