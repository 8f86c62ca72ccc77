import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Link,
  type Span as ApiSpan,
} from "@opentelemetry/api";
import { parseTraceParent } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { DrawnTraces } from "./drawn-traces";
import { followLinks } from "./follow-links";
import type { Span, TraceFacts, Traces, TraceStart } from "./traces";

/** Where traces are sent, and how many. */
export interface OtlpOptions {
  /** Where a collector answers OTLP over HTTP; traces go to `/v1/traces` below it. */
  readonly endpoint: string;
  /** Which part is recorded of what begins here without a trace of its own, from 0 to 1. */
  readonly ratio: number;
  /** What this replica is called. */
  readonly replica: string;
  /** Which partition this is. */
  readonly partition: string;
}

/** The attributes that there are. A fact without a row here cannot be written. */
const ATTRIBUTES: { readonly [Fact in keyof Required<TraceFacts>]: string } = {
  tenant: "inventory.tenant",
  skus: "inventory.skus",
  kind: "inventory.command",
  outcome: "inventory.outcome",
  method: "http.request.method",
  route: "http.route",
  status: "http.response.status_code",
  commands: "inventory.batch.commands",
  consumer: "messaging.consumer.group.name",
  channel: "inventory.channel",
};
const FACTS = [
  "tenant",
  "skus",
  "kind",
  "outcome",
  "method",
  "route",
  "status",
  "commands",
  "consumer",
  "channel",
] as const;

/** SKUs that a piece of work names at most. */
const MOST_SKUS = 8;

/** Links of a batch: one for each of its commands that is recorded. */
const MOST_LINKS = 256;

/** What is not sent in time is dropped: the service waits for no collector. */
const SEND_MILLISECONDS = 2_000;
const TIMEOUT_MILLISECONDS = 5_000;
const MOST_WAITING = 4_096;

const ROLES = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** Sends traces to a collector, by OTLP over HTTP in JSON. */
export function otlpTraces({ endpoint, ratio, replica, partition }: OtlpOptions): Traces {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, "")}/v1/traces`,
    timeoutMillis: TIMEOUT_MILLISECONDS,
  });
  const drawn = new DrawnTraces(ratio);
  const provider = new TracerProvider({
    idGenerator: drawn,
    sampler: followLinks(ratio),
    spanLimits: { linkCountLimit: MOST_LINKS },
    resource: resourceFromAttributes({
      "service.name": "inventory-service",
      "service.instance.id": replica,
      "inventory.partition": partition,
    }),
    spanProcessors: [
      new BatchSpanProcessor({
        ...{ exporter, maxQueueSize: MOST_WAITING },
        ...{ scheduledDelayMillis: SEND_MILLISECONDS, exportTimeoutMillis: TIMEOUT_MILLISECONDS },
      }),
    ],
  });
  const tracer = provider.getTracer("inventory-service");
  return {
    begin: ({ name, role, parent, links = [], facts = {} }: TraceStart) => {
      const above = parent === undefined ? null : parseTraceParent(parent);
      if (above === null && links.length === 0 && !drawn.draw()) {
        return undefined;
      }
      const context = above === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...above, isRemote: true });
      const span = tracer.startSpan(name, { kind: ROLES[role], links: links.flatMap(linkTo) }, context);
      // What is said of it costs nothing where it is not recorded.
      return span.isRecording() ? recorded(span.setAttributes(attributesOf(facts))) : undefined;
    },
    // A collector that is away keeps nobody from ending.
    stop: () => provider.shutdown().catch(() => undefined),
  };
}

function recorded(span: ApiSpan): Span {
  const { traceId, spanId } = span.spanContext();
  return {
    traceparent: `00-${traceId}-${spanId}-01`,
    link: (traceparent) => span.addLinks(linkTo(traceparent)),
    end: ({ failed = false, ...facts }) => {
      span.setAttributes(attributesOf(facts));
      if (failed) {
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
    },
  };
}

function linkTo(traceparent: string): Link[] {
  const context = parseTraceParent(traceparent);
  return context === null ? [] : [{ context: { ...context, traceFlags: TraceFlags.SAMPLED } }];
}

function attributesOf({ skus, ...facts }: TraceFacts): Record<string, string | number | string[]> {
  const named = { ...facts, skus: skus === undefined ? undefined : [...new Set(skus)].slice(0, MOST_SKUS) };
  return Object.fromEntries(
    FACTS.flatMap((fact) => {
      const value = named[fact];
      return value === undefined ? [] : [[ATTRIBUTES[fact], value] as const];
    }),
  );
}
