import { diffDocument, type DiffDocument } from "../diff/diff-document";
import { diffMarkdown } from "../diff/diff-markdown";
import { diffPlanSets, fullName } from "../diff/diff-plans";
import { diffText } from "../diff/diff-text";
import { readPlanFile } from "../diff/plan-file";
import { InputError, type InputProblem } from "../input-error";
import type { Plan } from "../plan";
import { printedJson } from "../report/json";
import { EXIT, type Command, type Output } from "./command";
import { EARLIER_OPTIONS, earlierPlans, plansOf, refuseUnlike, type Side } from "./earlier";
import type { CommandLine } from "./options";
import { PLAN_OPTIONS } from "./plan-options";

const FAILING = ["create", "update", "replace", "delete"] as const;
/** Operations that end the command with 1 where none are named. */
const FAIL_ON_DEFAULT: readonly string[] = ["replace", "delete"];

/** Compares the plans of an environment with earlier ones. */
export const diff: Command = {
  name: "diff",
  summary: "Compare an environment with earlier plans of it: what is created, updated, replaced, deleted, and why.",
  usage: "[environment]",
  options: {
    ...PLAN_OPTIONS,
    ...EARLIER_OPTIONS,
    plans: { type: "string", value: "FILE", help: "take the later plans from a file too, instead of planning" },
    "fail-on": {
      type: "string",
      multiple: true,
      value: "OPERATION",
      choices: [...FAILING, "never"],
      help: "end with 1 where this happens (repeatable; default replace and delete)",
    },
    format: {
      type: "string",
      value: "FORMAT",
      choices: ["text", "json", "markdown"],
      help: "text (default), json or markdown",
    },
  },
  async run(line, output) {
    refuseUnclear(line);
    const before = await earlierPlans(line, output);
    const after = await laterPlans(line, output);
    refuseUnlike(before, after);
    const chosen = new Set(line.texts("stack"));
    const sides = { before: before.from, after: after.from };
    const document = diffDocument(sides, diffPlanSets(onlyChosen(before, chosen), onlyChosen(after, chosen)));
    output.result(render(document, line.text("format")));
    return isFailing(document, line.texts("fail-on")) ? EXIT.findings : EXIT.ok;
  },
};

async function laterPlans(line: CommandLine, output: Output): Promise<Side> {
  const file = line.text("plans");
  return file === undefined
    ? { from: line.positionals[0] ?? line.texts("stack").join(", "), ...(await plansOf(line, output)) }
    : { from: file, ...readPlanFile(file) };
}

function refuseUnclear(line: CommandLine): void {
  const [against, base] = [line.text("against"), line.text("base")];
  const isOne = (against === undefined) !== (base === undefined);
  const isTwice = line.text("plans") !== undefined && (base !== undefined || line.positionals.length > 0);
  const problems: InputProblem[] = [
    ...(isOne
      ? []
      : [{ where: "arguments", message: "name one earlier side", fix: "give either --against FILE or --base REV" }]),
    ...(isTwice
      ? [{ where: "--plans", message: "is one later side too many", fix: "leave out the environment and --base" }]
      : []),
  ];
  if (problems.length > 0) {
    throw new InputError(problems);
  }
}

function onlyChosen({ plans }: Side, chosen: ReadonlySet<string>): readonly Plan[] {
  return plans.filter((plan) => chosen.size === 0 || chosen.has(plan.stack) || chosen.has(fullName(plan)));
}

function render(document: DiffDocument, format: string | undefined): string {
  switch (format) {
    case "json":
      return printedJson(document);
    case "markdown":
      return `${diffMarkdown(document)}\n`;
    case undefined:
    default:
      return diffText(document);
  }
}

function isFailing({ counts }: DiffDocument, named: readonly string[]): boolean {
  const failing = named.length === 0 ? FAIL_ON_DEFAULT : named;
  return FAILING.some((operation) => failing.includes(operation) && counts[operation] > 0);
}
