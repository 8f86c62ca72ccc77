import http from "node:http";
import type { AddressInfo } from "node:net";

interface Value {
  readonly stringValue?: string;
  readonly intValue?: number;
  readonly arrayValue?: { readonly values: readonly Value[] };
}

/** A part of a trace, as it is sent. */
export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: Value }[];
  readonly links?: readonly { readonly spanId: string }[];
  readonly status: { readonly code: number; readonly message?: string };
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: OtlpSpan["attributes"] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

/** A collector that takes OTLP over HTTP, in JSON, and remembers it. */
export class Collector {
  readonly #server: http.Server;
  readonly bodies: string[] = [];
  readonly paths = new Set<string>();

  constructor() {
    this.#server = http.createServer((request, reply) => {
      this.paths.add(`${request.method} ${request.url} ${request.headers["content-type"]}`);
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        this.bodies.push(Buffer.concat(parts).toString());
        reply.setHeader("content-type", "application/json").end("{}");
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get resources(): readonly Record<string, unknown>[] {
    return this.#exports().map(({ resource }) => attributesOf(resource.attributes));
  }

  get spans(): readonly OtlpSpan[] {
    return this.#exports().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  }

  #exports(): Export["resourceSpans"] {
    return this.bodies.flatMap((body) => (JSON.parse(body) as Export).resourceSpans);
  }
}

export function attributesOf(attributes: OtlpSpan["attributes"]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));
}

function valueOf({ stringValue, intValue, arrayValue }: Value): unknown {
  return stringValue ?? intValue ?? arrayValue?.values.map(valueOf);
}
