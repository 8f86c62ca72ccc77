import { hash } from "node:crypto";
import type { App } from "./context";

/** What the browser runs for the operator's page, and how it looks. */
export interface PageBundle {
  readonly script: string;
  readonly style: string;
}

/**
 * The operator's page as one file that holds no data: all it shows it asks the API for, with a key that is typed in. What runs in
 * it is allowed by its hash, and it may talk to this service alone.
 */
export function pageRoute(app: App, page: PageBundle | undefined): void {
  if (page === undefined) {
    return;
  }
  const html = htmlOf(page);
  const policy = [
    "default-src 'none'",
    `script-src '${sourceOf(page.script)}'`,
    `style-src '${sourceOf(page.style)}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  app.get("/operator", { schema: { hide: true } }, (_, reply) =>
    reply
      .headers({
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-cache",
      })
      .type("text/html; charset=utf-8")
      .serializer((text: string) => text)
      .send(html),
  );
}

function htmlOf({ script, style }: PageBundle): string {
  if (/<\/(script|style)/i.test(script + style)) {
    throw new Error("internal: the operator's page holds the end of an element within its script or style");
  }
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    "<title>Inventory</title>",
    `<style>${style}</style>`,
    "</head>",
    "<body>",
    "<noscript>This page is drawn by a script that it holds. Allow scripts to use it.</noscript>",
    `<script>${script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function sourceOf(text: string): string {
  return `sha256-${hash("sha256", text, "base64")}`;
}
