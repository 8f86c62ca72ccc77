import type { App, HttpOptions } from "./context";

/**
 * Records requests that were let in, by the trace that their caller names (`traceparent`) or one of their own. A request that
 * was turned away is nobody's, and in the metrics.
 */
export function traceRequests(app: App, { traces }: Pick<HttpOptions, "traces">): void {
  app.decorateRequest("span", undefined);
  app.addHook("onRequest", (request, _, done) => {
    const { method, routeOptions, headers, grant } = request;
    if (grant !== null) {
      const { traceparent } = headers;
      const route = routeOptions.url;
      request.span = traces.begin({
        ...{ name: `${method} ${route}`, role: "server" },
        parent: typeof traceparent === "string" ? traceparent : undefined,
        facts: { method, route, tenant: grant.tenant },
      });
    }
    done();
  });
  app.addHook("onResponse", ({ span }, { statusCode: status }, done) => {
    span?.end({ status, failed: status >= 500 });
    done();
  });
}
