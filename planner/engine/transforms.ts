import * as grpc from "@grpc/grpc-js";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import type { TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import { isSecret, OUTPUT_VALUE, SECRET, SIGNATURE, UNKNOWN, type Properties, type PropertyValue } from "../plan";
import { list, propertiesOf, text, timeoutsOf, type Goal } from "./goal";
import type { SdkProtos } from "./protos";

/**
 * Resource transforms: functions in the program that the engine calls back, over gRPC as the real engine does,
 * with what is about to be registered. First the resource's own, then its parents', then the stack's.
 */
export class Transforms {
  readonly #stack: Callback[] = [];
  readonly #byUrn = new Map<string, readonly Callback[]>();
  readonly #parents = new Map<string, string>();
  readonly #clients = new Map<string, CallbacksClient>();

  constructor(private readonly protos: SdkProtos) {}

  /** Adds a transform of the whole stack. */
  addStackTransform(callback: Callback): void {
    this.#stack.push(callback);
  }

  /** Remembers a registered resource, whose children its transforms concern as well. */
  remember(urn: string, parent: string, own: readonly Callback[]): void {
    this.#parents.set(urn, parent);
    if (own.length > 0) {
      this.#byUrn.set(urn, own);
    }
  }

  /** The transforms that concern a resource, in the order in which they run. */
  concerning(parent: string, own: readonly Callback[]): readonly Callback[] {
    const found = [...own];
    for (let current = parent; current !== ""; current = this.#parents.get(current) ?? "") {
      found.push(...(this.#byUrn.get(current) ?? []));
    }
    return [...found, ...this.#stack];
  }

  /**
   * Runs transforms over a goal, one after the other.
   * @throws Error with the message of the transform that failed
   */
  async apply(goal: Goal, callbacks: readonly Callback[]): Promise<void> {
    for (const callback of callbacks) {
      await this.applyOne(goal, callback);
    }
  }

  /** Closes the connections to the program's callback server. */
  close(): void {
    this.#clients.forEach((client) => client.close());
  }

  private async applyOne(goal: Goal, callback: Callback): Promise<void> {
    const request = new this.protos.resource.TransformRequest();
    request.setType(goal.type).setName(goal.name).setCustom(goal.custom).setParent(goal.parent);
    request.setProperties(this.protos.struct.Struct.fromJavaScript(withOutputValues(goal) as never));
    request.setOptions(this.optionsOf(goal));
    const bytes = await this.invoke(callback, request.serializeBinary());
    const response = this.protos.resource.TransformResponse.deserializeBinary(bytes);
    const options = response.getOptions();
    if (options !== undefined) {
      takeOptions(goal, options);
    }
    const properties = response.getProperties();
    if (properties !== undefined) {
      takeProperties(goal, propertiesOf(properties as never));
    }
  }

  private invoke(callback: Callback, bytes: Uint8Array): Promise<Uint8Array> {
    const request = new this.protos.callback.CallbackInvokeRequest();
    request.setToken(callback.getToken());
    request.setRequest(bytes);
    return new Promise((resolve, reject) => {
      this.client(callback.getTarget()).invoke(request, (error, response) => {
        if (error !== null) {
          reject(new Error(error.details));
        } else {
          resolve(response.getResponse_asU8());
        }
      });
    });
  }

  private client(target: string): CallbacksClient {
    const known = this.#clients.get(target);
    const client = known ?? new this.protos.callbackService.CallbacksClient(target, grpc.credentials.createInsecure());
    this.#clients.set(target, client);
    return client;
  }

  private optionsOf(goal: Goal): TransformResourceOptions {
    const { options } = goal;
    const message = new this.protos.resource.TransformResourceOptions();
    message
      .setDependsOnList(goal.dependencies)
      .setProvider(goal.provider)
      .setAliasesList([...goal.aliases]);
    message.setIgnoreChangesList([...(options.ignoreChanges ?? [])]);
    message.setReplaceOnChangesList([...(options.replaceOnChanges ?? [])]);
    message.setAdditionalSecretOutputsList([...(options.additionalSecretOutputs ?? [])]);
    message.setHideDiffList([...(options.hideDiffs ?? [])]);
    message.setReplaceWithList([...(options.replaceWith ?? [])]);
    message.setVersion(options.version ?? "").setPluginDownloadUrl(options.pluginDownloadURL ?? "");
    message.setDeletedWith(options.deletedWith ?? "").setImport(options.import ?? "");
    this.setFlags(message, options);
    Object.entries(goal.providers).forEach(([pkg, reference]) => message.getProvidersMap().set(pkg, reference));
    return message;
  }

  private setFlags(message: TransformResourceOptions, options: Goal["options"]): void {
    if (options.protect !== undefined) {
      message.setProtect(options.protect);
    }
    if (options.retainOnDelete !== undefined) {
      message.setRetainOnDelete(options.retainOnDelete);
    }
    if (options.deleteBeforeReplace !== undefined) {
      message.setDeleteBeforeReplace(options.deleteBeforeReplace);
    }
    if (options.customTimeouts !== undefined) {
      const timeouts = new this.protos.resource.RegisterResourceRequest.CustomTimeouts();
      const { create = "", update = "", delete: remove = "", read = "" } = options.customTimeouts;
      message.setCustomTimeouts(timeouts.setCreate(create).setUpdate(update).setDelete(remove).setRead(read));
    }
  }
}

/**
 * The inputs with every secret and unknown as an output value. The SDK keeps those where they are; of a plain secret
 * inside an object it makes a secret of the whole object.
 */
function withOutputValues({ inputs, propertyDependencies }: Goal): Properties {
  const entries = Object.entries(inputs).map(([name, value]) => [
    name,
    asOutputValues(value, propertyDependencies[name] ?? []),
  ]);
  return Object.fromEntries(entries);
}

function asOutputValues(value: PropertyValue, dependencies: readonly string[]): PropertyValue {
  const common = { [SIGNATURE]: OUTPUT_VALUE, ...(dependencies.length > 0 && { dependencies: [...dependencies] }) };
  if (value === UNKNOWN) {
    return common;
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (isSecret(value)) {
    const inner = value["value"] ?? null;
    return { ...common, secret: true, ...(inner !== UNKNOWN && { value: inner }) };
  }
  if (Array.isArray(value)) {
    return value.map((item) => asOutputValues(item, dependencies));
  }
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [key, asOutputValues(item, dependencies)]));
}

/** Takes transformed inputs; output values among them carry new dependencies. */
function takeProperties(goal: Goal, properties: Properties): void {
  const entries = Object.entries(properties).map(([name, value]) => {
    const found = new Set<string>();
    const plain = withoutOutputValues(value, found);
    return { name, plain, found };
  });
  goal.inputs = Object.fromEntries(entries.map(({ name, plain }) => [name, plain]));
  const kept = entries.map(({ name, found }) => [
    name,
    [...new Set([...(goal.propertyDependencies[name] ?? []), ...found])],
  ]);
  goal.propertyDependencies = Object.fromEntries(kept);
  goal.dependencies = [...new Set([...goal.dependencies, ...Object.values(goal.propertyDependencies).flat()])];
}

function withoutOutputValues(value: PropertyValue, dependencies: Set<string>): PropertyValue {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => withoutOutputValues(item, dependencies));
  }
  if (value[SIGNATURE] !== OUTPUT_VALUE) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, withoutOutputValues(item, dependencies)]),
    );
  }
  const urns = Array.isArray(value["dependencies"]) ? value["dependencies"] : [];
  urns.forEach((urn) => dependencies.add(String(urn)));
  return withoutOutputValues(plainOutputValue(value), dependencies);
}

function plainOutputValue(marked: Properties): PropertyValue {
  const value = marked["value"] ?? UNKNOWN;
  return marked["secret"] === true ? { [SIGNATURE]: SECRET, value } : value;
}

function takeOptions(goal: Goal, message: TransformResourceOptions): void {
  const providers = message.getProvidersMap().getEntryList();
  goal.provider = message.getProvider();
  goal.providers = Object.fromEntries(providers);
  goal.aliases = message.getAliasesList();
  goal.dependencies = [...new Set(message.getDependsOnList())];
  goal.options = {
    ...(message.hasProtect() && { protect: message.getProtect() ?? false }),
    ...(message.hasRetainOnDelete() && { retainOnDelete: message.getRetainOnDelete() ?? false }),
    ...(message.hasDeleteBeforeReplace() && { deleteBeforeReplace: message.getDeleteBeforeReplace() ?? false }),
    ...list("ignoreChanges", message.getIgnoreChangesList()),
    ...list("replaceOnChanges", message.getReplaceOnChangesList()),
    ...list("additionalSecretOutputs", message.getAdditionalSecretOutputsList()),
    ...list("hideDiffs", message.getHideDiffList()),
    ...list("replaceWith", message.getReplaceWithList()),
    ...text("deletedWith", message.getDeletedWith()),
    ...text("import", message.getImport()),
    ...text("version", message.getVersion()),
    ...text("pluginDownloadURL", message.getPluginDownloadUrl()),
    ...timeoutsOf(message.getCustomTimeouts()),
  };
}
