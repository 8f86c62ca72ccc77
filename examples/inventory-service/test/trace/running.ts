import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Client } from "pg";
import type { CloudEvent } from "../../src/stream";
import { FROM_SOURCE } from "../from-source";
import type { TestServer } from "../storage/database";
import type { OtlpSpan } from "./collector";

/** The service in a process of its own, and what it has published. */
export interface Running {
  readonly owner: Client;
  readonly url: string;
  readonly published: CloudEvent[];
  stop(): Promise<void>;
}

/** Starts it with a collector, and records so much of what brings no trace of its own. */
export async function startTraced(
  server: TestServer,
  { endpoint, ratio, parties }: { readonly endpoint: string; readonly ratio: number; readonly parties?: string },
): Promise<Running> {
  const { name, owner } = await server.database();
  const env = {
    PATH: process.env["PATH"],
    DATABASE_URL: server.address(name),
    ...{ PARTITION: "eu", OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: String(ratio) },
    ...(parties === undefined ? {} : { PARTIES_FILE: parties }),
  };
  const program = path.join(__dirname, "serve.mjs");
  const child = fork(program, { env, execArgv: FROM_SOURCE });
  const published: CloudEvent[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the service ended with ${code}`)));
    child.on("message", (message: { readonly url?: string; readonly events?: CloudEvent[] }) => {
      published.push(...(message.events ?? []));
      if (message.url !== undefined) {
        resolve(message.url);
      }
    });
  });
  const stop = async (): Promise<void> => {
    child.disconnect();
    await once(child, "exit");
  };
  return { owner, url, published, stop };
}

/** Waits until something is so. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > end) {
      throw new Error("it did not come about within 20 s");
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Spans as `name < parent's name`, the caller's own included. */
export function family(all: readonly OtlpSpan[], caller: string): readonly string[] {
  const names = new Map([[caller, "caller"], ...all.map(({ spanId, name }) => [spanId, name] as const)]);
  return all.map(({ name, parentSpanId = "" }) => `${name} < ${names.get(parentSpanId) ?? "none"}`).toSorted();
}
