import path from "node:path";
import { today } from "../clock";
import { previewDocument } from "../report/preview";
import type { PreviewDocument } from "../report/preview-document";
import { Judge, kitPack } from "./judge";
import { DEFAULT_TIME_LIMIT_SECONDS } from "./plan-environment";
import { planAndJudge } from "./planned";
import { provenOf } from "./residency";

/** Which environment to preview. */
export interface PreviewOptions {
  /** Folder of the Pulumi project. */
  readonly directory: string;
  /** Name of the environment. */
  readonly environment: string;
  /** Time limit of one stack's program; 120 where it is left out. */
  readonly timeLimitSeconds?: number;
  /** Day that exemptions are held against, such as `2026-11-27`; today, in UTC, where it is left out. */
  readonly asOf?: string;
}

/**
 * Plans every stack of an environment and judges it by the kit's policies, as `planner preview` does.
 *
 * @example
 * const { summary } = await previewEnvironment({ directory: __dirname, environment: "prod" });
 * assert.equal(summary.findings.mandatory, 0);
 * @throws InputError where the environment is not right
 */
export async function previewEnvironment(options: PreviewOptions): Promise<PreviewDocument> {
  const { environment, timeLimitSeconds = DEFAULT_TIME_LIMIT_SECONDS, asOf = today() } = options;
  const directory = path.resolve(options.directory);
  const judge = new Judge({ packs: [kitPack(directory)], configuration: {}, asOf });
  try {
    const asked = { directory, environment, stacks: [], sites: false, timeLimitSeconds, mode: "as-applied" } as const;
    const judged = await planAndJudge(asked, judge, () => undefined);
    return previewDocument(environment, judged, provenOf(asked, judged));
  } finally {
    await judge.close();
  }
}
