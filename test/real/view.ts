import type { Properties, ResourceKind } from "../../planner/plan";

/**
 * One resource in the shape in which the two engines are compared. What is left out, and why:
 * - ids and outputs of custom resources: a provider decides them, and the one attached here only echoes;
 * - `version` and `pluginDownloadURL`: the engine does not store them, they show as the provider that is used;
 * - construction sites: both get them from the SDK.
 */
export interface ResourceView {
  readonly type: string;
  readonly name: string;
  readonly kind: ResourceKind;
  readonly parent: string | undefined;
  /** URN of the provider, without its id. */
  readonly provider: string | undefined;
  readonly inputs: Properties;
  /** What a component or the stack registered as its outputs. */
  readonly outputs: Properties | undefined;
  readonly dependencies: readonly string[];
  /** Dependencies by input; an input without any is left out. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: OptionsView;
}

/** Options in one shape: lists sorted; what is not set, or set to nothing, is left out. */
export interface OptionsView {
  readonly protect?: true;
  readonly retainOnDelete?: true;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly hideDiffs?: readonly string[];
  /** URNs. */
  readonly aliases?: readonly string[];
  readonly deletedWith?: string;
  readonly replaceWith?: readonly string[];
  readonly import?: string;
  /** Seconds, by operation. */
  readonly customTimeouts?: Readonly<Record<string, number>>;
}

/** A stack in the shape in which the two engines are compared: its resources, by URN. */
export type StackView = Readonly<Record<string, ResourceView>>;

/** A set of values without those that are not set. */
export function present<T extends object>(values: { readonly [Key in keyof T]: T[Key] | undefined }): T;
export function present(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** A copy in a fixed order. */
export function sorted(values: readonly string[]): readonly string[] {
  return [...values].sort();
}

/** A list in a fixed order, without repetitions; an empty one is the same as none. */
export function listed(values: readonly string[] | undefined): readonly string[] | undefined {
  return values === undefined || values.length === 0 ? undefined : sorted([...new Set(values)]);
}

/** Lists in a fixed order, without the empty ones. */
export function withoutEmpty(
  lists: Readonly<Record<string, readonly string[] | null>> = {},
): Readonly<Record<string, readonly string[]>> {
  const filled = Object.entries(lists).flatMap(([name, urns]) =>
    urns && urns.length > 0 ? [[name, sorted(urns)]] : [],
  );
  return Object.fromEntries(filled);
}
