import { previewDocument, type JudgedStack } from "../report/preview";
import { previewText } from "../report/preview-text";
import { withoutSecrets } from "../report/redact";
import { EXIT, type Command, type Output } from "./command";
import { Judge, POLICY_OPTIONS } from "./judge";
import type { CommandLine } from "./options";
import { PLAN_OPTIONS } from "./plan-options";
import { planAsked } from "./planned";

/** Plans an environment and judges it: the main job. */
export const preview: Command = {
  name: "preview",
  summary: "Plan every stack of an environment and judge it by policy.",
  usage: "[environment]",
  options: {
    ...PLAN_OPTIONS,
    ...POLICY_OPTIONS,
    format: { type: "string", value: "FORMAT", choices: ["text", "json"], help: "text (default) or json" },
    all: { type: "boolean", help: "draw every resource instead of one line for each type" },
  },
  async run(line, output) {
    const judged = await planAndJudge(line, output);
    const document = previewDocument(line.positionals[0], judged);
    const json = line.text("format") === "json";
    output.result(json ? `${JSON.stringify(document, null, 2)}\n` : previewText(document, judged, line.flag("all")));
    return document.summary.findings.mandatory > 0 ? EXIT.findings : EXIT.ok;
  },
};

async function planAndJudge(line: CommandLine, output: Output): Promise<JudgedStack[]> {
  const judge = new Judge(line);
  try {
    const findings = new Map<string, ReturnType<Judge["judge"]>>();
    const stacks = await planAsked(line, output, (stack, environment) => {
      const verdict = judge.judge(stack, environment);
      // Awaited below, when all stacks are planned; an earlier failure must not end the process unhandled.
      verdict.catch(() => undefined);
      findings.set(stack.outcome.name, verdict);
    });
    return await Promise.all(
      stacks.map(async ({ plan, described, outcome }) => ({
        plan,
        findings: withoutSecrets((await findings.get(outcome.name)) ?? [], plan),
        ...(described !== undefined && { described }),
      })),
    );
  } finally {
    await judge.close();
  }
}
