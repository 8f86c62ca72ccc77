import { z } from "zod";
import { effectiveRegion } from "../../facts/effective-region";
import { packageOf, splitUrn, typeOfUrn, urnOfReference } from "../engine/urn";
import { SECRET, SIGNATURE, UNKNOWN, type Plan, type PlannedResource, type PlanMode } from "../plan";
import type { PlannedOptions, Properties, PropertyValue, ResourceKind } from "../plan";

const Values = z.record(z.string(), z.json());
const Texts = z.array(z.string());

/** What Pulumi stores of a resource, as far as a plan needs it; also what `pulumi preview --json` shows of it. */
export const StateResource = z.looseObject({
  urn: z.string(),
  custom: z.boolean().optional(),
  external: z.boolean().optional(),
  id: z.string().optional(),
  parent: z.string().optional(),
  provider: z.string().optional(),
  inputs: Values.nullish(),
  outputs: Values.nullish(),
  dependencies: Texts.nullish(),
  propertyDependencies: z.record(z.string(), Texts.nullable()).nullish(),
  protect: z.boolean().optional(),
  retainOnDelete: z.boolean().optional(),
  ignoreChanges: Texts.nullish(),
  additionalSecretOutputs: Texts.nullish(),
  deletedWith: z.string().optional(),
});

/** One of {@link StateResource}. */
export type StateResource = z.infer<typeof StateResource>;

/** What a plan is made from. */
export interface StateSources {
  readonly resources: readonly StateResource[];
  readonly mode: PlanMode;
  /** Turns a value of the file into one of a plan. */
  readonly valueOf: (value: PropertyValue) => PropertyValue;
  /** Inputs of the default providers that the file leaves out, by package; from the stack's configuration. */
  readonly providerInputs: (packageName: string) => Properties;
}

/** Turns what Pulumi knows of a stack into a plan of it. */
export function planOfState(sources: StateSources): Plan {
  const given = sources.resources.map((resource) => plannedResource(resource, sources));
  const resources = withRegions([...missingProviders(given, sources), ...given]);
  const stack = given.find(({ type }) => type === "pulumi:pulumi:Stack");
  const place = splitUrn(given[0]?.urn ?? "");
  return {
    version: 1,
    organization: "organization",
    project: place.project,
    stack: place.stack,
    mode: sources.mode,
    resources,
    outputs: stack?.outputs ?? {},
    references: [],
    diagnostics: [],
  };
}

function plannedResource(state: StateResource, { valueOf }: StateSources): PlannedResource {
  const values = (properties: Properties | null | undefined): Properties =>
    Object.fromEntries(Object.entries(properties ?? {}).map(([name, value]) => [name, valueOf(value)]));
  const type = typeOfUrn(state.urn);
  const { id, parent, provider } = state;
  return {
    urn: state.urn,
    type,
    name: splitUrn(state.urn).name,
    kind: kindOf(type, state),
    ...whatIsSet({ id, parent, provider: provider === undefined ? provider : urnOfReference(provider) }),
    inputs: values(state.inputs),
    outputs: values(state.outputs),
    dependencies: [...(state.dependencies ?? [])].sort(),
    propertyDependencies: Object.fromEntries(
      Object.entries(state.propertyDependencies ?? {}).map(([property, urns]) => [property, urns ?? []]),
    ),
    options: optionsOf(state),
  };
}

function optionsOf(state: StateResource): PlannedOptions {
  const { protect, retainOnDelete, ignoreChanges, additionalSecretOutputs, deletedWith } = state;
  return whatIsSet({ protect, retainOnDelete, ignoreChanges, additionalSecretOutputs, deletedWith });
}

/** Values without those that Pulumi writes for nothing: none, `false`, or an empty text. */
function whatIsSet<Values extends object>(
  values: Values,
): {
  readonly [Key in keyof Values]?: NonNullable<Values[Key]>;
};
function whatIsSet(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => Boolean(value)));
}

/** A preview leaves out default providers, which say in which region everything lies. */
function missingProviders(resources: readonly PlannedResource[], { providerInputs }: StateSources): PlannedResource[] {
  const known = new Set(resources.map(({ urn }) => urn));
  const named = new Set(resources.flatMap(({ provider }) => (provider === undefined ? [] : [provider])));
  return [...named]
    .filter((urn) => !known.has(urn))
    .sort()
    .map((urn) => {
      const [type, { name }] = [typeOfUrn(urn), splitUrn(urn)];
      const inputs = providerInputs(packageOf(type));
      const nothing = { outputs: {}, dependencies: [], propertyDependencies: {}, options: {} };
      return { urn, type, name, kind: "provider", inputs, ...nothing };
    });
}

function withRegions(resources: readonly PlannedResource[]): PlannedResource[] {
  const providers = new Map(
    resources.filter(({ kind }) => kind === "provider").map(({ urn, inputs }) => [urn, inputs]),
  );
  return resources.map((resource) => {
    const providerInputs = resource.provider === undefined ? undefined : providers.get(resource.provider);
    const found = effectiveRegion({ type: resource.type, inputs: resource.inputs, providerInputs });
    return found.kind === "region" ? { ...resource, region: found.region } : resource;
  });
}

function kindOf(type: string, { custom, external }: StateResource): ResourceKind {
  if (type.startsWith("pulumi:providers:")) {
    return "provider";
  }
  if (external === true) {
    return "read";
  }
  return custom === true ? "custom" : "component";
}

/** A secret whose value nobody can read here. */
export function unreadableSecret(): Properties {
  return { [SIGNATURE]: SECRET, value: UNKNOWN };
}

/** A copy in which every value that `turn` recognises is replaced, whatever it lies in. */
export function replaced(
  value: PropertyValue,
  turn: (value: PropertyValue) => PropertyValue | undefined,
): PropertyValue {
  const turned = turn(value);
  if (turned !== undefined) {
    return turned;
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Array.isArray(value)
    ? value.map((item) => replaced(item, turn))
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaced(item, turn)]));
}
