import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type * as messages from "@pulumi/pulumi/proto/resource_pb";
import type { PlannedResource, Properties, PropertyValue } from "../plan";
import { goalOf, propertiesOf, transformsOf, type Goal } from "./goal";
import type { Invokes } from "./invokes";
import type { PlanBuilder } from "./plan-builder";
import type { Registrar } from "./registrar";
import type { StackReferences } from "./stack-references";
import type { Transforms } from "./transforms";
import { STACK_TYPE } from "./urn";

type Reply<T> = (error: RpcError | null, response?: T) => void;

/** An error as gRPC clients see it. */
export class RpcError extends Error {
  /** FAILED_PRECONDITION. */
  readonly code = 9;
  /** The message again, under the name that clients read. */
  readonly details: string;

  constructor(message: string) {
    super(message);
    this.details = message;
  }
}

/** What the monitor works with. */
export interface MonitorParts {
  /** Collects the plan. */
  readonly builder: PlanBuilder;
  /** Places resources in the stack. */
  readonly registrar: Registrar;
  /** Calls transforms back. */
  readonly transforms: Transforms;
  /** Answers provider functions. */
  readonly invokes: Invokes;
  /** Answers stack references. */
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

const STACK_REFERENCE = "pulumi:pulumi:StackReference";
const GET_RESOURCE = "pulumi:pulumi:getResource";

/**
 * Pulumi's resource monitor, in the process of the program itself: takes each registration and answers it as
 * the engine would during a preview of a stack that does not exist yet.
 */
export class Monitor {
  constructor(private readonly parts: MonitorParts) {}

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
    this.parts.builder.setOutputs(request.getUrn(), propertiesOf(request.getOutputs()));
    reply(null, {});
  }

  /** Reads a resource that exists already, or the outputs of another stack. */
  readResource(request: messages.ReadResourceRequest, reply: Reply<object>): void {
    const { references, registrar } = this.parts;
    const isReference = request.getType() === STACK_REFERENCE;
    const state = isReference ? references.read(request.getId()) : Promise.resolve(undefined);
    state.then(
      (found) =>
        attempt(reply, () => {
          const { urn, outputs } = registrar.read(request, found);
          return { getUrn: () => urn, getProperties: () => structOf(outputs) };
        }),
      (error: unknown) => reply(new RpcError(messageOf(error))),
    );
  }

  /** Calls a provider's function. */
  invoke(request: messages.ResourceInvokeRequest, reply: Reply<object>): void {
    attempt(reply, () => {
      const token = request.getTok();
      const args = propertiesOf(request.getArgs());
      const answer = token === GET_RESOURCE ? this.existing(args) : this.answer(token, args, request);
      return { getFailuresList: () => [], getReturn: () => structOf(answer) };
    });
  }

  /** Refuses a method call on a resource, which only its provider can answer. */
  call(request: { getTok(): string }, reply: Reply<object>): void {
    const token = request.getTok();
    reply(new RpcError(`the method ${token} is answered by its provider plugin and cannot be planned offline`));
  }

  /** Takes a transform of the whole stack. */
  registerStackTransform(callback: Callback, reply: Reply<object>): void {
    this.parts.transforms.addStackTransform(callback);
    reply(null, {});
  }

  /**
   * Refuses a transform of function calls.
   * @throws RpcError at once: the SDK drops the reason of a refusal that it is answered with
   */
  registerStackInvokeTransform(_callback: Callback): void {
    throw new RpcError("transforms of function calls are not planned offline; answer the function instead");
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
    const reference = this.parts.registrar.addPackage({ name, version });
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
    const resource = this.parts.registrar.register(goal, request);
    this.parts.transforms.remember(resource.urn, goal.parent, transformsOf(request));
    return responseOf(resource);
  }

  private answer(token: string, args: Properties, request: messages.ResourceInvokeRequest): Properties {
    const { registrar, invokes } = this.parts;
    return invokes.answer(token, args, registrar.inputsOfProvider(registrar.providerOf(token, request)));
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
}

function responseOf({ urn, id, outputs }: PlannedResource): object {
  return {
    getUrn: () => urn,
    getId: () => id ?? "",
    getObject: () => structOf(outputs),
    getPropertydependenciesMap: () => undefined,
    getResult: () => 0,
  };
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

function valueOf(value: PropertyValue): object {
  const fields = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  return { toJavaScript: () => value, getStructValue: () => structOf(fields) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function remoteRefusal(type: string): string {
  const alternative =
    type === "kubernetes:helm.sh/v4:Chart" ? "kubernetes.helm.v3.Release" : "a component in TypeScript";
  return (
    `${type} is a remote component: its provider plugin decides what it contains, so it cannot be planned offline; ` +
    `use ${alternative}, or leave it out of this stack and read its outputs through a StackReference`
  );
}
