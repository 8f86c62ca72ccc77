import net from "node:net";

/** What came back. */
export interface Response {
  readonly status: number;
  readonly replayed: boolean;
  readonly body: string;
}

interface Waiting {
  readonly resolve: (response: Response) => void;
  readonly reject: (error: Error) => void;
  readonly late: NodeJS.Timeout;
}

/** A connection, with one request on its way at most. */
class Connection {
  readonly #socket: net.Socket;
  #text = "";
  #waiting: Waiting | undefined;
  isOpen = true;

  constructor(port: number) {
    this.#socket = net.connect(port, "127.0.0.1").setEncoding("latin1").setNoDelay(true);
    this.#socket.on("error", () => undefined).once("close", () => this.#fail("the connection was lost"));
    this.#socket.on("data", (chunk: string) => this.#take(chunk));
  }

  send(text: string, timeoutMilliseconds: number): Promise<Response> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.#fail("no answer came in time"), timeoutMilliseconds);
      this.#waiting = { resolve, reject, late };
      this.#socket.write(text);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: string): void {
    this.#text += chunk;
    const end = this.#text.indexOf("\r\n\r\n");
    const head = end < 0 ? "" : this.#text.slice(0, end).toLowerCase();
    const length = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0);
    if (end < 0 || this.#text.length < end + 4 + length) {
      return;
    }
    const body = this.#text.slice(end + 4, end + 4 + length);
    this.#text = "";
    this.isOpen &&= !head.includes("\r\nconnection: close");
    const waiting = this.#waiting;
    this.#waiting = undefined;
    clearTimeout(waiting?.late);
    const replayed = head.includes("\r\nidempotency-replayed: true");
    waiting?.resolve({ status: Number(head.slice(9, 12)), replayed, body });
  }

  #fail(why: string): void {
    this.isOpen = false;
    this.#socket.destroy();
    const waiting = this.#waiting;
    this.#waiting = undefined;
    clearTimeout(waiting?.late);
    waiting?.reject(new Error(why));
  }
}

/** Requests to one server, over connections that are kept. Smaller than a client for everybody: the load leaves it no time. */
export class HttpClient {
  readonly #port: number;
  readonly #idle: Connection[] = [];
  constructor(port: number) {
    this.#port = port;
  }

  /** Sends a request. @throws Error where no answer came: whether it was carried out is unknown */
  async send(request: string, timeoutMilliseconds: number): Promise<Response> {
    const connection = this.#connection();
    const response = await connection.send(request, timeoutMilliseconds);
    if (connection.isOpen) {
      this.#idle.push(connection);
    }
    return response;
  }

  close(): void {
    this.#idle.splice(0).forEach((connection) => connection.close());
  }

  #connection(): Connection {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.isOpen) {
        return idle;
      }
    }
    return new Connection(this.#port);
  }
}

/** What is asked of the service. */
export interface Asked {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly apiKey: string;
  /** The idempotency key of a change. */
  readonly key?: string;
  readonly body?: object;
}

/** A request as it goes over the wire. */
export function requestText({ method, path, apiKey, key, body }: Asked): string {
  const content = body === undefined ? "" : JSON.stringify(body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    "host: localhost",
    `authorization: Bearer ${apiKey}`,
    ...(key === undefined ? [] : [`idempotency-key: ${key}`]),
    ...(body === undefined ? [] : ["content-type: application/json", `content-length: ${content.length}`]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n${content}`;
}
