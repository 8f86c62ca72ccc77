import fs from "node:fs";
import path from "node:path";
import { spotMarket } from "../../facts";
import { comparePatterns, environmentsOf } from "../cost/comparison/compare";
import { workloadSchema, type Workload } from "../cost/comparison/workload";
import { PriceBook } from "../cost/price-book";
import { readSheets } from "../cost/sources";
import { InputError } from "../input-error";
import type { Plan } from "../plan";
import { readLocatedYaml, type Fault } from "../project/located-yaml";
import { readProject } from "../project/project";
import { comparisonDocument } from "../report/comparison/document";
import { comparisonMarkdown } from "../report/comparison/markdown";
import { comparisonText } from "../report/comparison/text";
import { printedJson } from "../report/json";
import { readDay } from "./as-of";
import { EXIT, type ExitCode, type Output } from "./command";
import type { CommandLine } from "./options";
import { planAsked } from "./planned";

/** The kit's own project of architectures that are compared. */
const COMPARISON = path.join(__dirname, "..", "..", "stacks", "comparison");
const WORKLOAD_FILE = "workload.yaml";

/** Plans every architecture of a project with a workload, and says what each costs and carries under it. */
export async function runComparison(line: CommandLine, output: Output): Promise<ExitCode> {
  refuseOthers(line);
  const directory = path.resolve(line.text("cwd") ?? COMPARISON);
  const workload = readWorkload(path.join(readProject(directory).programDirectory, WORKLOAD_FILE));
  const book = new PriceBook(readSheets(undefined, line.texts("prices")));
  const asOf = readDay(line.text("as-of"), "2027-01-31");
  const plans = await plansOf(workload, { line, directory, output });
  const comparison = comparePatterns(workload, plans, { book, market: spotMarket(), asOf });
  const document = comparisonDocument(workload, comparison);
  switch (line.text("format")) {
    case "json":
      output.result(printedJson(document));
      break;
    case "markdown":
      output.result(comparisonMarkdown(document));
      break;
    case undefined:
    default:
      output.result(comparisonText(document));
  }
  return EXIT.ok;
}

/**
 * Reads the workload of a comparison.
 * @throws InputError with all problems, each with its line
 */
export function readWorkload(file: string): Workload {
  if (!fs.existsSync(file)) {
    const where = path.relative(process.cwd(), file);
    const fix = "write one as stacks/comparison has it, or leave --cwd out to compare the kit's own patterns";
    throw new InputError([{ where, message: "is not there: nothing says what load to compare on", fix }]);
  }
  return readLocatedYaml(file, workloadSchema, ({ sides, claims }) =>
    claims.flatMap((claim, index) =>
      (["side", "baseline"] as const)
        .filter((key) => !sides.some(({ name }) => name === claim[key]))
        .map((key): Fault => ({
          path: ["claims", index, key],
          message: `is "${claim[key]}", expected one of ${sides.map(({ name }) => name).join(", ")}`,
          fix: "name a side",
        })),
    ),
  );
}

/** The plans of all environments that are compared, one after the other: each takes all processors already. */
async function plansOf(
  workload: Workload,
  { line, directory, output }: { readonly line: CommandLine; readonly directory: string; readonly output: Output },
): Promise<ReadonlyMap<string, readonly Plan[]>> {
  const plans = new Map<string, readonly Plan[]>();
  for (const environment of environmentsOf(workload)) {
    const text = (name: string): string | undefined => (name === "cwd" ? directory : line.text(name));
    const stacks = await planAsked({ ...line, positionals: [environment], text }, output);
    plans.set(
      environment,
      stacks.map(({ plan }) => plan),
    );
  }
  return plans;
}

const OTHERS = ["stack", "file", "usage", "tag", "against", "base", "prices-of"];

function refuseOthers(line: CommandLine): void {
  const named = [
    ...line.positionals,
    ...OTHERS.filter((name) => line.texts(name).length > 0).map((name) => `--${name}`),
  ];
  if (named.length > 0) {
    const message = "is not for --compare-patterns, which plans and loads the environments of a workload";
    throw new InputError(named.map((where) => ({ where, message, fix: "leave one of the two out" })));
  }
}
