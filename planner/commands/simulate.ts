import path from "node:path";
import { readPlans } from "../import/read-plans";
import { InputError } from "../input-error";
import type { Plan } from "../plan";
import { readLocatedYaml } from "../project/located-yaml";
import { Undecided } from "../resource/reader";
import { simulationDocument } from "../report/simulation/document";
import { simulationText } from "../report/simulation/text";
import { spotMarket } from "../../facts";
import { loadPrices } from "../cost/load-prices";
import { PriceBook } from "../cost/price-book";
import { readSheets } from "../cost/sources";
import { scenarioFaults, scenarioSchema, type Scenario } from "../simulate/scenario";
import { simulateWithCosts, type Simulation } from "../simulate/simulate";
import { printedJson } from "../report/json";
import { EXIT, type Command, type Output } from "./command";
import { named } from "./edits";
import type { CommandLine } from "./options";
import { PLAN_OPTIONS } from "./plan-options";
import { planAsked } from "./planned";

const { stack: _, ...OPTIONS } = PLAN_OPTIONS;

/** Runs a load through the autoscalers and pools of a stack. */
export const simulate: Command = {
  name: "simulate",
  summary:
    "Run a load through what a stack has: autoscalers, pools, functions, streams, databases; what stands in the way.",
  usage: "<scenario.yaml>",
  options: {
    ...OPTIONS,
    file: {
      type: "string",
      multiple: true,
      value: "FILE",
      help: "take the stack from this `planner plan`, `pulumi preview --json` or `pulumi stack export` (repeatable)",
    },
    format: { type: "string", value: "FORMAT", choices: ["text", "json"], help: "text (default) or json" },
  },
  async run(line, output) {
    const [file] = named(line, ["scenario"]);
    const scenario = readLocatedYaml(path.resolve(file), scenarioSchema, scenarioFaults);
    const { runs, costs } = simulated(await planOf(scenario, line, output), scenario, file);
    const document = simulationDocument(scenario, runs, costs);
    output.result(line.text("format") === "json" ? printedJson(document) : simulationText(document));
    return document.summary.failures > 0 ? EXIT.findings : EXIT.ok;
  },
};

/** The plan of the scenario's stack: from files, or planned now. */
async function planOf(scenario: Scenario, line: CommandLine, output: Output): Promise<Plan> {
  const files = line.texts("file");
  const plans =
    files.length > 0
      ? files.flatMap((file) => readPlans(file))
      : (await planAsked(onlyStack(line, scenario.stack), output)).map(({ plan }) => plan);
  const found = plans.find(({ stack }) => stack === scenario.stack);
  if (found === undefined) {
    const known = plans.map(({ stack }) => stack).join(", ");
    throw new InputError([
      { where: "stack", message: `is "${scenario.stack}", expected one of ${known}`, fix: "correct the scenario" },
    ]);
  }
  return found;
}

/** The same command line, asking for one stack alone. */
function onlyStack(line: CommandLine, stack: string): CommandLine {
  return { ...line, positionals: [], texts: (name) => (name === "stack" ? [stack] : line.texts(name)) };
}

function simulated(plan: Plan, scenario: Scenario, file: string): Simulation {
  const basis = { book: new PriceBook(readSheets(undefined, [])), market: spotMarket() };
  try {
    return simulateWithCosts(plan, scenario, loadPrices(plan, basis));
  } catch (error) {
    if (error instanceof Undecided) {
      const fix = "correct the scenario, or the stack that it names";
      throw new InputError([{ where: path.relative(process.cwd(), path.resolve(file)), message: error.message, fix }]);
    }
    throw error;
  }
}
