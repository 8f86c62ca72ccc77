import * as http from "node:http";

import { KubernetesApi, textOf } from "./api";

/** What stands behind one workload: told when the autoscaler reads and writes, asked for metrics. */
export interface Watched {
  /** The autoscaler begins to look; it goes on when this is done. */
  beforeRead(): Promise<void>;
  /** Values of a metric, as quantities; nothing where it cannot be read. */
  metric(name: string): readonly string[] | undefined;
  /** The autoscaler has set the number of pods. */
  written(replicas: number): void;
}

const SCALE = /^\/apis\/apps\/v1\/namespaces\/default\/deployments\/([^/]+)\/scale$/;
const EXTERNAL = /^\/apis\/external\.metrics\.k8s\.io\/v1beta1\/namespaces\/default\/(([^/]+)\.[^/]+)$/;
const OBJECT = /^\/apis\/custom\.metrics\.k8s\.io\/v1beta2\/namespaces\/default\/services\/[^/]+\/(([^/]+)\.[^/]+)$/;
const CUSTOM_GROUP = {
  name: "custom.metrics.k8s.io",
  versions: [{ groupVersion: "custom.metrics.k8s.io/v1beta2", version: "v1beta2" }],
  preferredVersion: { groupVersion: "custom.metrics.k8s.io/v1beta2", version: "v1beta2" },
};

/**
 * Stands between a controller manager and its API server: answers for metrics itself, which an adapter would, lets the
 * workload that is recorded get ready before each look, and passes everything else on. A metric is named
 * `<workload>.<metric>`.
 */
export class MetricsProxy {
  private readonly watched = new Map<string, Watched>();
  private readonly ready = new Map<string, boolean>();
  private readonly server: http.Server;
  /** What went wrong while something was passed on; the recorder looks. */
  readonly problems: string[] = [];

  private constructor(private readonly api: KubernetesApi) {
    this.server = http.createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => {
        response.destroy();
        this.problems.push(`${request.method} ${request.url}: ${String(error)}`);
      });
    });
  }

  /** Starts it on a port of its own. */
  static async start(api: KubernetesApi): Promise<MetricsProxy> {
    const proxy = new MetricsProxy(api);
    await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  /** Where it is. */
  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") {
      throw new Error("the proxy has not started");
    }
    return `http://127.0.0.1:${address.port}`;
  }

  /** Puts something behind a workload. */
  watch(workload: string, watched: Watched): void {
    this.watched.set(workload, watched);
  }

  /** Forgets a workload. */
  forget(workload: string): void {
    this.watched.delete(workload);
  }

  /** Pods that the controller manager has been told of, by whether they are ready. */
  get toldPods(): ReadonlyMap<string, boolean> {
    return this.ready;
  }

  /** Ends it. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { pathname, searchParams } = urlOf(request);
    const own = this.metrics(pathname);
    if (own !== undefined) {
      response.writeHead(own.status, { "content-type": "application/json" }).end(JSON.stringify(own.body));
      return;
    }
    const watched = this.watchedAt(pathname);
    if (request.method === "GET") {
      await watched?.beforeRead();
    }
    const body = await textOf(request);
    const upstream = await this.passOn(request, pathname, body);
    if (pathname === "/apis") {
      response.writeHead(200, { "content-type": "application/json" }).end(withCustomMetrics(await textOf(upstream)));
      return;
    }
    if (request.method === "PUT" && watched !== undefined) {
      this.note(watched, upstream.statusCode, body);
    }
    if (pathname === "/api/v1/pods" && searchParams.has("watch")) {
      this.listen(upstream);
    }
    passBack(upstream, response);
  }

  private watchedAt(path: string): Watched | undefined {
    const [, workload = ""] = SCALE.exec(path) ?? [];
    return this.watched.get(workload);
  }

  private passOn(request: http.IncomingMessage, pathname: string, body: string): Promise<http.IncomingMessage> {
    const { method = "GET", url = "/", headers } = request;
    // The groups are read one by one, so that one can be added.
    const plain = pathname === "/apis" || pathname === "/api" ? { accept: "application/json" } : {};
    const { "accept-encoding": _, ...others } = headers;
    return this.api.send({ method, path: url, headers: { ...others, ...plain } }, body);
  }

  private note(watched: Watched, status: number | undefined, body: string): void {
    if (status !== 200) {
      this.problems.push(`a scale was answered with ${status}`);
      return;
    }
    watched.written(JSON.parse(body).spec.replicas ?? 0);
  }

  /** Notes what a watch tells of pods. */
  private listen(upstream: http.IncomingMessage): void {
    let rest = "";
    upstream.on("data", (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split("\n");
      rest = lines.pop() ?? "";
      lines.filter((line) => line !== "").forEach((line) => this.told(JSON.parse(line)));
    });
  }

  private told({ type, object }: PodEvent): void {
    if (type === "DELETED") {
      this.ready.delete(object.metadata.name ?? "");
    } else if (type === "ADDED" || type === "MODIFIED") {
      const conditions = object.status?.conditions ?? [];
      const isReady = conditions.some((condition) => condition.type === "Ready" && condition.status === "True");
      this.ready.set(object.metadata.name ?? "", isReady);
    }
  }

  private metrics(path: string): { readonly status: number; readonly body: unknown } | undefined {
    if (path === "/apis/custom.metrics.k8s.io/v1beta2") {
      const groupVersion = CUSTOM_GROUP.preferredVersion.groupVersion;
      return { status: 200, body: { kind: "APIResourceList", apiVersion: "v1", groupVersion, resources: [] } };
    }
    const external = EXTERNAL.exec(path);
    const [, name = "", workload = ""] = external ?? OBJECT.exec(path) ?? [];
    if (name === "") {
      return undefined;
    }
    const values = this.watched.get(workload)?.metric(name);
    if (values === undefined) {
      return MISSING;
    }
    return { status: 200, body: external === null ? objectMetric(name, values) : externalMetric(name, values) };
  }
}

function urlOf({ url = "/" }: http.IncomingMessage): URL {
  return new URL(url, "http://proxy");
}

function passBack(upstream: http.IncomingMessage, response: http.ServerResponse): void {
  response.writeHead(upstream.statusCode ?? 502, upstream.headers);
  response.flushHeaders();
  upstream.pipe(response);
  response.once("close", () => upstream.destroy());
}

interface PodEvent {
  readonly type: string;
  readonly object: {
    readonly metadata: { readonly name?: string };
    readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
  };
}

const MISSING = {
  status: 404,
  body: {
    kind: "Status",
    apiVersion: "v1",
    status: "Failure",
    reason: "NotFound",
    code: 404,
    message: "no such metric",
  },
};

function externalMetric(metricName: string, values: readonly string[]): unknown {
  const timestamp = new Date().toISOString();
  return {
    kind: "ExternalMetricValueList",
    apiVersion: "external.metrics.k8s.io/v1beta1",
    metadata: {},
    items: values.map((value, index) => ({ metricName, metricLabels: { part: String(index) }, timestamp, value })),
  };
}

function objectMetric(name: string, values: readonly string[]): unknown {
  return {
    kind: "MetricValueList",
    apiVersion: "custom.metrics.k8s.io/v1beta2",
    metadata: {},
    items: values.map((value) => ({
      describedObject: { kind: "Service", apiVersion: "v1", namespace: "default", name: "shop" },
      metric: { name },
      timestamp: new Date().toISOString(),
      value,
    })),
  };
}

function withCustomMetrics(groups: string): string {
  const list = JSON.parse(groups);
  return JSON.stringify({ ...list, groups: [...list.groups, CUSTOM_GROUP] });
}
