import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type * as messages from "@pulumi/pulumi/proto/resource_pb";
import { UNKNOWN, type PlanMode, type PlannedResource, type Properties, type Site } from "../plan";
import { appliedState } from "./applied";
import { DefaultProviders } from "./default-providers";
import { framesOf, goalOf, propertiesOf, transformsOf, type Goal } from "./goal";
import type { Invokes } from "./invokes";
import type { PlanBuilder } from "./plan-builder";
import { placementOf, withSecretOutputs } from "./placement";
import type { StackReferences } from "./stack-references";
import type { Transforms } from "./transforms";
import { packageOf, STACK_TYPE, urnOf, urnOfAlias } from "./urn";

type Reply<T> = (error: RpcError | null, response?: T) => void;

/** An error as gRPC clients see it. */
export class RpcError extends Error {
  readonly code = 9;
  readonly details: string;

  constructor(message: string) {
    super(message);
    this.details = message;
  }
}

/** What the monitor needs to know of the run. */
export interface MonitorOptions {
  readonly stack: string;
  readonly project: string;
  readonly mode: PlanMode;
  readonly config: Readonly<Record<string, string>>;
  readonly secretConfig: readonly string[];
  /** Turns the frame of a stack trace into a place in the project; absent where sites are not wanted. */
  readonly siteOf?: (frame: { uri: string; line: number; column: number }) => Site | undefined;
}

/** What the monitor works with. */
export interface MonitorParts {
  readonly builder: PlanBuilder;
  readonly transforms: Transforms;
  readonly invokes: Invokes;
  readonly references: StackReferences;
}

/** The features of the real engine that this one has as well. */
const FEATURES: ReadonlySet<string> = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "deletedWith",
  "replaceWith",
  "aliasSpecs",
  "transforms",
  "invokeTransforms",
  "parameterization",
  "resourceHooks",
  "errorHooks",
]);

const PROVIDER_PREFIX = "pulumi:providers:";
const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/**
 * Pulumi's resource monitor, in the process of the program itself: takes each registration and answers it as
 * the engine would during a preview of a stack that does not exist yet.
 */
export class Monitor {
  readonly #providers: DefaultProviders;
  readonly #componentProviders = new Map<string, Readonly<Record<string, string>>>();
  readonly #packages = new Map<string, { name: string; version: string }>();

  constructor(
    private readonly options: MonitorOptions,
    private readonly parts: MonitorParts,
  ) {
    this.#providers = new DefaultProviders(
      options,
      options.config,
      (key) => options.secretConfig.includes(key),
      (provider) => parts.builder.add(provider),
    );
  }

  /** Answers which features the engine has. */
  supportsFeature(request: messages.SupportsFeatureRequest, reply: Reply<object>): void {
    const has = FEATURES.has(request.getId());
    reply(null, { getHassupport: () => has });
  }

  /** Registers a resource: transforms it, places it, and answers with its URN, id and outputs. */
  registerResource(request: messages.RegisterResourceRequest, reply: Reply<object>): void {
    if (request.getRemote()) {
      reply(new RpcError(remoteRefusal(request.getType())));
      return;
    }
    const goal = goalOf(request);
    const own = transformsOf(request);
    const transforms = goal.type === STACK_TYPE ? own : this.parts.transforms.concerning(goal.parent, own);
    if (transforms.length === 0) {
      attempt(reply, () => this.register(goal, request));
      return;
    }
    this.parts.transforms.apply(goal, transforms).then(
      () => attempt(reply, () => this.register(goal, request)),
      (error: unknown) => reply(new RpcError(messageOf(error))),
    );
  }

  /** Takes the outputs of a component or of the stack. */
  registerResourceOutputs(request: messages.RegisterResourceOutputsRequest, reply: Reply<object>): void {
    this.parts.builder.setOutputs(request.getUrn(), propertiesOf(request.getOutputs() as never));
    reply(null, {});
  }

  /** Reads a resource that exists already, or the outputs of another stack. */
  readResource(request: messages.ReadResourceRequest, reply: Reply<object>): void {
    const isReference = request.getType() === STACK_REFERENCE;
    const outputs = isReference ? this.parts.references.read(request.getId()) : Promise.resolve(undefined);
    outputs.then(
      (found) => attempt(reply, () => this.read(request, found)),
      (error: unknown) => reply(new RpcError(messageOf(error))),
    );
  }

  /** Calls a provider's function. */
  invoke(request: messages.ResourceInvokeRequest, reply: Reply<object>): void {
    attempt(reply, () => {
      const token = request.getTok();
      const args = propertiesOf(request.getArgs() as never);
      const answer =
        token === "pulumi:pulumi:getResource"
          ? this.existing(args)
          : this.parts.invokes.answer(token, args, this.providerInputs(this.providerOf(token, request)));
      return { getFailuresList: () => [], getReturn: () => structOf(answer) };
    });
  }

  /** Refuses a method call on a resource, which only its provider can answer. */
  call(request: { getTok(): string }, reply: Reply<object>): void {
    reply(new RpcError(`the method ${request.getTok()} is answered by its provider plugin and cannot be planned offline`));
  }

  /** Takes a transform of the whole stack. */
  registerStackTransform(callback: Callback, reply: Reply<object>): void {
    this.parts.transforms.addStackTransform(callback);
    reply(null, {});
  }

  /** Takes a transform of function calls. */
  registerStackInvokeTransform(_callback: Callback, reply: Reply<object>): void {
    reply(new RpcError("transforms of function calls are not planned offline; answer the function instead"));
  }

  /** Takes a hook; hooks run around real operations, and a plan has none. */
  registerResourceHook(_request: unknown, reply: Reply<object>): void {
    reply(null, {});
  }

  /** Takes a hook that runs when an operation fails; a plan has none. */
  registerErrorHook(_request: unknown, reply: Reply<object>): void {
    reply(null, {});
  }

  /** Takes a parameterized package and names it. */
  registerPackage(request: messages.RegisterPackageRequest, reply: Reply<object>): void {
    const parameter = request.getParameterization();
    const name = parameter?.getName() ?? request.getName();
    const version = parameter?.getVersion() ?? request.getVersion();
    const reference = `${name}@${version}`;
    this.#packages.set(reference, { name, version });
    reply(null, { getRef: () => reference });
  }

  /** Nothing is left to shut down. */
  signalAndWaitForShutdown(_request: unknown, reply: Reply<object>): void {
    reply(null, {});
  }

  /** Closes the connections to the program. */
  close(): void {
    this.parts.transforms.close();
  }

  private register(goal: Goal, request: messages.RegisterResourceRequest): object {
    const urn = urnOf(this.options, goal, goal.parent);
    const provider = this.providerFor(goal, request.getPackageref());
    const resource = this.planned(goal, { urn, provider, sites: this.sitesOf(request) });
    this.parts.builder.add(resource);
    this.parts.transforms.remember(urn, goal.parent, transformsOf(request));
    this.#componentProviders.set(urn, goal.providers);
    return {
      getUrn: () => urn,
      getId: () => resource.id ?? "",
      getObject: () => structOf(resource.outputs),
      getPropertydependenciesMap: () => undefined,
      getResult: () => 0,
    };
  }

  private planned(goal: Goal, place: { urn: string; provider: string; sites: readonly Site[] }): PlannedResource {
    const { urn, provider } = place;
    const aliases = [...new Set(goal.aliases.map((alias) => urnOfAlias(alias, { ...goal, urn })))];
    const state = this.stateOf(goal, urn, provider);
    return {
      urn,
      type: goal.type,
      name: goal.name,
      kind: kindOf(goal),
      ...(state.id !== undefined && { id: state.id }),
      ...(goal.parent !== "" && { parent: goal.parent }),
      ...(provider !== "" && { provider: urnOfReference(provider) }),
      ...(state.region !== undefined && { region: state.region }),
      inputs: goal.inputs,
      outputs: withSecretOutputs(state.outputs, goal.options.additionalSecretOutputs ?? []),
      dependencies: [...goal.dependencies].sort(),
      propertyDependencies: sortedDependencies(goal.propertyDependencies),
      options: { ...goal.options, ...(aliases.length > 0 && { aliases }) },
      ...(place.sites.length > 0 && { sites: place.sites }),
    };
  }

  private stateOf(goal: Goal, urn: string, provider: string): { id?: string; region?: string; outputs: Properties } {
    if (!goal.custom) {
      return { outputs: {} };
    }
    if (goal.type.startsWith(PROVIDER_PREFIX)) {
      return { outputs: goal.inputs };
    }
    const place = placementOf(goal.type, goal.inputs, this.providerInputs(provider));
    const region = place.region === undefined ? {} : { region: place.region };
    if (this.options.mode === "unknowns") {
      return { ...region, outputs: goal.inputs, ...(goal.options.import !== undefined && { id: goal.options.import }) };
    }
    const applied = appliedState({ urn, type: goal.type, name: goal.name, inputs: goal.inputs, ...place });
    return { ...region, id: goal.options.import ?? applied.id, outputs: { ...goal.inputs, ...applied.outputs } };
  }

  private read(request: messages.ReadResourceRequest, reference: Properties | undefined): object {
    const [type, name, parent, id] = [request.getType(), request.getName(), request.getParent(), request.getId()];
    const urn = urnOf(this.options, { type, name }, parent);
    const inputs = propertiesOf(request.getProperties() as never);
    const provider = reference === undefined ? this.providerOf(type, request) : "";
    const place = placementOf(type, inputs, this.providerInputs(provider));
    const computed = this.options.mode === "as-applied" ? appliedState({ urn, type, name, inputs, ...place }).outputs : {};
    const outputs = reference ?? { ...computed, ...inputs };
    this.parts.builder.add({
      urn,
      type,
      name,
      kind: "read",
      id,
      ...(parent !== "" && { parent }),
      ...(provider !== "" && { provider: urnOfReference(provider) }),
      ...(place.region !== undefined && reference === undefined && { region: place.region }),
      inputs,
      outputs: withSecretOutputs(outputs, request.getAdditionalsecretoutputsList()),
      dependencies: [...request.getDependenciesList()].sort(),
      propertyDependencies: {},
      options: {},
    });
    return { getUrn: () => urn, getProperties: () => structOf(outputs) };
  }

  /** Answers the SDK's look-up of a resource of this stack, which it makes to turn a reference into an object. */
  private existing(args: Properties): Properties {
    const urn = typeof args["urn"] === "string" ? args["urn"] : "";
    const resource = this.parts.builder.get(urn);
    if (resource === undefined) {
      throw new Error(`unknown resource ${urn}`);
    }
    return { urn, id: resource.id ?? "", state: resource.outputs };
  }

  private providerFor(goal: Goal, packageRef: string): string {
    if (!goal.custom || goal.type.startsWith(PROVIDER_PREFIX)) {
      return "";
    }
    const inherited = this.#componentProviders.get(goal.parent)?.[packageOf(goal.type)];
    const reference = goal.provider !== "" ? goal.provider : inherited;
    const known = this.#packages.get(packageRef);
    const version = known?.version ?? goal.options.version ?? "";
    const pluginDownloadURL = goal.options.pluginDownloadURL ?? "";
    return reference ?? this.#providers.reference({ type: goal.type, version, pluginDownloadURL }, UNKNOWN);
  }

  private providerOf(
    type: string,
    request: { getProvider(): string; getVersion(): string; getPlugindownloadurl(): string },
  ): string {
    const own = request.getProvider();
    const [version, pluginDownloadURL] = [request.getVersion(), request.getPlugindownloadurl()];
    return own !== "" ? own : this.#providers.reference({ type, version, pluginDownloadURL }, UNKNOWN);
  }

  private providerInputs(reference: string): Properties {
    return reference === "" ? {} : (this.parts.builder.get(urnOfReference(reference))?.inputs ?? {});
  }

  private sitesOf(request: messages.RegisterResourceRequest): readonly Site[] {
    const { siteOf } = this.options;
    return siteOf === undefined
      ? []
      : framesOf(request.getStacktrace()).flatMap((frame) => {
          const site = siteOf(frame);
          return site === undefined ? [] : [site];
        });
  }
}

function kindOf({ custom, type }: Goal): PlannedResource["kind"] {
  if (!custom) {
    return "component";
  }
  return type.startsWith(PROVIDER_PREFIX) ? "provider" : "custom";
}

function attempt<T>(reply: Reply<T>, work: () => T): void {
  let response: T;
  try {
    response = work();
  } catch (error) {
    reply(new RpcError(messageOf(error)));
    return;
  }
  reply(null, response);
}

/** A message's struct as far as the SDK reads it, without building the message. */
function structOf(properties: Properties): object {
  return {
    toJavaScript: () => properties,
    getFieldsMap: () => new Map(Object.entries(properties).map(([key, value]) => [key, valueOf(value)])),
  };
}

function valueOf(value: Properties[string]): object {
  return { toJavaScript: () => value, getStructValue: () => structOf(typeof value === "object" ? (value as Properties) : {}) };
}

function sortedDependencies(dependencies: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  const filled = Object.entries(dependencies).filter(([, urns]) => urns.length > 0);
  return Object.fromEntries(filled.sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, urns]) => [key, [...urns].sort()]));
}

function urnOfReference(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function remoteRefusal(type: string): string {
  const alternative = type === "kubernetes:helm.sh/v4:Chart" ? "kubernetes.helm.v3.Release" : "a component in TypeScript";
  return (
    `${type} is a remote component: its provider plugin decides what it contains, so it cannot be planned offline; ` +
    `use ${alternative}, or leave it out of this stack and read its outputs through a StackReference`
  );
}
