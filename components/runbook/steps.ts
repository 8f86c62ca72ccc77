import type { AwsOperationName } from "../../facts/aws-operations";
import type { RunbookId } from "../core/runbooks";
import type { ScriptName } from "./scripts";

/** Value of a parameter of a call; `{{ Name }}` in a text stands for a parameter of the runbook. */
export type CallValue = string | boolean | number | readonly string[];

/** A call of an AWS API. */
export interface Call {
  /** The operation. */
  readonly operation: AwsOperationName;
  /** Its parameters. */
  readonly with: Readonly<Record<string, CallValue>>;
}

/** What every step says of itself. */
interface DescribedStep {
  /** Name of the step, in camel case: unique in its runbook. */
  readonly name: string;
  /** What is done, as an instruction. */
  readonly say: string;
}

/** Something that only people can do, or decide; the automation pauses until they resume it. */
export interface ManualStep extends DescribedStep {
  /** By people. */
  readonly kind: "manual";
  /**
   * Call, or command of a shell, that does it.
   *
   * @default - it takes neither
   */
  readonly command?: Call | string;
}

/** A condition that has to hold, or the automation ends. */
export interface CheckStep extends DescribedStep {
  /** A property of a response has one of some values. */
  readonly kind: "check";
  /** The call. */
  readonly call: Call;
  /** Which property of the response, as a JSONPath. */
  readonly property: string;
  /** Values that it may have. */
  readonly oneOf: readonly string[];
}

/** A condition that the automation waits for. */
export interface WaitStep extends Omit<CheckStep, "kind"> {
  /** Until a property of a response has one of some values. */
  readonly kind: "wait";
  /** How long, until the automation ends. */
  readonly seconds: number;
}

/** A decision that one of the approvers has to take. */
export interface ApproveStep extends DescribedStep {
  /** Somebody named approves or rejects. */
  readonly kind: "approve";
}

/** A call that changes something. */
export interface ActStep extends DescribedStep {
  /** A change. */
  readonly kind: "act";
  /** The call. */
  readonly call: Call;
}

/** A condition that takes more than one property to judge. */
export interface ScriptStep extends DescribedStep {
  /** A script. */
  readonly kind: "script";
  /** Which script. */
  readonly script: ScriptName;
  /** What it is given. */
  readonly with: Readonly<Record<string, string>>;
  /**
   * Step that follows where the condition does not hold; where it holds, that step is passed over.
   *
   * @default - the automation ends
   */
  readonly otherwise?: string;
}

/** One step of a runbook. */
export type RunbookStep = ManualStep | CheckStep | WaitStep | ApproveStep | ActStep | ScriptStep;

/** Something to look at before anything is done. */
export interface Look {
  /** What to look for. */
  readonly say: string;
  /**
   * The call that shows it.
   *
   * @default - it takes more than a call
   */
  readonly call?: Call;
}

/** What a runbook is told when it is started. */
export interface RunbookParameter {
  /** What it is. */
  readonly say: string;
  /** Expression that a value matches. */
  readonly pattern: string;
  /**
   * Value where none is given.
   *
   * @default - it has to be given
   */
  readonly default?: string;
}

/** A runbook: the one source of its page and, where it acts, of its automation. */
export interface Runbook {
  /** Title of the page. */
  readonly title: string;
  /** Whom the alarm is meant for: somebody now, or somebody in working hours. */
  readonly severity: "page" | "ticket";
  /** What is the case, and who is hurt by it. */
  readonly means: string;
  /** What to look at, in order. */
  readonly look: readonly Look[];
  /** What the steps are told, by name. */
  readonly parameters: Readonly<Record<string, RunbookParameter>>;
  /** What to do, in order. */
  readonly steps: readonly RunbookStep[];
  /** How to know that it is over, and what is left to do. */
  readonly after: readonly string[];
  /** Runbooks that this one may lead to. */
  readonly next: readonly RunbookId[];
}

/** Whether a runbook changes something by itself, and so is an automation too. */
export function acts({ steps }: Pick<Runbook, "steps">): boolean {
  return steps.some(({ kind }) => kind === "act");
}
