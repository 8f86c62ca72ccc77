import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import fastify, { type FastifyHttpOptions, type RawServerDefault } from "fastify";
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { authorize } from "./authorize";
import { availabilityRoutes } from "./availability-routes";
import type { App, HttpOptions } from "./context";
import { countRoutes } from "./count-routes";
import { limitCaching } from "./caching";
import { answerFailure } from "./failures";
import { inspectionRoutes } from "./inspection-routes";
import { lineageRoutes } from "./lineage-routes";
import { logAborted, loggingOf } from "./log";
import { orderRoutes } from "./order-routes";
import { pageRoute } from "./page-route";
import { asProblem, problem } from "./problem";
import { reservationRoutes } from "./reservation-routes";
import { restockRoutes } from "./restock-routes";
import { documentRoute, serviceRoutes } from "./service-routes";
import { shadowRoutes } from "./shadow-routes";
import { stockRoutes } from "./stock-routes";
import { traceRequests } from "./trace-requests";
import { webhookRoute } from "./webhook-route";

/** The largest request: a reservation of a hundred lines fits. */
const MOST_BYTES = 256 * 1024;

/** How long a client may take to send its request, and for how long its connection is kept for the next one, in ms. */
const TIMEOUTS = { requestTimeout: 10_000, keepAliveTimeout: 72_000 } as const;

/** The service over HTTP: who may call, what is asked, what is answered. */
export async function buildApp(options: HttpOptions): Promise<App> {
  const app: App = fastify({
    bodyLimit: MOST_BYTES,
    ...TIMEOUTS,
    ...loggingOf(options.log),
    return503OnClosing: true,
    routerOptions: { maxParamLength: 128 },
    ...serverOf(options),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  // What is answered is made by typed code, and held against the schemas by the tests, not once more for each answer.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(answerFailure);
  app.setNotFoundHandler((_, reply) => reply.send(asProblem(reply, problem("not-found"))));
  app.decorateRequest("grant", null);
  app.addHook("onRequest", authorize(options));
  logAborted(app);
  traceRequests(app, options);
  measure(app, options);
  endConnections(app, options);
  limitCaching(app);
  await app.register(swagger, DOCUMENT);
  await app.register(rateLimit, QUOTA);
  documentRoute(app);
  if (options.answersOperations) {
    serviceRoutes(app, options);
  }
  pageRoute(app, options.page);
  availabilityRoutes(app, options);
  stockRoutes(app, options);
  countRoutes(app, options);
  reservationRoutes(app, options);
  restockRoutes(app, options);
  lineageRoutes(app, options);
  inspectionRoutes(app, options);
  orderRoutes(app, options);
  shadowRoutes(app, options);
  await webhookRoute(app, options);
  await app.ready();
  return app;
}

/** Fastify gives its limits to servers that it makes itself, and to no other. */
function serverOf({ tls }: Pick<HttpOptions, "tls">): Pick<FastifyHttpOptions<RawServerDefault>, "serverFactory"> {
  return tls === undefined ? {} : { serverFactory: (handler) => tls.listen(handler, TIMEOUTS) };
}

/** Health and metrics on an address of their own, without TLS and keys: for those who run the service and bring neither. */
export async function buildOperations(options: Pick<HttpOptions, "isReady" | "metrics">): Promise<App> {
  const app: App = fastify().withTypeProvider<ZodTypeProvider>();
  serviceRoutes(app, options);
  await app.ready();
  return app;
}

const DOCUMENT = {
  openapi: {
    openapi: "3.1.0",
    info: {
      title: "Inventory service",
      version: "1.0.0",
      description:
        "Commands of one channel are carried out in the order in which they reach a replica; between replicas the " +
        "order is that in which they lock the stock rows. Answers, refusals included, are kept under the idempotency key. " +
        "A request may carry `traceparent` (W3C trace context); events that it makes carry one of the same trace.",
    },
    components: { securitySchemes: { apiKey: { type: "http", scheme: "bearer" } } },
  },
  transform: jsonSchemaTransform,
  transformObject: jsonSchemaTransformObject,
} as const;

/** The quota is the client's, and counted by each replica. Public routes have none. */
const QUOTA: Parameters<typeof rateLimit>[1] = {
  hook: "preParsing",
  timeWindow: 60_000,
  max: ({ grant }) => grant?.requestsPerMinute ?? Number.MAX_SAFE_INTEGER,
  keyGenerator: ({ grant, ip }) => (grant === null ? ip : `${grant.tenant}\u0000${grant.client}`),
};

function measure(app: App, { metrics }: Pick<HttpOptions, "metrics">): void {
  app.addHook("onResponse", (request, reply, done) => {
    const { method, url } = request.routeOptions;
    const labels = { method: String(method), route: url ?? "none", status: reply.statusCode };
    metrics.observeRequest(labels, reply.elapsedTime / 1000);
    done();
  });
}

/**
 * Ends connections with the answer on them: all once the app is closing, as they would be kept open for the next request, and
 * those whose clients' authority is none any longer.
 */
function endConnections(app: App, { tls }: Pick<HttpOptions, "tls">): void {
  let closing = false;
  app.addHook("preClose", (done) => {
    closing = true;
    done();
  });
  // eslint-disable-next-line max-params -- as Fastify calls it; a promise would cost each answer a turn
  app.addHook("onSend", (request, reply, _, done) => {
    if (closing || tls?.isOutdated(request.socket)) {
      reply.header("connection", "close");
    }
    done();
  });
}
