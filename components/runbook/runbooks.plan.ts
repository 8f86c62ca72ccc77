import { RUNBOOK_IDS, type RunbookId } from "../core/runbooks";
import { rightsOf, type RightsStatement, type RightsScope } from "./automation-rights";
import { RUNBOOKS } from "./library";
import { SCRIPTS } from "./scripts";
import { acts, type Call, type CheckStep, type Runbook, type RunbookStep, type ScriptStep } from "./steps";

/** How long a person may take to approve or to go on: what Automation allows by itself. */
export const PATIENCE_SECONDS = 604_800;

/** One step of a document of SSM Automation. */
export interface AutomationStep {
  readonly name: string;
  readonly action: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /**
   * How long it may take.
   *
   * @default - what Automation allows
   */
  readonly timeoutSeconds?: number;
  /**
   * What follows where it fails.
   *
   * @default - the automation ends
   */
  readonly onFailure?: string;
  /**
   * Whether its failure is that of the automation.
   *
   * @default - its failure is the automation's
   */
  readonly isCritical?: boolean;
  /**
   * Step that follows.
   *
   * @default - the step that follows
   */
  readonly nextStep?: string;
  /**
   * Whether it is the last.
   *
   * @default - the automation goes on
   */
  readonly isEnd?: true;
}

/** What a document holds, but for the role that it assumes. */
export interface AutomationContent {
  readonly schemaVersion: "0.3";
  readonly description: string;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly mainSteps: readonly AutomationStep[];
}

/** One automation, with every choice made. */
export interface PlannedAutomation<Value = string> {
  readonly documentName: string;
  readonly content: AutomationContent;
  readonly rights: readonly RightsStatement<Value>[];
}

/** What decides the automations of a region. */
export interface RunbooksPlanArgs<Value = string> extends RightsScope<Value> {
  /** What the names of the documents start with: `<prefix>-<id>`. */
  readonly namePrefix: string;
  /** ARNs of the users and roles that may approve. */
  readonly approverArns: readonly Value[];
}

/** Runbooks that act, and so are automations. */
export const AUTOMATED: readonly RunbookId[] = RUNBOOK_IDS.filter((id) => acts(RUNBOOKS[id]));

/** Plans a document for every runbook that acts, by its id. */
export function planAutomations<Value = string>(
  args: RunbooksPlanArgs<Value>,
): Readonly<Record<string, PlannedAutomation<Value>>> {
  const planned = AUTOMATED.map((id): readonly [string, PlannedAutomation<Value>] => [
    id,
    {
      documentName: `${args.namePrefix}-${id}`,
      content: contentOf(RUNBOOKS[id], args.approverArns),
      rights: rightsOf(RUNBOOKS[id].steps, args),
    },
  ]);
  return Object.fromEntries(planned);
}

function contentOf(runbook: Runbook, approvers: readonly unknown[]): AutomationContent {
  const { title, means, parameters, steps } = runbook;
  const declared = Object.entries(parameters).map(([name, { say, pattern, default: value }]) => [
    name,
    { type: "String", description: say, allowedPattern: pattern, ...(value === undefined ? {} : { default: value }) },
  ]);
  return {
    schemaVersion: "0.3",
    description: `${title}. ${means}`,
    parameters: Object.fromEntries(declared),
    mainSteps: steps.map((step, index) => ({
      ...stepOf(step, approvers),
      ...flowOf(steps, index),
    })),
  };
}

/** Where the automation goes after a step, where that is not simply on. */
function flowOf(steps: readonly RunbookStep[], index: number): Partial<AutomationStep> {
  const step = steps[index];
  if (step?.kind === "script" && step.otherwise !== undefined) {
    const after = steps[index + 2]?.name;
    return {
      onFailure: `step:${step.otherwise}`,
      isCritical: false,
      ...(after === undefined ? {} : { nextStep: after }),
    };
  }
  return index === steps.length - 1 ? { isEnd: true } : {};
}

function stepOf(step: RunbookStep, approvers: readonly unknown[]): AutomationStep {
  const { name, say: description } = step;
  switch (step.kind) {
    case "manual":
      return { name, description, action: "aws:pause", timeoutSeconds: PATIENCE_SECONDS, inputs: {} };
    case "approve":
      return {
        ...{ name, description, action: "aws:approve", timeoutSeconds: PATIENCE_SECONDS, onFailure: "Abort" },
        inputs: { Message: description, MinRequiredApprovals: 1, Approvers: approvers },
      };
    case "act":
      return { name, description, action: "aws:executeAwsApi", inputs: inputsOf(step.call) };
    case "check":
      return { name, description, action: "aws:assertAwsResourceProperty", inputs: propertyInputs(step) };
    case "wait":
      return {
        ...{ name, description, action: "aws:waitForAwsResourceProperty", timeoutSeconds: step.seconds },
        inputs: propertyInputs(step),
      };
    case "script":
      return { name, description, action: "aws:executeScript", inputs: scriptInputs(step) };
  }
}

function inputsOf({ operation, with: given }: Call): Readonly<Record<string, unknown>> {
  const [service, api] = operation.split(":");
  return { Service: service, Api: api, ...given };
}

function propertyInputs({ call, property, oneOf }: Pick<CheckStep, "call" | "property" | "oneOf">) {
  return { ...inputsOf(call), PropertySelector: property, DesiredValues: oneOf };
}

function scriptInputs({ script, with: given }: ScriptStep): Readonly<Record<string, unknown>> {
  const { handler, python } = SCRIPTS[script];
  return { Runtime: "python3.11", Handler: handler, InputPayload: given, Script: `${python.join("\n")}\n` };
}
