import type * as messages from "@pulumi/pulumi/proto/resource_pb";
import { UNKNOWN, type PlanMode, type PlannedResource, type Properties, type Site } from "../plan";
import { appliedState } from "./applied";
import { containsUnknown } from "./contains";
import { DefaultProviders } from "./default-providers";
import { framesOf, propertiesOf, type Frame, type Goal } from "./goal";
import { placementOf, withSecretOutputs } from "./placement";
import type { PlanBuilder } from "./plan-builder";
import { packageOf, urnOf, urnOfAlias, urnOfReference } from "./urn";

/** What the registrar needs to know of the run. */
export interface RegistrarOptions {
  /** Name of the stack. */
  readonly stack: string;
  /** Name of the project. */
  readonly project: string;
  /** How computed outputs are answered. */
  readonly mode: PlanMode;
  /** Configuration by full key, from which default providers are made. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys of `config` whose values are secret. */
  readonly secretConfig: readonly string[];
  /** Turns the frame of a stack trace into a place in the project; absent where sites are not wanted. */
  readonly siteOf?: (frame: Frame) => Site | undefined;
}

/** A parameterized package, as a program registered it. */
export interface Package {
  /** Name of the package. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
}

interface ProviderChoice {
  getProvider(): string;
  getVersion(): string;
  getPlugindownloadurl(): string;
}

const PROVIDER_PREFIX = "pulumi:providers:";

/** Places what a program registers or reads in the stack: URN, provider, region, id, outputs. */
export class Registrar {
  readonly #providers: DefaultProviders;
  readonly #providersOfParents = new Map<string, Readonly<Record<string, string>>>();
  readonly #packages = new Map<string, Package>();

  constructor(
    private readonly options: RegistrarOptions,
    private readonly builder: PlanBuilder,
  ) {
    this.#providers = new DefaultProviders(options, (provider) => builder.add(provider));
  }

  /** Remembers a parameterized package and returns the reference by which resources name it. */
  addPackage(added: Package): string {
    const reference = `${added.name}@${added.version}`;
    this.#packages.set(reference, added);
    return reference;
  }

  /** Plans a resource that is registered. */
  register(goal: Goal, request: messages.RegisterResourceRequest): PlannedResource {
    this.inherit(goal);
    const urn = urnOf(this.options, goal, goal.parent);
    const provider = this.providerFor(goal, request.getPackageref());
    const state = this.stateOf(goal, urn, provider);
    const aliases = [...new Set(goal.aliases.map((alias) => urnOfAlias(alias, { ...goal, urn })))];
    const sites = this.sitesOf(request);
    const resource: PlannedResource = {
      ...this.identity({ ...goal, urn, provider }),
      kind: kindOf(goal),
      ...state,
      inputs: goal.inputs,
      outputs: withSecretOutputs(state.outputs, goal.options.additionalSecretOutputs ?? []),
      dependencies: [...goal.dependencies].sort(),
      propertyDependencies: sortedDependencies(goal.propertyDependencies),
      options: { ...goal.options, ...(aliases.length > 0 && { aliases }) },
      ...(sites.length > 0 && { sites }),
    };
    this.builder.add(resource);
    this.#providersOfParents.set(urn, provider === "" ? goal.providers : { [packageOf(goal.type)]: provider });
    return resource;
  }

  /**
   * Plans a resource that exists already and is read.
   * @param reference state of a stack reference; absent for a resource of a provider
   */
  read(request: messages.ReadResourceRequest, reference: Properties | undefined): PlannedResource {
    const [type, name, parent, id] = [request.getType(), request.getName(), request.getParent(), request.getId()];
    const urn = urnOf(this.options, { type, name }, parent);
    const inputs = propertiesOf(request.getProperties());
    const provider = this.providerOf(type, request);
    const place = placementOf(type, inputs, this.inputsOfProvider(provider));
    const existing = id === UNKNOWN ? {} : { existingId: id };
    const subject = { urn, type, name, inputs, ...existing, ...place };
    const known = this.options.mode === "as-applied" ? appliedState(subject).outputs : {};
    const resource: PlannedResource = {
      ...this.identity({ urn, type, name, parent, provider }),
      kind: "read",
      ...(id !== UNKNOWN && { id }),
      ...(place.region !== undefined && { region: place.region }),
      inputs,
      outputs: withSecretOutputs(reference ?? { ...known, ...inputs }, request.getAdditionalsecretoutputsList()),
      dependencies: [...request.getDependenciesList()].sort(),
      propertyDependencies: {},
      options: {},
    };
    this.builder.add(resource);
    return resource;
  }

  /** Reference to the provider that a function call or a read goes through. */
  providerOf(type: string, request: ProviderChoice): string {
    const own = request.getProvider();
    const [version, pluginDownloadURL] = [request.getVersion(), request.getPlugindownloadurl()];
    return own === "" ? this.#providers.reference({ type, version, pluginDownloadURL }, UNKNOWN) : own;
  }

  /** Inputs of the provider that a reference names. */
  inputsOfProvider(reference: string): Properties {
    return reference === "" ? {} : (this.builder.get(urnOfReference(reference))?.inputs ?? {});
  }

  /** Takes what a resource does not say itself from its parent, and a provider's version from its plugin's. */
  private inherit(goal: Goal): void {
    const parent = this.builder.get(goal.parent);
    if (goal.parent !== "" && parent === undefined) {
      throw new Error(`its parent ${goal.parent} is no resource of this stack`);
    }
    const { protect, retainOnDelete, deletedWith } = parent?.options ?? {};
    goal.options = {
      ...(protect !== undefined && { protect }),
      ...(retainOnDelete !== undefined && { retainOnDelete }),
      ...(deletedWith !== undefined && { deletedWith }),
      ...goal.options,
    };
    const { version } = goal.options;
    if (goal.type.startsWith(PROVIDER_PREFIX) && version !== undefined) {
      goal.inputs = { ...goal.inputs, version };
    }
  }

  private identity(resource: { urn: string; type: string; name: string; parent: string; provider: string }) {
    const { urn, type, name, parent, provider } = resource;
    return {
      urn,
      type,
      name,
      ...(parent !== "" && { parent }),
      ...(provider !== "" && { provider: urnOfReference(provider) }),
    };
  }

  private stateOf(goal: Goal, urn: string, provider: string): { id?: string; region?: string; outputs: Properties } {
    if (!goal.custom) {
      return { outputs: {} };
    }
    if (goal.type.startsWith(PROVIDER_PREFIX)) {
      return { outputs: goal.inputs };
    }
    const place = placementOf(goal.type, goal.inputs, this.inputsOfProvider(provider));
    const region = place.region === undefined ? {} : { region: place.region };
    if (this.options.mode === "unknowns") {
      // A provider that is not configured yet is not asked: not even what it was given comes back.
      const outputs = containsUnknown(this.inputsOfProvider(provider)) ? {} : goal.inputs;
      return { ...region, outputs, ...(goal.options.import !== undefined && { id: goal.options.import }) };
    }
    const adopted = goal.options.import === undefined ? {} : { existingId: goal.options.import };
    const { type, name, inputs } = goal;
    const { id, outputs } = appliedState({ urn, type, name, inputs, ...adopted, ...place });
    return { ...region, ...(id !== undefined && { id }), outputs: { ...inputs, ...outputs } };
  }

  private providerFor(goal: Goal, packageRef: string): string {
    if (!goal.custom || goal.type.startsWith(PROVIDER_PREFIX)) {
      return "";
    }
    const inherited = this.#providersOfParents.get(goal.parent)?.[packageOf(goal.type)];
    const reference = goal.provider === "" ? inherited : goal.provider;
    const version = this.#packages.get(packageRef)?.version ?? goal.options.version ?? "";
    const pluginDownloadURL = goal.options.pluginDownloadURL ?? "";
    return reference ?? this.#providers.reference({ type: goal.type, version, pluginDownloadURL }, UNKNOWN);
  }

  private sitesOf(request: messages.RegisterResourceRequest): readonly Site[] {
    const { siteOf } = this.options;
    const frames = siteOf === undefined ? [] : framesOf(request.getStacktrace());
    return frames.flatMap((frame) => siteOf?.(frame) ?? []);
  }
}

function kindOf({ custom, type }: Goal): PlannedResource["kind"] {
  if (!custom) {
    return "component";
  }
  return type.startsWith(PROVIDER_PREFIX) ? "provider" : "custom";
}

function sortedDependencies(dependencies: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  const filled = Object.entries(dependencies).filter(([, urns]) => urns.length > 0);
  const sorted = filled.sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, urns]) => [key, [...urns].sort()]));
}
