import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import fastify from "fastify";
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
import { answerFailure } from "./failures";
import { inspectionRoutes } from "./inspection-routes";
import { lineageRoutes } from "./lineage-routes";
import { loggerOf } from "./log";
import { orderRoutes } from "./order-routes";
import { asProblem, problem } from "./problem";
import { reservationRoutes } from "./reservation-routes";
import { serviceRoutes } from "./service-routes";
import { stockRoutes } from "./stock-routes";

/** The largest request: a reservation of a hundred lines fits. */
const MOST_BYTES = 256 * 1024;

/** How long a client may take to send its request, in ms. */
const REQUEST_TIMEOUT_MILLISECONDS = 10_000;

/** The service over HTTP: who may call, what is asked, what is answered. */
export async function buildApp(options: HttpOptions): Promise<App> {
  const app: App = fastify({
    bodyLimit: MOST_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MILLISECONDS,
    logger: loggerOf(options.log),
    return503OnClosing: true,
    routerOptions: { maxParamLength: 128 },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  // What is answered is made by typed code, and held against the schemas by the tests, not once more for each answer.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(answerFailure);
  app.setNotFoundHandler((_, reply) => reply.send(asProblem(reply, problem("not-found"))));
  app.decorateRequest("grant", null);
  app.addHook("onRequest", authorize(options));
  measure(app, options);
  endConnections(app);
  await app.register(swagger, DOCUMENT);
  await app.register(rateLimit, QUOTA);
  serviceRoutes(app, options);
  availabilityRoutes(app, options);
  stockRoutes(app, options);
  countRoutes(app, options);
  reservationRoutes(app, options);
  lineageRoutes(app, options);
  inspectionRoutes(app, options);
  orderRoutes(app, options);
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
        "order is that in which they lock the stock rows. Answers, refusals included, are kept under the idempotency key.",
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
  keyGenerator: ({ grant, ip }) => (grant === null ? ip : JSON.stringify([grant.tenant, grant.client])),
};

function measure(app: App, { metrics }: Pick<HttpOptions, "metrics">): void {
  app.addHook("onResponse", (request, reply, done) => {
    const { method, url } = request.routeOptions;
    const labels = { method: String(method), route: url ?? "none", status: reply.statusCode };
    metrics.requestSeconds.observe(labels, reply.elapsedTime / 1000);
    done();
  });
}

/** Ends each connection with the answer on it once the app is closing: it would be kept open for the next request. */
function endConnections(app: App): void {
  let closing = false;
  app.addHook("preClose", (done) => {
    closing = true;
    done();
  });
  app.addHook("onSend", async (_, reply) => {
    if (closing) {
      reply.header("connection", "close");
    }
  });
}
