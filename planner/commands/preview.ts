import { previewDocument, type JudgedStack } from "../report/preview";
import { previewText } from "../report/preview-text";
import { previewsDocument, previewsText, type NamedPreview } from "../report/previews";
import { InputError, type InputProblem } from "../input-error";
import { allTargets } from "../run/all-environments";
import { Judge } from "../run/judge";
import type { PlanRequest } from "../run/plan-environment";
import { planAndJudge } from "../run/planned";
import { provenOf } from "../run/residency";
import { printedJson } from "../report/json";
import { EXIT, type Command, type ExitCode, type Output } from "./command";
import { judgeOptions, POLICY_OPTIONS } from "./judge";
import type { CommandLine } from "./options";
import { PLAN_OPTIONS } from "./plan-options";
import { requestOf } from "./planned";

/** Plans an environment and judges it: the main job. */
export const preview: Command = {
  name: "preview",
  summary: "Plan every stack of an environment and judge it by policy.",
  usage: "[environment]",
  options: {
    ...PLAN_OPTIONS,
    ...POLICY_OPTIONS,
    format: { type: "string", value: "FORMAT", choices: ["text", "json"], help: "text (default) or json" },
    all: { type: "boolean", help: "plan every environment, and those of the projects that planner.yaml lists" },
    resources: { type: "boolean", help: "draw every resource instead of one line for each type" },
  },
  async run(line, output) {
    const judge = new Judge(judgeOptions(line));
    try {
      return await (line.flag("all") ? previewAll : previewOne)(line, output, judge);
    } finally {
      await judge.close();
    }
  },
};

async function previewOne(line: CommandLine, output: Output, judge: Judge): Promise<ExitCode> {
  const request = requestOf(line);
  const judged = await planAndJudge(request, judge, output.progress);
  const document = previewDocument(request.environment, judged, provenOf(request, judged));
  output.result(isJson(line) ? printedJson(document) : previewText(document, judged, line.flag("resources")));
  return codeFor(document.summary.findings);
}

/** One environment after the other: their stacks are planned side by side already. */
async function previewAll(line: CommandLine, output: Output, judge: Judge): Promise<ExitCode> {
  const { request, targets } = everythingAsked(line);
  const previews: NamedPreview[] = [];
  for (const { project, ...target } of targets) {
    output.progress(`${project} ${target.environment ?? ""}`.trimEnd());
    const asked = { ...request, ...target };
    const judged: JudgedStack[] = await planAndJudge(asked, judge, output.progress);
    previews.push({ project, judged, document: previewDocument(target.environment, judged, provenOf(asked, judged)) });
  }
  const document = previewsDocument(previews);
  output.result(isJson(line) ? printedJson(document) : previewsText(previews, line.flag("resources")));
  return codeFor(document.summary.findings);
}

interface Everything {
  readonly request: Omit<PlanRequest, "environment">;
  readonly targets: ReturnType<typeof allTargets>;
}

/** An environment that is named along is one of them all: `npm run preview -- --all` names one. */
function everythingAsked(line: CommandLine): Everything {
  const { environment, ...request } = requestOf(line);
  const targets = allTargets(request.directory);
  const own = targets.filter(({ project }) => project === ".").map((target) => target.environment);
  const problems: InputProblem[] = [
    ...(request.stacks.length === 0
      ? []
      : [{ where: "--stack", message: "names single stacks beside --all", fix: "leave one of the two out" }]),
    ...(environment === undefined || own.includes(environment)
      ? []
      : [
          {
            where: environment,
            message: `is none of the environments ${own.join(", ")}`,
            fix: "name none: --all plans each",
          },
        ]),
  ];
  if (problems.length > 0) {
    throw new InputError(problems);
  }
  return { request, targets };
}

function isJson(line: CommandLine): boolean {
  return line.text("format") === "json";
}

function codeFor({ mandatory }: { readonly mandatory: number }): ExitCode {
  return mandatory > 0 ? EXIT.findings : EXIT.ok;
}
