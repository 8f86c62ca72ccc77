import { randomBytes } from "node:crypto";
import type { Client } from "pg";
import { keyHash, keyText, SCOPES } from "../../src/access";
import { startService, type Service, type ServiceOptions } from "../../src/service";
import { storeKey, type KeyGrant } from "../../src/storage";
import type { TestServer } from "../storage/database";
import { uuidV7 } from "../storage/requests";

/** Stores a new API key and returns it. */
export async function issueKey(owner: Client, changed: Partial<KeyGrant> = {}): Promise<string> {
  const text = keyText(randomBytes(32));
  await storeKey(owner, keyHash(text) ?? Buffer.alloc(0), {
    tenant: "acme",
    client: "shop",
    partition: "eu",
    scopes: SCOPES,
    requestsPerMinute: 100_000,
    expiresAt: Date.now() + 3_600_000,
    ...changed,
  });
  return text;
}

/** A service on a database of its own, that listens on a free port. */
export async function serviceOn(
  server: TestServer,
  changed: Partial<ServiceOptions> = {},
): Promise<{ service: Service; owner: Client; url: string }> {
  const { name, owner } = await server.database();
  const service = await startService({
    databaseUrl: server.address(name),
    connections: 4,
    partition: { own: "eu", hosts: { eu: "eu.inventory.example", us: "us.inventory.example" } },
    ...{ stream: undefined, replica: "test", log: false },
    now: Date.now,
    clock: () => performance.now(),
    ...changed,
  });
  return { service, owner, url: await service.app.listen({ host: "127.0.0.1", port: 0 }) };
}

export interface Reply {
  readonly status: number;
  readonly type: string | undefined;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

type Request = readonly [
  method: "DELETE" | "GET" | "POST" | "PUT",
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
];

export type Call = (...request: Request) => Promise<Reply>;

/** Calls of one caller, each under an idempotency key of its own unless it names one. A text is sent as it is. */
export function callerOf(url: string, apiKey: string): Call {
  return async (...[method, path, body, headers = {}]) => {
    const reply = await fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(method === "GET" ? {} : { "idempotency-key": uuidV7() }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return {
      status: reply.status,
      type: reply.headers.get("content-type")?.split(";")[0],
      headers: reply.headers,
      body: (await reply.json()) as Record<string, unknown>,
    };
  };
}
