/**
 * The one place that reaches into the Pulumi SDK beyond its public interface: it puts a monitor and an engine of ours
 * where the SDK expects its connections, in the same process. `sdk.test.ts` proves every seam used here.
 */
import { createRequire } from "node:module";
import type * as pulumi from "@pulumi/pulumi";
import type { EngineLog } from "./engine-log";
import type { SdkProtos } from "./protos";

/** The parts of the SDK that the engine uses, from the copy that the program itself loads. */
export interface Sdk {
  readonly pulumi: typeof pulumi;
  readonly settings: SdkSettings;
  readonly state: SdkState;
  readonly log: { debug: (...args: unknown[]) => Promise<void> };
  readonly debuggable: { debuggablePromise: <T>(promise: Promise<T>, context?: unknown) => Promise<T> };
  readonly protos: SdkProtos;
}

interface SdkSettings {
  setMockOptions(monitor: object, project: string, stack: string, preview: boolean, organization: string): void;
  getEngine: () => EngineLog;
  waitForRPCs(): Promise<void>;
  disconnectSync(): void;
}

interface SdkStore {
  readonly settings: { readonly options: { rootDirectory?: string } };
  readonly leakCandidates: ReadonlySet<unknown>;
  readonly logErrorCount: number;
}

interface SdkState {
  getStore(): SdkStore;
}

/** What a program is told about the stack it runs for. */
export interface Session {
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
  /** Configuration by full key: `aws:region`. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys of `config` whose values are secret. */
  readonly secretConfig: readonly string[];
  /** Folder of `Pulumi.yaml`. */
  readonly rootDirectory: string;
  /** Whether the SDK records where each resource was constructed; costs about as much as planning it. */
  readonly sites: boolean;
}

/**
 * Loads the SDK that a program in `directory` would load.
 * @throws Error of Node's module loader where the folder has no `@pulumi/pulumi`
 */
export function loadSdk(directory: string): Sdk {
  const load = createRequire(`${directory}/`);
  const loadFromSdk = createRequire(load.resolve("@pulumi/pulumi"));
  return {
    pulumi: load("@pulumi/pulumi"),
    settings: load("@pulumi/pulumi/runtime/settings"),
    state: load("@pulumi/pulumi/runtime/state"),
    log: load("@pulumi/pulumi/log"),
    debuggable: load("@pulumi/pulumi/runtime/debuggable"),
    protos: {
      resource: load("@pulumi/pulumi/proto/resource_pb"),
      callback: load("@pulumi/pulumi/proto/callback_pb"),
      callbackService: load("@pulumi/pulumi/proto/callback_grpc_pb"),
      struct: loadFromSdk("google-protobuf/google/protobuf/struct_pb"),
    },
  };
}

/** What the SDK is connected to. */
export interface Connections {
  /** The resource monitor: an object with the methods of the protocol's service. */
  readonly monitor: object;
  readonly engine: EngineLog;
}

/** Connects the SDK to a monitor and an engine in this process. One session at a time in a process. */
export function connect(sdk: Sdk, session: Session, { monitor, engine }: Connections): void {
  Reflect.deleteProperty(globalThis, "globalStore");
  sdk.settings.setMockOptions(monitor, session.project, session.stack, true, session.organization);
  sdk.state.getStore().settings.options.rootDirectory = session.rootDirectory;
  sdk.pulumi.runtime.setAllConfig({ ...session.config }, [...session.secretConfig]);
  sdk.settings.getEngine = () => engine;
  // Debug messages go nowhere, but each would pass through three promises on its way there.
  sdk.log.debug = () => Promise.resolve();
  keepTraces(sdk, session.sites);
}

interface Traced {
  readonly stackTrace: unknown;
  readonly debuggablePromise: Sdk["debuggable"]["debuggablePromise"];
}

const originals = new WeakMap<object, Traced>();

/**
 * Whether the SDK keeps a stack trace of each resource and each promise, as it does on its own. Without them a
 * resource costs a third of the time and memory.
 */
function keepTraces(sdk: Sdk, wanted: boolean): void {
  const { Resource } = sdk.pulumi;
  const { debuggablePromise } = sdk.debuggable;
  const original = originals.get(Resource) ?? { stackTrace: Reflect.get(Resource, "stackTrace"), debuggablePromise };
  originals.set(Resource, original);
  Object.assign(Resource, { stackTrace: wanted ? original.stackTrace : () => [] });
  sdk.debuggable.debuggablePromise = wanted ? original.debuggablePromise : (promise) => promise;
}

/** Number of promises that the SDK made and nobody has resolved. */
export function unresolvedPromises(sdk: Sdk): number {
  return sdk.state.getStore().leakCandidates.size;
}
