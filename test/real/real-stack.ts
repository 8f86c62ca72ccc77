// Runs one stack under the real Pulumi engine and writes what it saw: a process of its own for every stack, as the
// SDK keeps one program's state in the process.
//
// Usage: node -r ./planner/run/from-source.js test/real/real-stack.ts REQUEST.json RESPONSE.json
import * as fs from "node:fs";
import * as path from "node:path";

import {
  type EngineEvent,
  LocalWorkspace,
  type PolicyEvent,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";

import { loadProgram } from "./program";
import type { RealRequest, RealResponse } from "./protocol";

async function openStack(request: RealRequest, program: PulumiFn): Promise<Stack> {
  const workDir = path.join(request.folder, "workspace", request.project);
  fs.mkdirSync(workDir, { recursive: true });
  const stack = await LocalWorkspace.createOrSelectStack(
    { projectName: request.project, stackName: request.stack, program },
    { workDir, secretsProvider: "passphrase" },
  );
  await stack.setAllConfig({ ...request.config });
  return stack;
}

/**
 * Takes two views of one preview, as neither is complete. The digest on stdout (the command line on the PATH
 * is told to print it) carries the state that would be stored: dependencies, property dependencies, and all options
 * but two; it blanks secrets and skips `deleteBeforeReplace`. The saved plan has those, and shows aliases as they were
 * declared. The events that the Automation API hands out have neither dependencies nor most options.
 */
async function preview(stack: Stack, request: RealRequest): Promise<RealResponse> {
  const plan = path.join(request.folder, `${request.project}-${request.stack}-plan.json`);
  const events: EngineEvent[] = [];
  const options = { plan, policyPacks: [...(request.policyPacks ?? [])] };
  const onEvent = (event: EngineEvent): number => events.push(event);
  const { stdout } = await stack.preview({ ...options, onEvent }).catch((error: unknown) => {
    throw events.length === 0 ? error : new Error(errorsOf(events));
  });
  const policyEvents = policyEventsOf(events);
  return { digest: JSON.parse(stdout), plan: JSON.parse(fs.readFileSync(plan, "utf8")), policyEvents };
}

/** Previews under policy packs. A mandatory finding fails the preview, and is what was asked for. */
async function judge(stack: Stack, { policyPacks = [], policyPackConfigs = [] }: RealRequest): Promise<RealResponse> {
  const events: EngineEvent[] = [];
  const onEvent = (event: EngineEvent): number => events.push(event);
  const packs = { policyPacks: [...policyPacks], policyPackConfigs: [...policyPackConfigs] };
  await stack.preview({ ...packs, onEvent }).catch((error: unknown) => {
    if (!events.some(({ policyEvent }) => policyEvent?.enforcementLevel === "mandatory")) {
      throw events.length === 0 ? error : new Error(errorsOf(events));
    }
  });
  return { policyEvents: policyEventsOf(events) };
}

function policyEventsOf(events: readonly EngineEvent[]): PolicyEvent[] {
  return events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [policyEvent]));
}

function errorsOf(events: readonly EngineEvent[]): string {
  const errors = events.filter(({ diagnosticEvent }) => diagnosticEvent?.severity === "error");
  const findings = policyEventsOf(events).filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
  return [
    ...errors.map(({ diagnosticEvent }) => `${diagnosticEvent?.urn ?? ""} ${diagnosticEvent?.message ?? ""}`),
    ...findings.map(({ policyName, resourceUrn, message }) => `${policyName} ${resourceUrn ?? ""} ${message}\n`),
  ].join("");
}

async function update(stack: Stack): Promise<RealResponse> {
  await stack.up();
  return { deployment: (await stack.exportStack()).deployment };
}

/** Previews and no more, as a person does: neither a digest nor a saved plan. */
async function measure(stack: Stack): Promise<RealResponse> {
  const start = performance.now();
  const { changeSummary } = await stack.preview();
  const ms = Math.round(performance.now() - start);
  return { resources: Object.values(changeSummary).reduce((sum, count) => sum + count, 0), ms };
}

function act(stack: Stack, request: RealRequest): Promise<RealResponse> {
  switch (request.action) {
    case "preview":
      return preview(stack, request);
    case "judge":
      return judge(stack, request);
    case "up":
      return update(stack);
    case "measure":
      return measure(stack);
  }
}

/**
 * One state of the SDK for the whole process, as under the command line's own language host. The Automation API keeps
 * it per asynchronous call chain, and callbacks, such as transforms, come in on other chains: they would see a monitor
 * that knows no secrets, and lose them.
 */
function shareSdkState(): void {
  let state: unknown;
  const storage = {
    run: (store: unknown, program: (...args: unknown[]) => unknown, ...args: unknown[]): unknown => {
      state = store;
      return program(...args);
    },
    getStore: (): unknown => state,
  };
  Object.assign(globalThis, { asyncLocalStorage: storage });
}

/** What rejects unseen, such as an output that a resource waits for, would leave the program waiting for ever. */
function endOnUnhandledRejections(): void {
  process.on("unhandledRejection", (error) => {
    console.error(error);
    process.exit(1);
  });
}

async function main([requestFile = "", responseFile = ""]: readonly string[]): Promise<void> {
  const request: RealRequest = JSON.parse(fs.readFileSync(requestFile, "utf8"));
  shareSdkState();
  endOnUnhandledRejections();
  const stack = await openStack(request, loadProgram(request.program));
  fs.writeFileSync(responseFile, JSON.stringify(await act(stack, request)));
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
