import path from "node:path";
import { findKit } from "../edit/kit";
import { readPlanFile, type PlanFile } from "../import/read-plans";
import { InputError } from "../input-error";
import type { Plan } from "../plan";
import { readBaseline } from "../report/findings/baseline";
import { findingsDocument, type FindingsDocument } from "../report/findings/document";
import { findingsJunit } from "../report/findings/junit";
import { findingsMarkdown } from "../report/findings/markdown";
import { findingsSarif } from "../report/findings/sarif";
import { findingsText } from "../report/findings/text";
import type { JudgedStack } from "../report/preview";
import { withoutSecrets } from "../report/redact";
import { withoutRepeatedNotices } from "../run/exemptions";
import { Judge } from "../run/judge";
import { planAndJudge } from "../run/planned";
import { printedJson } from "../report/json";
import { EXIT, type Command, type Output } from "./command";
import { judgeOptions, POLICY_OPTIONS } from "./judge";
import type { CommandLine } from "./options";
import { PLAN_OPTIONS } from "./plan-options";
import { requestOf } from "./planned";

const { "no-policy": _, ...PACK_OPTIONS } = POLICY_OPTIONS;

const FORMATS = ["text", "json", "sarif", "junit", "markdown"] as const;

/** Judges by policy alone: programs, or what Pulumi says of stacks that run. */
export const policy: Command = {
  name: "policy",
  summary: "Judge by policy packs alone: an environment, or files of plans, previews and stack exports.",
  usage: "[environment]",
  options: {
    ...PLAN_OPTIONS,
    ...PACK_OPTIONS,
    file: {
      type: "string",
      multiple: true,
      value: "FILE",
      help: "judge this `planner plan`, `pulumi preview --json` or `pulumi stack export` (repeatable)",
    },
    baseline: {
      type: "string",
      value: "FILE",
      help: "report only what this earlier result (json or sarif) does not have",
    },
    format: {
      type: "string",
      value: "FORMAT",
      choices: FORMATS,
      help: "text (default), json, sarif, junit or markdown",
    },
  },
  async run(line, output) {
    refuseBoth(line);
    const baseline = line.text("baseline");
    const known = baseline === undefined ? new Map<string, number>() : readBaseline(baseline);
    const judge = new Judge(judgeOptions(line));
    try {
      const document = findingsDocument(await judgedStacks(line, judge, output), await judge.packs(), known);
      output.result(render(document, line));
      return document.summary.mandatory > 0 ? EXIT.findings : EXIT.ok;
    } finally {
      await judge.close();
    }
  },
};

/** What is planned has places in the program; what a file holds has none. */
async function judgedStacks(line: CommandLine, judge: Judge, output: Output): Promise<readonly JudgedStack[]> {
  const files = line.texts("file");
  if (files.length === 0) {
    return planAndJudge({ ...requestOf(line), sites: true }, judge, output.progress);
  }
  const read = files.map((file) => ({ file, ...readPlanFile(file) }));
  refuseStandIns(read, await judge.foreign());
  const plans = read.flatMap(({ plans: own }) => own);
  const project = { directory: path.resolve(line.text("cwd") ?? "."), environment: [] };
  const judged = await Promise.all(
    plans.map(async (plan) => ({ plan, findings: withoutSecrets(await judge.judge({ plan }, project), plan) })),
  );
  return withoutRepeatedNotices(judged);
}

/** A pack that is not the kit's would take what stands in for AWS's answers for those answers. */
function refuseStandIns(read: readonly (PlanFile & { readonly file: string })[], foreign: readonly string[]): void {
  const withStandIns = read.filter(({ kind, plans }) => kind === "planner" && plans.some(isAsApplied));
  if (foreign.length > 0 && withStandIns.length > 0) {
    const message = `holds plans as applied, and ${foreign.join(", ")} can judge a preview only`;
    const fix = "write it with planner plan --unknowns";
    throw new InputError(withStandIns.map(({ file }) => ({ where: `--file ${file}`, message, fix })));
  }
}

function isAsApplied({ mode }: Plan): boolean {
  return mode === "as-applied";
}

function refuseBoth(line: CommandLine): void {
  const asked = [...line.positionals, ...(line.texts("stack").length > 0 ? ["--stack"] : [])];
  if (line.texts("file").length > 0 && asked.length > 0) {
    const message = "asks for a program to be planned, and --file for files to be judged";
    throw new InputError(asked.map((where) => ({ where, message, fix: "leave one of the two out" })));
  }
}

const RENDERERS: Readonly<Record<(typeof FORMATS)[number], (document: FindingsDocument, line: CommandLine) => string>> =
  {
    text: findingsText,
    json: printedJson,
    sarif: (document, line) =>
      printedJson(findingsSarif(document, { fallback: judgedFile(line), version: findKit().version })),
    junit: findingsJunit,
    markdown: findingsMarkdown,
  };

function render(document: FindingsDocument, line: CommandLine): string {
  const format = FORMATS.find((name) => name === line.text("format")) ?? "text";
  return RENDERERS[format](document, line);
}

/** The file that findings without a place of their own are shown at. */
function judgedFile(line: CommandLine): string {
  const [file] = line.texts("file");
  return file === undefined ? "Pulumi.yaml" : path.relative(path.resolve(line.text("cwd") ?? "."), path.resolve(file));
}
