import type { App } from "./context";

/** The header in which a page lists what it shows, as a distribution's `cacheTagHeader` names it. */
export const CACHE_TAG = "cache-tag";

/** Every route but this one asks for a key, or says how the service is at this moment. */
const DOCUMENT = "/openapi.json";

/**
 * Says of each answer who may keep it: nobody but the caller, and not even it, where the answer is for a key. A shared cache would
 * hand it to whoever has another.
 */
export function limitCaching(app: App): void {
  // eslint-disable-next-line max-params -- as Fastify calls it; a promise would cost each answer a turn
  app.addHook("onSend", ({ routeOptions: { url } }, reply, _, done) => {
    reply.header("cache-control", url === DOCUMENT ? "public, max-age=60" : "private, no-store");
    done();
  });
}

/**
 * Tags of a page that shows what may be sold of a SKU, for whoever renders it out of the answer. The platform's invalidations take
 * `#sku:{category}:{sku}` and `#category:{category}`; a tenant is the category of its products.
 */
export function tagsOf({ tenant, sku }: { readonly tenant: string; readonly sku: string }): string {
  return [`sku:${written(tenant)}:${written(sku)}`, `category:${written(tenant)}`].join(",");
}

/** Tags are visible ASCII without commas, and in them case does not count. */
function written(name: string): string {
  return encodeURIComponent(name).toLowerCase();
}
