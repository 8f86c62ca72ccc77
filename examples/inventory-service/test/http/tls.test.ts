import { X509Certificate } from "node:crypto";
import fs from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import https from "node:https";
import os from "node:os";
import path from "node:path";
import type { TLSSocket } from "node:tls";
import type { Client } from "pg";
import { TlsServer } from "../../src/http";
import { Metrics } from "../../src/observe";
import type { Service } from "../../src/service";
import { TestServer } from "../storage/database";
import { issueKey, serviceOn } from "./caller";
import { makeAuthority, type Issued } from "./certificates";

const [ours, theirs, next] = [makeAuthority("ours"), makeAuthority("theirs"), makeAuthority("next")];
const clientOf = { ours: ours.issue("shop", "client"), theirs: theirs.issue("shop", "client") };
const served = ours.issue("service", "server");

/** What a client sees of a handshake that the server broke off. */
const REFUSED = /alert|ECONNRESET|socket hang up/;

let folder: string;
beforeAll(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-tls-"))));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
};
const files = (name: string, { cert, key }: Issued, ca?: string) => ({
  certFile: write(`${name}.crt`, cert),
  keyFile: write(`${name}.key`, key),
  clientCaFile: ca === undefined ? undefined : write(`${name}-ca.crt`, ca),
});

/** Asks over TLS; answers with the status, the server's certificate and whether the connection is kept. */
function ask(
  url: string,
  { agent, key = "" }: { readonly agent: https.Agent; readonly key?: string },
): Promise<{ readonly status: number | undefined; readonly serial: string; readonly connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    const request = https.get(url, { agent, headers: { authorization: `Bearer ${key}` } }, (reply) => {
      const serial = new X509Certificate((reply.socket as TLSSocket).getPeerCertificate(true).raw).serialNumber;
      reply.resume().once("end", () => {
        resolve({ status: reply.statusCode, serial, connection: reply.headers.connection });
      });
    });
    request.once("error", reject);
  });
}

const agentOf = (client: Issued | undefined, options: https.AgentOptions = {}): https.Agent =>
  new https.Agent({ ca: [ours.cert, next.cert], keepAlive: true, maxSockets: 1, ...client, ...options });

describe("the service with TLS", () => {
  let server: TestServer;
  let service: Service;
  let owner: Client;
  let url: string;
  beforeAll(async () => {
    server = await TestServer.start();
    const tls = files("service", served, ours.cert);
    ({ service, owner, url } = await serviceOn(server, { tls, hasOperations: true }));
    // Fastify does not know what kind of server it was given.
    url = url.replace("http:", "https:");
  });
  afterAll(async () => {
    await service.stop();
    await server.stop();
  });

  it("lets in a client of its authority, whose API key decides the tenant, and whose certificate is no key", async () => {
    const agent = agentOf(clientOf.ours);
    const stock = `${url}/v1/stock/mug`;

    expect((await ask(stock, { agent, key: await issueKey(owner) })).status).toBe(200);
    expect((await ask(stock, { agent })).status).toBe(401);
    expect((await ask(stock, { agent, key: await issueKey(owner, { scopes: ["stock:write"] }) })).status).toBe(403);
    agent.destroy();
  });

  it.each([
    ["without a certificate", undefined],
    ["with one of another authority", clientOf.theirs],
  ])("lets in nobody %s, whatever the API key", async (_what, client) => {
    const key = await issueKey(owner);

    await expect(ask(`${url}/v1/stock/mug`, { agent: agentOf(client), key })).rejects.toThrow(REFUSED);
  });

  it("answers health and metrics elsewhere, to those who bring no certificate, and not where it asks for one", async () => {
    const operations = await service.operations.listen({ host: "127.0.0.1", port: 0 });
    const ready = await fetch(`${operations}/health/ready`);
    const metrics = await (await fetch(`${operations}/metrics`)).text();
    const ends = Date.parse(new X509Certificate(served.cert).validTo) / 1000;

    expect([await ready.json(), metrics.includes(`inventory_tls_certificate_end_seconds ${ends}\n`)]).toEqual([
      { status: "ready" },
      true,
    ]);
    expect((await ask(`${url}/health/ready`, { agent: agentOf(clientOf.ours) })).status).toBe(404);
    expect((await fetch(`${operations}/v1/stock/mug`)).status).toBe(404);
  });
});

describe("a server whose files change", () => {
  let errors: unknown[];
  let metrics: Metrics;
  let tls: TlsServer;
  let server: https.Server;
  let url: string;
  beforeEach(async () => {
    errors = [];
    metrics = new Metrics(() => 0);
    const onError = (error: unknown): void => void errors.push(error);
    tls = await TlsServer.open({ files: files("server", served, ours.cert), metrics, onError });
    const handler = (request: IncomingMessage, reply: ServerResponse): void => {
      if (tls.isOutdated(request.socket)) {
        reply.setHeader("connection", "close");
      }
      reply.end("served");
    };
    server = tls.listen(handler, { requestTimeout: 10_000, keepAliveTimeout: 10_000 });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    url = `https://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const valueOf = async (name: string): Promise<number | undefined> =>
    (await metrics.registry.getSingleMetric(name)?.get())?.values[0]?.value;

  it("takes a new certificate, and drops nobody who is connected", async () => {
    const agent = agentOf(clientOf.ours);
    const before = await ask(url, { agent });
    const renewed = next.issue("service", "server");
    files("server", renewed, ours.cert);
    await tls.look();
    const same = await ask(url, { agent });
    const fresh = await ask(url, { agent: agentOf(clientOf.ours) });

    expect(fresh.serial).toBe(new X509Certificate(renewed.cert).serialNumber);
    expect([before, same]).toEqual(
      Array(2).fill({ status: 200, serial: new X509Certificate(served.cert).serialNumber, connection: "keep-alive" }),
    );
    expect([await valueOf("inventory_tls_reloads_total"), errors]).toEqual([1, []]);
    agent.destroy();
  });

  it("takes the authorities of clients: new ones come in, those of one that was taken away do not, nor by an old session", async () => {
    const old = agentOf(clientOf.ours, { keepAlive: false, maxCachedSessions: 10 });
    expect((await ask(url, { agent: old })).status).toBe(200);
    await expect(ask(url, { agent: agentOf(clientOf.theirs) })).rejects.toThrow(REFUSED);
    files("server", served, theirs.cert);
    await tls.look();

    expect((await ask(url, { agent: agentOf(clientOf.theirs) })).status).toBe(200);
    await expect(ask(url, { agent: old })).rejects.toThrow(REFUSED);
    await expect(ask(url, { agent: agentOf(clientOf.ours) })).rejects.toThrow(REFUSED);
  });

  it("answers those once more who were let in by an authority that was taken away, and ends their connection with it", async () => {
    const agent = agentOf(clientOf.ours);
    await ask(url, { agent });
    files("server", served, theirs.cert);
    await tls.look();

    expect(await ask(url, { agent })).toMatchObject({ status: 200, connection: "close" });
    await expect(ask(url, { agent })).rejects.toThrow(REFUSED);
  });

  it.each([
    {
      file: "server.crt",
      text: "half of a certificate",
      message: /^TLS_CERT_FILE .*server\.crt: holds no certificate in PEM$/,
    },
    { file: "server.key", text: "nothing", message: /^TLS_KEY_FILE .*server\.key: holds no private key in PEM$/ },
    {
      file: "server.key",
      text: clientOf.theirs.key,
      message: /^TLS_KEY_FILE .*: is not the key of TLS_CERT_FILE .*server\.crt$/,
    },
    { file: "server-ca.crt", text: "", message: /^TLS_CLIENT_CA_FILE .*: holds no certificate in PEM$/ },
    {
      file: "server-ca.crt",
      text: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
      message: /^TLS_CLIENT_CA_FILE .*: its certificate number 1 cannot be read$/,
    },
  ])("goes on with what it has where a file becomes broken, and says so once: $message", async (broken) => {
    const good = fs.readFileSync(path.join(folder, broken.file), "utf8");
    write(broken.file, broken.text);
    await tls.look();
    await tls.look();
    const during = await ask(url, { agent: agentOf(clientOf.ours) });
    const refused = await valueOf("inventory_tls_files_refused");
    write(broken.file, good);
    await tls.look();

    expect([during.status, refused, await valueOf("inventory_tls_files_refused")]).toEqual([200, 1, 0]);
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringMatching(broken.message) })]);
    expect(await valueOf("inventory_tls_reloads_total")).toBe(0);
  });

  it("does not start on files that are not there", async () => {
    const gone = { ...files("gone", served), keyFile: path.join(folder, "absent.key") };

    await expect(TlsServer.open({ files: gone, metrics, onError: () => undefined })).rejects.toThrow(
      `TLS_KEY_FILE ${gone.keyFile}: cannot be read (ENOENT)`,
    );
  });
});
