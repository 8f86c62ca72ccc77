import type { z } from "zod";
import { diffDocument, type DiffDocument } from "../diff/diff-document";
import { diffPlanSets } from "../diff/diff-plans";
import { InputError, type InputProblem } from "../input-error";
import { readJson } from "../json-file";
import { ComparisonDocument } from "../report/comparison/document";
import { findingsDocument } from "../report/findings/document";
import { readBundle } from "../report/html/bundle";
import { pageData } from "../report/html/compose";
import { pageHtml } from "../report/html/html";
import type { JudgedStack } from "../report/preview";
import { pullRequestMarkdown } from "../report/pull-request";
import { residencyDocument, type ResidencyDocument } from "../report/residency/document";
import { SimulationDocument } from "../report/simulation/document";
import { fleetOf } from "../residency/fleet";
import { proveResidency } from "../residency/prove";
import { Judge } from "../run/judge";
import { planAndJudge } from "../run/planned";
import { readDay } from "./as-of";
import { EXIT, type Command, type Output } from "./command";
import { PRICE_OPTIONS, pricer } from "./cost";
import { EARLIER_OPTIONS, earlierPlans, hasEarlier, refuseUnlike, twoEarlier, type Side } from "./earlier";
import { judgeOptions, POLICY_OPTIONS } from "./judge";
import type { CommandLine } from "./options";
import { PLAN_OPTIONS } from "./plan-options";
import { requestOf } from "./planned";
import { lookupFor, SCHEMA_OPTIONS } from "./residency";

/** Shows everything that is known of an environment on one page. */
export const report: Command = {
  name: "report",
  summary: "Plan an environment once, judge, prove and price it, and show it all on one HTML page.",
  usage: "[environment]",
  options: {
    ...PLAN_OPTIONS,
    ...POLICY_OPTIONS,
    ...PRICE_OPTIONS,
    ...SCHEMA_OPTIONS,
    ...EARLIER_OPTIONS,
    simulation: {
      type: "string",
      multiple: true,
      value: "FILE",
      help: "show what `planner simulate --format json --out FILE` wrote (repeatable)",
    },
    patterns: {
      type: "string",
      value: "FILE",
      help: "show what `planner cost --compare-patterns --format json --out FILE` wrote",
    },
    markdown: { type: "string", value: "FILE", help: "write the same as text for a pull request, too" },
  },
  async run(line, output) {
    const files = readFiles(line);
    const asOf = readDay(line.text("as-of"), "2026-11-27");
    const price = pricer(line, asOf);
    const bundle = readBundle();
    const judge = new Judge(judgeOptions(line));
    try {
      const stacks = await planAndJudge(requestOf(line), judge, output.progress);
      const earlier = hasEarlier(line) ? await earlierPlans(line, output) : undefined;
      const later = sideOf(stacks, line);
      const { document: cost } = price(later, earlier);
      const difference = differenceOf(earlier, later);
      const residency = proofOf(stacks, line);
      const made = { asOf, stacks, cost, ...files, ...residency, ...difference };
      const [environment] = line.positionals;
      const data = pageData({ ...made, ...(environment !== undefined && { environment }) });
      writeMarkdown(line, output, {
        ...made,
        findings: findingsDocument(stacks, await judge.packs(), new Map()),
      });
      output.result(pageHtml(data, stacks, bundle));
      return data.findings.some(({ standing }) => standing === "mandatory") ? EXIT.findings : EXIT.ok;
    } finally {
      await judge.close();
    }
  },
};

function sideOf(stacks: readonly JudgedStack[], line: CommandLine): Side {
  const [environment = null] = line.positionals;
  const from = environment ?? line.texts("stack").join(", ");
  return { environment, from, plans: stacks.map(({ plan }) => plan) };
}

function differenceOf(earlier: Side | undefined, later: Side): { readonly difference?: DiffDocument } {
  if (earlier === undefined) {
    return {};
  }
  refuseUnlike(earlier, later);
  const diffs = diffPlanSets(earlier.plans, later.plans);
  return { difference: diffDocument({ before: earlier.from, after: later.from }, diffs) };
}

/** Single stacks of an environment prove nothing of it; and where nobody names a partition, there is nothing to prove. */
function proofOf(stacks: readonly JudgedStack[], line: CommandLine): { readonly residency?: ResidencyDocument } {
  const described = stacks.flatMap((stack) => stack.described ?? []);
  const fleet = fleetOf(stacks, described);
  if (fleet.zones.length === 0 || (described.length > 0 && line.texts("stack").length > 0)) {
    return {};
  }
  const names = stacks.map(({ plan }) => plan.stack);
  return { residency: residencyDocument(line.positionals[0], names, proveResidency(fleet, lookupFor(line))) };
}

function writeMarkdown(line: CommandLine, output: Output, documents: Parameters<typeof pullRequestMarkdown>[0]): void {
  const file = line.text("markdown");
  if (file !== undefined) {
    output.file("--markdown", file, pullRequestMarkdown(documents));
  }
}

interface Files {
  readonly simulations: readonly SimulationDocument[];
  readonly patterns?: ComparisonDocument;
}

/** All files are read before anything is planned: what is wrong with them is told at once. */
function readFiles(line: CommandLine): Files {
  const problems = [...twoEarlier(line)];
  const read = <Document>(files: readonly string[], kind: Kind<Document>): Document[] =>
    files.flatMap((file) => {
      const result = kind.schema.safeParse(readJson(file, { where: file, fix: kind.fix }));
      problems.push(...(result.success ? [] : problemsIn(file, result.error, kind)));
      return result.success ? [result.data] : [];
    });
  const simulations = read(line.texts("simulation"), {
    schema: SimulationDocument,
    what: "simulation",
    fix: "name a file that `planner simulate --format json --out FILE` wrote",
  });
  const [patterns] = read(line.texts("patterns").slice(-1), {
    schema: ComparisonDocument,
    what: "comparison of patterns",
    fix: "name a file that `planner cost --compare-patterns --format json --out FILE` wrote",
  });
  if (problems.length > 0) {
    throw new InputError(problems);
  }
  return { simulations, ...(patterns !== undefined && { patterns }) };
}

/** A kind of file. */
interface Kind<Document> {
  readonly schema: z.ZodType<Document>;
  readonly what: string;
  readonly fix: string;
}

function problemsIn(
  file: string,
  { issues }: z.ZodError,
  { what, fix }: Pick<Kind<unknown>, "what" | "fix">,
): InputProblem[] {
  return issues.map(({ path, message }) => ({
    where: file,
    ...(path.length > 0 && { path: path.join(".") }),
    message: `holds no ${what}: ${message}`,
    fix,
  }));
}
