import { createHash } from "node:crypto";
import { readableProperties } from "../../plan";
import type { JudgedStack } from "../preview";
import type { PageBundle } from "./bundle";
import type { PageData } from "./page-data";

/**
 * The page as one file. What runs in it is allowed by its hash and by nothing else; it may load nothing, and send nothing. What
 * a plan says stands in blocks of data, which no browser runs.
 */
export function pageHtml(data: PageData, stacks: readonly JudgedStack[], bundle: PageBundle): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(bundle.script)}'`,
    `style-src '${hashOf(bundle.style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapedText(`${data.title}: report`)}</title>`,
    `<style>${bundle.style}</style>`,
    "</head>",
    "<body>",
    "<noscript>This report is drawn by a script that it holds. Allow scripts to read it.</noscript>",
    '<div id="page"></div>',
    dataBlock("report", JSON.stringify(data)),
    ...stacks.map(({ plan }, index) =>
      dataBlock(`inputs-${index}`, JSON.stringify(plan.resources.map(({ inputs }) => readableProperties(inputs)))),
    ),
    dataBlock("licences", JSON.stringify(bundle.licences)),
    `<script>${bundle.script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** No text in JSON can end its block, or begin a comment: only `<` could. */
function dataBlock(id: string, json: string): string {
  return `<script type="application/json" id="${id}">${json.replaceAll("<", "\\u003c")}</script>`;
}

function escapedText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
