import type { ForceNewSource } from "../../facts/force-new";
import type { PlannedResource, PropertyValue, ResourceKind } from "../plan";
import type { PropertyChange } from "./property-diff";

/** What an update does to a resource. */
export const OPERATIONS = ["create", "update", "replace", "delete", "same"] as const;

/** One of {@link OPERATIONS}. */
type Operation = (typeof OPERATIONS)[number];

/** Why a resource is replaced. */
export type ReplaceReason =
  /** An input that its type does not let change; says who says so. */
  | { readonly because: "input"; readonly path: string; readonly source: ForceNewSource }
  /** An input that the program lists in `replaceOnChanges`. */
  | { readonly because: "replaceOnChanges"; readonly path: string }
  /** It moves to another region. */
  | { readonly because: "region"; readonly before: string; readonly after: string }
  /** Its provider is replaced, or is another one that manages something else. */
  | { readonly because: "provider"; readonly urn: string }
  /** A resource is replaced that it names in `replaceWith`. */
  | { readonly because: "replaceWith"; readonly urn: string }
  /** It is something of another type under the same name. */
  | { readonly because: "type"; readonly before: string; readonly after: string };

/** An option that differs between the two plans. */
interface OptionChange {
  readonly option: "protect" | "retainOnDelete" | "deleteBeforeReplace";
  readonly before: boolean;
  readonly after: boolean;
}

/** What becomes of one resource. */
export interface ResourceChange {
  readonly operation: Operation;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly kind: ResourceKind;
  /** URN it has now; absent where it keeps it. */
  readonly renamedFrom?: string;
  /** Parents before and after, where they differ. */
  readonly parent?: { readonly before: string | null; readonly after: string | null };
  readonly changes: readonly PropertyChange[];
  /** Empty unless it is replaced. */
  readonly reasons: readonly ReplaceReason[];
  readonly options: readonly OptionChange[];
  /** Present where it is replaced: whether the old one goes first. */
  readonly order?: "create first" | "delete first";
  /** Present where the old one is protected and may not go: the update would fail. */
  readonly blocked?: true;
  /** Present where the old one goes from the stack and stays in the account. */
  readonly retained?: true;
}

/** A resource in both plans. */
export interface Pair {
  readonly before: PlannedResource;
  readonly after: PlannedResource;
}

/** What becomes of a resource that only the later plan has. */
export function created({ urn, type, name, kind }: PlannedResource): ResourceChange {
  return { operation: "create", urn, type, name, kind, changes: [], reasons: [], options: [] };
}

/** What becomes of a resource that only the earlier plan has. */
export function deleted({ urn, type, name, kind, options }: PlannedResource): ResourceChange {
  const change = { operation: "delete", urn, type, name, kind, changes: [], reasons: [], options: [] } as const;
  return {
    ...change,
    ...(kind !== "component" && options.protect === true && { blocked: true }),
    ...(kind !== "component" && options.retainOnDelete === true && { retained: true }),
  };
}

/** What becomes of a resource that both plans have. */
export function kept(
  { before, after }: Pair,
  changes: readonly PropertyChange[],
  reasons: readonly ReplaceReason[],
): ResourceChange {
  const { urn, type, name, kind } = after;
  const parent = { before: before.parent ?? null, after: after.parent ?? null };
  const inPlace = changes.length > 0 ? "update" : "same";
  return {
    operation: reasons.length > 0 ? "replace" : inPlace,
    urn,
    type,
    name,
    kind,
    ...(before.urn !== urn && { renamedFrom: before.urn }),
    ...(parent.before !== parent.after && { parent }),
    changes,
    reasons,
    options: optionChanges(before, after),
    ...(reasons.length > 0 && replacement(before, after)),
  };
}

function replacement(before: PlannedResource, after: PlannedResource): Partial<ResourceChange> {
  return {
    order: after.options.deleteBeforeReplace === true ? "delete first" : "create first",
    ...(before.options.protect === true && { blocked: true }),
    ...(before.options.retainOnDelete === true && { retained: true }),
  };
}

function optionChanges(before: PlannedResource, after: PlannedResource): OptionChange[] {
  const options = ["protect", "retainOnDelete", "deleteBeforeReplace"] as const;
  return options.flatMap((option) => {
    const [former, later] = [before.options[option] ?? false, after.options[option] ?? false];
    return former === later ? [] : [{ option, before: former, after: later }];
  });
}

/** All text in a value, at any depth. */
export function textsIn(value: PropertyValue): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
