import path from "node:path";
import { describeEnvironment, type EnvironmentStack } from "../environment";
import { readPlans } from "../import/read-plans";
import { InputError } from "../input-error";
import { readProject } from "../project/project";
import { residencyDocument, type ResidencyDocument } from "../report/residency/document";
import { residencyMarkdown } from "../report/residency/markdown";
import { residencyText } from "../report/residency/text";
import { fleetOf, type FleetStack } from "../residency/fleet";
import { proveResidency } from "../residency/prove";
import type { SchemaLookup } from "../residency/schema-proof";
import { planSuccessfully } from "../run/planned";
import { schemaFolder, schemasIn } from "../run/residency";
import { WorkerProcess } from "../run/worker-process";
import { printedJson } from "../report/json";
import { EXIT, type Command, type Output } from "./command";
import type { CommandLine, OptionSpec } from "./options";
import { PLAN_OPTIONS } from "./plan-options";
import { requestOf } from "./planned";

const FORMATS = ["text", "json", "markdown"] as const;

/** Options of every command that proves residency. */
export const SCHEMA_OPTIONS = {
  schemas: {
    type: "string",
    value: "DIR",
    help: "folder of the schemas that streams declare, as <name>@<version>.json (default: schemas of the program)",
  },
} as const satisfies Record<string, OptionSpec>;

/** Proves that the data of each partition stay inside it, or says which input of which resource takes them out. */
export const residency: Command = {
  name: "residency",
  summary: "Prove that the data of each partition stay inside it: every store, every way out, with evidence.",
  usage: "[environment]",
  options: {
    ...PLAN_OPTIONS,
    file: {
      type: "string",
      multiple: true,
      value: "FILE",
      help: "judge this `planner plan`, `pulumi preview --json` or `pulumi stack export` (repeatable)",
    },
    ...SCHEMA_OPTIONS,
    format: { type: "string", value: "FORMAT", choices: FORMATS, help: "text (default), json or markdown" },
  },
  async run(line, output) {
    const { stacks, environment } = await judged(line, output);
    const fleet = fleetOf(stacks, environment);
    if (fleet.zones.length === 0) {
      throw new InputError([withoutZone(line)]);
    }
    const proof = proveResidency(fleet, lookupFor(line));
    const names = stacks.map(({ plan }) => plan.stack);
    const document = residencyDocument(line.positionals[0], names, proof);
    output.result(RENDERERS[FORMATS.find((name) => name === line.text("format")) ?? "text"](document));
    return document.verdict === "proven" ? EXIT.ok : EXIT.findings;
  },
};

interface JudgedFleet {
  readonly stacks: readonly FleetStack[];
  readonly environment: readonly EnvironmentStack[];
}

/** What is planned, or what files hold; in both cases an environment that is named says what binds it. */
async function judged(line: CommandLine, output: Output): Promise<JudgedFleet> {
  const files = line.texts("file");
  if (files.length > 0) {
    return fromFiles(files, line);
  }
  let environment: readonly EnvironmentStack[] = [];
  const stacks = await planSuccessfully(requestOf(line), {
    progress: output.progress,
    planned: (_, all) => void (environment = all),
  });
  return { stacks, environment };
}

async function fromFiles(files: readonly string[], line: CommandLine): Promise<JudgedFleet> {
  if (line.texts("stack").length > 0) {
    const message = "asks for a program to be planned, and --file for files to be judged";
    throw new InputError([{ where: "--stack", message, fix: "leave one of the two out" }]);
  }
  const environment = await describedBy(line);
  const byName = new Map(environment.map((stack) => [stack.name, stack]));
  const stacks = files
    .flatMap((file) => readPlans(file))
    .map((plan) => {
      const described = byName.get(plan.stack);
      return { plan, ...(described !== undefined && { described }) };
    });
  return { stacks, environment };
}

async function describedBy(line: CommandLine): Promise<readonly EnvironmentStack[]> {
  const { environment, directory } = requestOf(line);
  if (environment === undefined) {
    return [];
  }
  const worker = new WorkerProcess();
  try {
    return await describeEnvironment(readProject(directory), environment, worker);
  } finally {
    worker.stop();
  }
}

/** The folder that was named, or the program's own. */
export function lookupFor(line: CommandLine): SchemaLookup {
  const named = line.text("schemas");
  return schemasIn(named === undefined ? schemaFolder(path.resolve(line.text("cwd") ?? ".")) : path.resolve(named));
}

function withoutZone(line: CommandLine) {
  return {
    where: line.positionals[0] ?? line.texts("file")[0] ?? "arguments",
    message: "names no residency partition, and no tag `residency` of a resource names a regime",
    fix: "name an environment, or tag resources with a regime such as eu-gdpr",
  };
}

const RENDERERS: Readonly<Record<(typeof FORMATS)[number], (document: ResidencyDocument) => string>> = {
  text: residencyText,
  json: printedJson,
  markdown: residencyMarkdown,
};
