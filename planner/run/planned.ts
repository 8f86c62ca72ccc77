import type { EnvironmentStack } from "../environment";
import type { Plan } from "../plan";
import type { JudgedStack } from "../report/preview";
import { withoutSecrets } from "../report/redact";
import { withoutRepeatedNotices } from "./exemptions";
import { byPlace, type Audience, type Judge } from "./judge";
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
 * Plans what is asked for, and judges each stack as soon as it is planned. Where plans are as applied, packs that are not
 * the kit's judge what a preview would show instead, for which all is planned once more.
 * @throws InputError, PlanError as {@link planSuccessfully}, PolicyPackError where a policy pack does not start
 */
export async function planAndJudge(
  request: PlanRequest,
  judge: Judge,
  progress: Listener["progress"],
): Promise<JudgedStack[]> {
  if (request.mode === "unknowns") {
    return withoutRepeatedNotices(await judgedBy("all", request, { judge, progress }));
  }
  const judged = await judgedBy("kit", request, { judge, progress });
  const foreign = await judge.foreign();
  if (foreign.length === 0) {
    return withoutRepeatedNotices(judged);
  }
  progress(`planning again as a preview, for ${foreign.join(", ")}`);
  const previewed = await judgedBy("foreign", { ...request, mode: "unknowns", sites: false }, { judge, progress });
  const found = new Map(previewed.map(({ plan, findings }) => [fullName(plan), findings]));
  return withoutRepeatedNotices(
    judged.map((stack) => {
      const findings = [...stack.findings, ...(found.get(fullName(stack.plan)) ?? [])];
      return { ...stack, findings: findings.sort(byPlace) };
    }),
  );
}

interface Judging {
  readonly judge: Judge;
  readonly progress: Listener["progress"];
}

async function judgedBy(
  audience: Audience,
  request: PlanRequest,
  { judge, progress }: Judging,
): Promise<JudgedStack[]> {
  const findings = new Map<string, ReturnType<Judge["judge"]>>();
  const stacks = await planSuccessfully(request, {
    progress,
    planned: (stack, environment) => {
      const verdict = judge.judge(stack, { directory: request.directory, environment }, audience);
      // Awaited below, when all stacks are planned; an earlier failure must not end the process unhandled.
      verdict.catch(() => undefined);
      findings.set(stack.outcome.name, verdict);
    },
  });
  return Promise.all(
    stacks.map(async ({ plan, described, outcome }) => ({
      plan,
      findings: withoutSecrets((await findings.get(outcome.name)) ?? [], plan),
      ...(described !== undefined && { described }),
    })),
  );
}

function fullName({ organization, project, stack }: Plan): string {
  return `${organization}/${project}/${stack}`;
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
