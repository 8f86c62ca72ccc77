import type { App, HttpOptions } from "./context";

/** Routes for those who run the service. They are public, and belong on no public address. */
export function serviceRoutes(app: App, { isReady, metrics }: Pick<HttpOptions, "isReady" | "metrics">): void {
  const hidden = { schema: { hide: true } };
  app.get("/health/live", hidden, () => ({ status: "live" }));
  app.get("/health/ready", hidden, async (_, reply) =>
    (await isReady()) ? { status: "ready" } : reply.code(503).send({ status: "not-ready" }),
  );
  app.get("/metrics", hidden, async (_, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}

/** The route of the API's own description. It is public. */
export function documentRoute(app: App): void {
  app.get("/openapi.json", { schema: { hide: true } }, (_, reply) => reply.send(app.swagger()));
}
