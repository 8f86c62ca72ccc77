import fs from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { EngineLog } from "../../../planner/engine/engine-log";
import { Monitor } from "../../../planner/engine/monitor";
import { loadSdk, unresolvedPromises } from "../../../planner/engine/sdk";
import { planned, resource, Thing } from "./planned";

/*
 * Each test holds one seam of planner/engine/sdk.ts against the SDK that is installed. After an update of the SDK,
 * what fails here says which seam has moved.
 */
const sdk = loadSdk(__dirname);

describe("the SDK that is loaded", () => {
  it("is the one that programs in the folder load", () => {
    expect(sdk.pulumi).toBe(pulumi);
    expect(() => loadSdk(path.parse(__dirname).root)).toThrow(/Cannot find module '@pulumi\/pulumi'/);
  });

  it("has the functions that the engine calls or replaces", () => {
    const { settings, state, log, debuggable } = sdk;
    const { runtime, StackReference, Resource } = sdk.pulumi;
    const functions = [
      settings.setMockOptions,
      settings.getEngine,
      settings.waitForRPCs,
      settings.disconnectSync,
      state.getStore,
      log.debug,
      debuggable.debuggablePromise,
      Reflect.get(Resource, "stackTrace"),
      StackReference.prototype.getOutput,
      StackReference.prototype.requireOutput,
      runtime.invoke,
      runtime.invokeSingle,
      runtime.invokeOutput,
      runtime.invokeSingleOutput,
      runtime.deserializeProperty,
      runtime.isRpcSecret,
      runtime.unwrapRpcSecret,
      runtime.runInPulumiStack,
      runtime.setAllConfig,
    ];
    expect(functions.map((found) => typeof found)).toEqual(functions.map(() => "function"));
  });

  it("ships the messages that the engine builds", () => {
    const { resource: messages, callback, callbackService, struct } = sdk.protos;
    const built = [
      new messages.TransformRequest(),
      new messages.TransformResourceOptions(),
      new messages.RegisterResourceRequest.CustomTimeouts(),
      new callback.CallbackInvokeRequest(),
      struct.Struct.fromJavaScript({ a: [1] }),
    ];
    expect(built.map((message) => message.serializeBinary() instanceof Uint8Array)).toEqual(built.map(() => true));
    expect(typeof callbackService.CallbacksClient).toBe("function");
  });

  it("calls nothing on its connections that the engine's objects do not answer", () => {
    const read = (file: string): string =>
      fs.readFileSync(require.resolve(`@pulumi/pulumi/runtime/${file}.js`), "utf8");
    const source = ["settings", "resource", "invoke", "callbacks", "stack"].map(read).join("\n");
    const called = (variables: string): string[] => {
      const calls = source.matchAll(new RegExp(`(?<!\`)\\b(?:${variables})\\.(\\w+)\\(`, "g"));
      return [...new Set([...calls].flatMap(([, name]) => name ?? []))];
    };
    const onMonitor = called("monitor|monitorClient|monitorRef|this\\._monitor");
    const onEngine = called("engine|engineRef");
    expect(onMonitor).toEqual(expect.arrayContaining(["registerResource", "registerResourceOutputs", "readResource"]));
    expect(onEngine).toEqual(expect.arrayContaining(["setRootResource", "requirePulumiVersion"]));
    expect(onMonitor.filter((name) => typeof Reflect.get(Monitor.prototype, name) !== "function")).toEqual([]);
    expect(onEngine.filter((name) => typeof Reflect.get(EngineLog.prototype, name) !== "function")).toEqual([]);
  });
});

describe("the seam", () => {
  it("to the monitor: what is registered arrives", async () => {
    expect(resource(await planned(() => void new Thing("thing", { size: 1 })), "thing").inputs).toEqual({ size: 1 });
  });

  it("to the engine: what is logged arrives", async () => {
    const plan = await planned(() => pulumi.log.info("here"));
    expect(plan.diagnostics).toEqual([{ severity: "info", message: "here" }]);
  });

  it("to the store: each run has one of its own, with the root folder, and leaves no promise open", async () => {
    const stores: unknown[] = [];
    const roots: string[] = [];
    const program = (): void => {
      stores.push(sdk.state.getStore());
      roots.push(pulumi.runtime.getRootDirectory?.() ?? "");
    };
    await planned(program);
    await planned(program);
    expect(stores[0]).not.toBe(stores[1]);
    expect(sdk.state.getStore().settings.options.rootDirectory).toBe(process.cwd());
    expect(unresolvedPromises(sdk)).toBe(0);
  });

  it("to configuration: values, and which of them are secret", async () => {
    const plan = await planned(
      () => ({ secret: pulumi.isSecret(new pulumi.Config("a").requireSecret("b")), all: pulumi.runtime.allConfig() }),
      { config: { "a:b": "c" }, secretConfig: ["a:b"] },
    );
    expect(plan.outputs).toEqual({ secret: true, all: { "a:b": "c" } });
  });

  it("to debug messages: they stop at the SDK", async () => {
    await planned(() => {});
    const logged = sdk.log.debug("nothing");
    await expect(logged).resolves.toBeUndefined();
    expect(pulumi.log.debug).toBe(sdk.log.debug);
  });

  it("to stack traces: none are taken unless sites are asked for", async () => {
    const stackTrace = (): unknown => Reflect.get(pulumi.Resource, "stackTrace").call(pulumi.Resource);
    const during = async (sites: boolean): Promise<unknown> => {
      let taken: unknown;
      await planned(() => void (taken = stackTrace()), { sites });
      return taken;
    };
    expect(await during(false)).toEqual([]);
    expect(await during(true)).not.toEqual([]);
    expect(await during(false)).toEqual([]);
  });

  it("to promises: they are counted where traces are kept, and not even wrapped where they are not", async () => {
    const promise = Promise.resolve(1);
    let kept: unknown;
    let wrapped: unknown;
    await planned(() => void (kept = sdk.debuggable.debuggablePromise(promise)));
    await planned(() => void (wrapped = sdk.debuggable.debuggablePromise(promise)), { sites: true });
    expect(kept).toBe(promise);
    expect(wrapped).not.toBe(promise);
  });
});
