import {
  isSecret,
  type Properties,
  type PropertyValue,
  RESOURCE_REFERENCE,
  type ResourceKind,
  SECRET,
  SIGNATURE,
  UNKNOWN,
} from "../../planner/plan";
import { aliasUrn, type DeclaredAlias } from "./alias-urn";
import type { GoalAlias, RealPreview, RealUpdate, ResourceGoal, ResourcePlan, StateResource } from "./protocol";
import { listed, type OptionsView, present, type ResourceView, sorted, type StackView, withoutEmpty } from "./view";

/** What the real engine previewed, in the shape in which it is compared. */
export function viewOfPreview({ digest, plan: { resourcePlans } }: RealPreview): StackView {
  const states = new Map(digest.steps.flatMap(({ newState }) => (newState ? [[newState.urn, newState]] : [])));
  const urns = sorted([...new Set([...states.keys(), ...Object.keys(resourcePlans)])]);
  return Object.fromEntries(urns.map((urn) => [urn, viewOf(states.get(urn) ?? { urn }, resourcePlans[urn])]));
}

/** What the real engine stored, in the shape in which it is compared. */
export function viewOfUpdate({ deployment }: RealUpdate): StackView {
  return Object.fromEntries(deployment.resources.map((state) => [state.urn, viewOf(state, { state: state.outputs })]));
}

/** What of a view is stored: `deleteBeforeReplace` is not, and aliases are not once they have been looked up. */
export function asStored(view: StackView): StackView {
  const stored = ({ deleteBeforeReplace, aliases, ...options }: OptionsView): OptionsView => options;
  return Object.fromEntries(
    Object.entries(view).map(([urn, resource]) => [urn, { ...resource, options: stored(resource.options) }]),
  );
}

/** A default provider is planned and not in the digest; a resource that is read is in the digest and not planned. */
function viewOf(state: Partial<StateResource> & { readonly urn: string }, planned: ResourcePlan = {}): ResourceView {
  const [, , types = "", ...names] = state.urn.split("::");
  const type = types.split("$").at(-1) ?? "";
  const kind = kindOf(type, state);
  return {
    type,
    name: names.join("::"),
    kind,
    parent: state.parent,
    provider: withoutId(state.provider),
    inputs: valuesOf(planned.goal?.inputDiff.adds ?? state.inputs),
    outputs: kind === "component" ? valuesOf(planned.state) : undefined,
    dependencies: sorted(state.dependencies ?? []),
    propertyDependencies: withoutEmpty(state.propertyDependencies),
    options: optionsOf(state, planned.goal),
  };
}

function kindOf(type: string, { external, custom }: Partial<StateResource>): ResourceKind {
  if (type.startsWith("pulumi:providers:")) {
    return "provider";
  }
  if (external === true) {
    return "read";
  }
  return custom === true ? "custom" : "component";
}

/** The engine refers to a provider by its URN and its id. */
function withoutId(provider: string | undefined): string | undefined {
  return provider?.slice(0, provider.lastIndexOf("::"));
}

function optionsOf(
  state: Partial<StateResource> & { readonly urn: string },
  goal: Partial<ResourceGoal> = {},
): OptionsView {
  const aliases = [...(goal.aliases ?? []), ...(goal.structuredAliases ?? []).map(declaredAlias)];
  return present<OptionsView>({
    protect: state.protect === true ? true : undefined,
    retainOnDelete: state.retainOnDelete === true ? true : undefined,
    deleteBeforeReplace: goal.deleteBeforeReplace,
    ignoreChanges: listed(state.ignoreChanges),
    replaceOnChanges: listed(state.replaceOnChanges),
    additionalSecretOutputs: listed(state.additionalSecretOutputs),
    hideDiffs: listed(state.hideDiff),
    aliases: listed(aliases.map((alias) => aliasUrn(alias, { urn: state.urn, parent: state.parent }))),
    deletedWith: state.deletedWith,
    replaceWith: listed(state.replaceWith),
    import: state.importID,
    customTimeouts: state.customTimeouts,
  });
}

/** The saved plan writes an alias in full; what was not declared is empty. */
function declaredAlias({ URN, Name, Type, Stack, Project, Parent, NoParent }: GoalAlias): DeclaredAlias {
  const set = (text: string): string | undefined => (text === "" ? undefined : text);
  return URN !== ""
    ? URN
    : present<Exclude<DeclaredAlias, string>>({
        name: set(Name),
        type: set(Type),
        stack: set(Stack),
        project: set(Project),
        parent: set(Parent),
        noParent: NoParent ? true : undefined,
      });
}

/**
 * Values as the engine stores them, in a plan's notation. The engine writes a secret's value as JSON text, and in a
 * reference to a resource an unknown id, and a package version that is not given, as an empty text.
 */
export function valuesOf(properties: Properties | null | undefined): Properties {
  return Object.fromEntries(Object.entries(properties ?? {}).map(([name, value]) => [name, valueOf(value)]));
}

function valueOf(value: PropertyValue): PropertyValue {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(valueOf);
  }
  if (isSecret(value)) {
    return { [SIGNATURE]: SECRET, value: valueOf(JSON.parse(String(value["plaintext"]))) };
  }
  return value[SIGNATURE] === RESOURCE_REFERENCE ? referenceOf(value) : valuesOf(value);
}

function referenceOf({ packageVersion, id, ...reference }: Properties): Properties {
  return present<Properties>({
    ...reference,
    id: id === "" ? UNKNOWN : id,
    packageVersion: packageVersion === "" ? undefined : packageVersion,
  });
}
