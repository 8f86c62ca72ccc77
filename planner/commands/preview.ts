import { previewDocument, type JudgedStack } from "../report/preview";
import { previewText } from "../report/preview-text";
import { EXIT, type Command } from "./command";
import { PLAN_OPTIONS } from "./plan-options";
import { planAsked } from "./planned";

/** Plans an environment and judges it: the main job. */
export const preview: Command = {
  name: "preview",
  summary: "Plan every stack of an environment and judge it by policy.",
  usage: "[environment]",
  options: {
    ...PLAN_OPTIONS,
    format: { type: "string", value: "FORMAT", choices: ["text", "json"], help: "text (default) or json" },
    all: { type: "boolean", help: "draw every resource instead of one line for each type" },
  },
  async run(line, output) {
    const stacks = await planAsked(line, output);
    const judged: JudgedStack[] = stacks.map(({ plan, described }) => ({
      plan,
      findings: [],
      ...(described !== undefined && { described }),
    }));
    const document = previewDocument(line.positionals[0], judged);
    const json = line.text("format") === "json";
    output.result(json ? `${JSON.stringify(document, null, 2)}\n` : previewText(document, judged, line.flag("all")));
    return document.summary.findings.mandatory > 0 ? EXIT.findings : EXIT.ok;
  },
};
