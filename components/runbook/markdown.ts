import { type RunbookId, RUNBOOK_IDS } from "../core/runbooks";
import { RUNBOOKS } from "./library";
import { SCRIPTS } from "./scripts";
import { acts, type Call, type CallValue, type Look, type Runbook, type RunbookStep, type ScriptStep } from "./steps";

const NOTICE = "<!-- Generated from components/runbook by scripts/generate-runbooks.ts. -->";

/** Every page of the folder of runbooks, by the name of its file. */
export function renderPages(): Readonly<Record<string, string>> {
  const pages = RUNBOOK_IDS.map((id) => [`${id}.md`, renderRunbook(id)] as const);
  return Object.fromEntries([["README.md", renderIndex()], ...pages]);
}

/** The page of a runbook. */
export function renderRunbook(id: RunbookId): string {
  const runbook = RUNBOOKS[id];
  const sections = [
    NOTICE,
    `# ${runbook.title}`,
    `\`${id}\` · ${runbook.severity === "page" ? "somebody acts now" : "somebody acts in working hours"}`,
    runbook.means,
    "## Look",
    runbook.look.map(renderLook).join("\n"),
    "## Act",
    ...renderParameters(runbook),
    runbook.steps.map((step, index) => renderStep(step, index + 1)).join("\n"),
    ...renderAutomation(id, runbook),
    "## Afterwards",
    runbook.after.map((line) => `- ${line}`).join("\n"),
    "## It may lead to",
    runbook.next.map((next) => `- [${RUNBOOKS[next].title}](${next}.md)`).join("\n"),
  ];
  return `${sections.join("\n\n").replaceAll(/\n{3,}/g, "\n\n")}\n`;
}

/** The page that lists all runbooks. */
function renderIndex(): string {
  const rows = RUNBOOK_IDS.map((id) => {
    const { title, severity } = RUNBOOKS[id];
    return `| [\`${id}\`](${id}.md) | ${title} | ${severity} | ${acts(RUNBOOKS[id]) ? "yes" : "no"} |`;
  });
  return `${[
    NOTICE,
    "# Runbooks",
    "What to do when an alarm rings. The description of each alarm ends in the address of its runbook: the environment's `runbooks`, and the name of a file of this folder. Publish the folder at that address. Pages and automations are made from one source, [`components/runbook`](../../components/runbook); a page that differs from it fails a test.",
    ["| runbook | when | for | automation |", "| ------- | ---- | --- | ---------- |", ...rows].join("\n"),
    "A `page` is for somebody now, a `ticket` for somebody in working hours. An automation is a document of SSM, made by the component `Runbooks`, that checks, asks for approval, acts and waits; the steps of its page do the same by hand.",
  ].join("\n\n")}\n`;
}

function renderLook({ say, call }: Look): string {
  return call === undefined ? `- ${say}` : `- ${say}\n\n${block(cliOf(call), "  ")}\n`;
}

function renderParameters({ parameters }: Runbook): string[] {
  const names = Object.entries(parameters);
  if (names.length === 0) {
    return [];
  }
  const rows = names.map(([name, { say, default: value }]) => `| \`${name}\` | ${say} | ${value ?? "required"} |`);
  return [["| parameter | what | default |", "| --------- | ---- | ------- |", ...rows].join("\n")];
}

function renderStep(step: RunbookStep, number: number): string {
  const line = `${number}. **${inWords(step.name)}.** ${step.say}${remarkOn(step)}`;
  const command = commandOf(step);
  return command === undefined ? line : `${line}\n\n${block(command, "   ")}\n`;
}

/** A step's name in words. */
function inWords(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function remarkOn(step: RunbookStep): string {
  switch (step.kind) {
    case "check":
      return ` \`${step.property}\` has to be ${oneOf(step.oneOf)}.`;
    case "wait":
      return ` Until \`${step.property}\` is ${oneOf(step.oneOf)}, for ${step.seconds / 60} minutes at most.`;
    case "approve":
      return " An approver decides.";
    case "script":
      return step.otherwise === undefined ? "" : ` Where it holds, pass over *${inWords(step.otherwise)}*.`;
    case "act":
    case "manual":
      return "";
  }
}

function oneOf(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(" or ");
}

function commandOf(step: RunbookStep): string | undefined {
  switch (step.kind) {
    case "manual":
      return typeof step.command === "object" ? cliOf(step.command) : step.command;
    case "approve":
      return undefined;
    case "script":
      return scriptCommand(step);
    case "act":
    case "check":
    case "wait":
      return cliOf(step.call);
  }
}

/** The command of a script, with what it is given in place of the names. */
function scriptCommand({ script, with: given }: ScriptStep): string {
  return Object.entries(given).reduce(
    (command, [name, value]) =>
      command.replaceAll(new RegExp(`\\$(\\{?)${name}\\b`, "g"), (_, brace: string) => shell(value, brace)),
    SCRIPTS[script].command as string,
  );
}

function shell(value: string, brace: string): string {
  const parameter = /^\{\{ (\w+) \}\}$/.exec(value)?.[1];
  return parameter === undefined ? value : `$${brace}${parameter}`;
}

function renderAutomation(id: RunbookId, runbook: Runbook): string[] {
  if (!acts(runbook)) {
    return [];
  }
  const parameters = Object.keys(runbook.parameters).map((name) => `"${name}=$${name}"`);
  const command = [
    `aws ssm start-automation-execution --document-name "$Prefix-${id}"`,
    `--parameters ${parameters.join(" ")}`,
  ];
  return [
    "## As an automation",
    "The same steps, where the component `Runbooks` has made the automation in this region; a step by hand pauses it until somebody resumes it, and an approval lasts up to seven days.",
    block(command.join(" \\\n  "), ""),
  ];
}

/** A call as a command of the AWS CLI. */
export function cliOf({ operation, with: given }: Call): string {
  const [service = "", api = ""] = operation.split(":");
  const options = Object.entries(given).map(([name, value]) => optionOf(name, value));
  return [`aws ${service} ${kebab(api)}`, ...options].join(options.length > 1 ? " \\\n  " : " ");
}

function optionOf(name: string, value: CallValue): string {
  const option = kebab(name);
  if (typeof value === "boolean") {
    return value ? `--${option}` : `--no-${option}`;
  }
  const values = typeof value === "object" ? value : [String(value)];
  return `--${option} ${values.map(quoted).join(" ")}`;
}

function quoted(value: string): string {
  return value.includes("{{") ? `"${value.replaceAll(/\{\{ (\w+) \}\}/g, "$$$1")}"` : value;
}

/** A name of the API as the CLI writes it: `DBClusterIdentifier` is `db-cluster-identifier`. */
function kebab(name: string): string {
  return name
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();
}

function block(code: string, indent: string): string {
  return ["```sh", ...code.split("\n"), "```"].map((line) => `${indent}${line}`).join("\n");
}
