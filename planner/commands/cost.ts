import path from "node:path";
import { spotMarket, type PriceSheet } from "../../facts";
import { budgetFindings } from "../cost/budgets";
import { estimate, GLOBAL } from "../cost/estimate";
import { PriceBook } from "../cost/price-book";
import { PRICERS } from "../cost/pricers";
import { recommend, type Recommended } from "../cost/recommendations";
import { readSheets, usageFileOf } from "../cost/sources";
import { NO_USAGE, readUsage, Usage } from "../cost/usage";
import type { SavedPlans } from "../diff/plan-file";
import { readPlans } from "../import/read-plans";
import { InputError, type InputProblem } from "../input-error";
import type { Plan } from "../plan";
import { readProject } from "../project/project";
import { costDocument, type CostDocument, type Estimated } from "../report/cost/document";
import { costMarkdown } from "../report/cost/markdown";
import { costText } from "../report/cost/text";
import { printedJson } from "../report/json";
import { EXIT, type Command, type Output } from "./command";
import { readDay } from "./as-of";
import { EARLIER_OPTIONS, earlierPlans, hasEarlier, plansOf, twoEarlier, type Side } from "./earlier";
import { runComparison } from "./compare-patterns";
import type { CommandLine, OptionSpec } from "./options";
import { PLAN_OPTIONS } from "./plan-options";

/** Tags that money is shown by where none are named: the kit's, for showback. */
const SHOWBACK_TAGS = ["channel", "feature", "cost-center"];

/** Options of every command that prices plans. */
export const PRICE_OPTIONS = {
  usage: { type: "string", value: "FILE", help: "what is used in a month (default: usage/<environment>.yaml)" },
  prices: {
    type: "string",
    multiple: true,
    value: "FILE",
    help: "price sheets beside the kit's and those of prices/ (repeatable; the last one counts)",
  },
  "prices-of": {
    type: "string",
    value: "REGION",
    help: "pay this region's prices everywhere (default: each resource its own region's)",
  },
  tag: {
    type: "string",
    multiple: true,
    value: "TAG",
    help: `add up by this tag (repeatable; default ${SHOWBACK_TAGS.join(", ")})`,
  },
} as const satisfies Record<string, OptionSpec>;

/** Estimates what an environment costs in a month. */
export const cost: Command = {
  name: "cost",
  summary: "Estimate what an environment costs in a month, by stack, component and tag, from dated price rows.",
  usage: "[environment]",
  options: {
    ...PLAN_OPTIONS,
    ...EARLIER_OPTIONS,
    file: {
      type: "string",
      multiple: true,
      value: "FILE",
      help: "estimate this `planner plan`, `pulumi preview --json` or `pulumi stack export` (repeatable)",
    },
    ...PRICE_OPTIONS,
    recommend: { type: "boolean", help: "say what would cost less, how much, and what can go wrong" },
    "compare-patterns": {
      type: "boolean",
      help: "compare architectures on one load instead: the kit's patterns, or those of the project in --cwd",
    },
    "as-of": { type: "string", value: "DATE", help: "judge the age of prices on this day (default today)" },
    format: {
      type: "string",
      value: "FORMAT",
      choices: ["text", "json", "markdown"],
      help: "text (default), json or markdown",
    },
  },
  async run(line, output) {
    if (line.flag("compare-patterns")) {
      return runComparison(line, output);
    }
    refuseUnclear(line);
    const asOf = readDay(line.text("as-of"), "2027-01-31");
    const price = pricer(line, asOf);
    const later = await laterPlans(line, output);
    const earlier = hasEarlier(line) ? await earlierPlans(line, output) : undefined;
    const { document, usage } = price(later, earlier);
    unmatchedRules(usage).forEach((remark) => output.error(remark));
    output.result(render(document, line.text("format")));
    return budgetFindings(document.budgets).some(({ level }) => level === "mandatory") ? EXIT.findings : EXIT.ok;
  },
};

/** What prices plans, and the difference to earlier ones, into a document. */
type Pricer = (
  later: SavedPlans,
  earlier: Side | undefined,
) => { readonly document: CostDocument; readonly usage: Usage };

/**
 * Prices what a command line asks for.
 * @throws InputError for prices or usage that are not right: they are read at once, before anything is planned
 */
export function pricer(line: CommandLine, asOf: string): Pricer {
  const estimateOf = estimator(line, asOf);
  const tags = line.texts("tag");
  return (later, earlier) => {
    const { usage, costs, recommended } = estimateOf(later.plans);
    const document = costDocument(
      { plans: later.plans, costs },
      {
        environment: later.environment,
        asOf,
        pricesOf: line.text("prices-of") ?? null,
        tags: tags.length > 0 ? tags : SHOWBACK_TAGS,
        orders: usage.orders,
        ...(line.flag("recommend") && { recommended: recommended() }),
        ...(earlier !== undefined && {
          earlier: { plans: earlier.plans, costs: estimateOf(earlier.plans).costs, from: earlier.from },
        }),
      },
    );
    return { document, usage };
  };
}

/** Prices and usage are read once. */
function estimator(
  line: CommandLine,
  asOf: string,
): (plans: readonly Plan[]) => Omit<Estimated, "plans"> & EstimateParts {
  const [environment] = line.positionals;
  const isProgram = line.texts("file").length === 0;
  const directory = isProgram ? readProject(path.resolve(line.text("cwd") ?? ".")).programDirectory : undefined;
  const sheets = readSheets(directory, line.texts("prices"));
  const pricesOf = pricedRegion(line.text("prices-of"), sheets);
  const book = new PriceBook(sheets);
  const found = environment === undefined || directory === undefined ? undefined : usageFileOf(directory, environment);
  const file = line.text("usage") ?? found;
  const used = file === undefined ? NO_USAGE : readUsage(path.resolve(file), PRICERS);
  const market = spotMarket();
  return (plans) => {
    const usage = new Usage(used);
    const costs = estimate(plans, { book, market, usage, asOf, ...pricesOf });
    return { usage, costs, recommended: () => recommend({ plans, costs, book, market }) };
  };
}

/** What belongs to an estimate beside its costs. */
interface EstimateParts {
  readonly usage: Usage;
  /** What would make it cheaper; looked for where it is asked for. */
  readonly recommended: () => readonly Recommended[];
}

function pricedRegion(region: string | undefined, sheets: readonly PriceSheet[]): { readonly pricesOf?: string } {
  const known = [...new Set(sheets.map((sheet) => sheet.region))].filter((name) => name !== GLOBAL);
  if (region === undefined || known.includes(region)) {
    return region === undefined ? {} : { pricesOf: region };
  }
  const message = `is "${region}", expected one of ${known.toSorted().join(", ")}`;
  throw new InputError([{ where: "--prices-of", message, fix: "name a region that a price sheet is of" }]);
}

async function laterPlans(line: CommandLine, output: Output): Promise<SavedPlans> {
  const files = line.texts("file");
  return files.length === 0
    ? plansOf(line, output)
    : { environment: null, plans: files.flatMap((file) => readPlans(file)) };
}

function refuseUnclear(line: CommandLine): void {
  const asked = [...line.positionals, ...(line.texts("stack").length > 0 ? ["--stack"] : [])];
  const hasFiles = line.texts("file").length > 0;
  const problems: InputProblem[] = [
    ...(hasFiles ? asked : []).map((where) => ({
      where,
      message: "asks for a program to be planned, and --file for files to be estimated",
      fix: "leave one of the two out",
    })),
    ...twoEarlier(line),
  ];
  if (problems.length > 0) {
    throw new InputError(problems);
  }
}

/** A rule that fits nothing is mostly a name that has changed. */
function unmatchedRules(usage: Usage): readonly string[] {
  return usage
    .unmatched()
    .map(
      ({ type, name = "*", stack = "*" }) => `usage: no resource is of ${type} with name "${name}" in stack "${stack}"`,
    );
}

function render(document: CostDocument, format: string | undefined): string {
  switch (format) {
    case "json":
      return printedJson(document);
    case "markdown":
      return costMarkdown(document);
    case undefined:
    default:
      return costText(document);
  }
}
