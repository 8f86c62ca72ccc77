import type { PolicyEvent } from "@pulumi/pulumi/automation";

import type { PlanMode, Properties } from "../../planner/plan";

/** Where a program comes from: a file of the corpus, or a project's folder. */
export type ProgramSource = { readonly corpus: string } | { readonly folder: string };

/** Configuration of a stack, as the Automation API takes it. */
export type StackConfig = Readonly<Record<string, { readonly value: string; readonly secret?: boolean }>>;

/** What the real engine is asked to do. */
export interface RealRequest {
  readonly action: "preview" | "judge" | "up" | "measure";
  /** Folder for state and files of this run. */
  readonly folder: string;
  readonly project: string;
  readonly stack: string;
  readonly config: StackConfig;
  readonly program: ProgramSource;
  /** Folders of the policy packs that judge. */
  readonly policyPacks?: readonly string[];
  /** Files that configure them, one for each. */
  readonly policyPackConfigs?: readonly string[];
}

/** What the planner is asked to plan. */
export interface PlanRequest {
  readonly project: string;
  readonly stack: string;
  readonly mode: PlanMode;
  readonly config: StackConfig;
  readonly program: ProgramSource;
  /** Outputs of other stacks, as `organization/project/stack`. */
  readonly stackOutputs: Readonly<Record<string, Properties>>;
  /** Answers to functions, by token. */
  readonly invokes: Readonly<Record<string, Properties>>;
}

/** What the attached provider knows beyond the inputs it is given. */
export interface ProviderAnswers {
  /** Results of functions, by token; a function without one returns its arguments. */
  readonly invokes: Readonly<Record<string, Properties>>;
  /** Outputs that an update adds to the inputs, or has in their place, by URN. */
  readonly outputs: Readonly<Record<string, Properties>>;
  /** Ids that an update assigns, by URN; the others are derived from the URN. */
  readonly ids: Readonly<Record<string, string>>;
}

/** A resource as the engine stores it; only what is compared. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly external?: boolean;
  readonly parent?: string;
  readonly provider?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly hideDiff?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly deletedWith?: string;
  readonly replaceWith?: readonly string[];
  readonly importID?: string;
  readonly aliases?: readonly string[];
  /** Seconds, by operation. */
  readonly customTimeouts?: Readonly<Record<string, number>>;
}

/** What the engine was asked to reach; only what the stored state does not have. */
export interface ResourceGoal {
  readonly name: string;
  readonly inputDiff: { readonly adds?: Properties };
  readonly deleteBeforeReplace?: boolean;
  readonly aliases?: readonly string[];
  readonly structuredAliases?: readonly GoalAlias[];
}

/** An alias in the saved plan. */
export interface GoalAlias {
  readonly URN: string;
  readonly Name: string;
  readonly Type: string;
  readonly Stack: string;
  readonly Project: string;
  readonly Parent: string;
  readonly NoParent: boolean;
}

/** One resource of a saved plan. */
export interface ResourcePlan {
  readonly goal?: ResourceGoal;
  /** Its outputs. */
  readonly state?: Properties | null | undefined;
}

/** What a preview under the real engine showed. */
export interface RealPreview {
  readonly digest: { readonly steps: readonly { readonly op: string; readonly newState?: StateResource }[] };
  readonly plan: { readonly resourcePlans: Readonly<Record<string, ResourcePlan>> };
  /** What policy packs said, if there were any. */
  readonly policyEvents: readonly PolicyEvent[];
}

/** What policy packs said during a preview under the real engine. */
export interface RealJudgement {
  readonly policyEvents: readonly PolicyEvent[];
}

/** What an update under the real engine left. */
export interface RealUpdate {
  readonly deployment: { readonly resources: readonly StateResource[] };
}

/** How long a preview took under the real engine. */
export interface RealMeasure {
  readonly resources: number;
  readonly ms: number;
}

/** What the real engine answers. */
export type RealResponse = RealPreview | RealJudgement | RealUpdate | RealMeasure;
