import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import * as https from "node:https";

/** Where an API server is, and how it is spoken to. */
export interface ApiAddress {
  readonly port: number;
  readonly token: string;
  /** What it shows for a certificate. */
  readonly certificate: Buffer;
}

/** What an API server answered. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

/** An API server of Kubernetes, spoken to as JSON. */
export class KubernetesApi {
  private readonly agent: https.Agent;

  constructor(private readonly address: ApiAddress) {
    this.agent = new https.Agent({ keepAlive: true, ca: address.certificate });
  }

  /** The answer to a request, whatever its status. */
  async answer(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
    const headers = { accept: "application/json", ...(body !== undefined && { "content-type": type }) };
    const response = await this.send({ method, path, headers }, body === undefined ? "" : JSON.stringify(body));
    return { status: response.statusCode ?? 0, body: await textOf(response) };
  }

  /** Asks for something that has to succeed. */
  async call(method: string, path: string, body?: unknown): Promise<void> {
    const { status, body: said } = await this.answer(method, path, body);
    if (status >= 300) {
      throw new Error(`${method} ${path}: ${status} ${said}`);
    }
  }

  /** Sends a request as it is. */
  send(
    request: { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders },
    body: string | Buffer,
  ): Promise<IncomingMessage> {
    const { port, token } = this.address;
    const headers = { ...request.headers, authorization: `Bearer ${token}`, host: `127.0.0.1:${port}` };
    return new Promise((resolve, reject) => {
      const options = { agent: this.agent, host: "127.0.0.1", port, method: request.method, path: request.path };
      https
        .request({ ...options, headers }, resolve)
        .once("error", reject)
        .end(body);
    });
  }

  /** Lets go of its connections. */
  close(): void {
    this.agent.destroy();
  }
}

/** All that a message says. */
export async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString();
}
