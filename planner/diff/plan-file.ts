import { z } from "zod";
import { InputError } from "../input-error";
import { readJson } from "../json-file";
import type { Plan } from "../plan";
import { withHashedSecrets } from "./secret-hash";

const Properties = z.record(z.string(), z.json());
const Texts = z.array(z.string());

const Options = z.strictObject({
  protect: z.boolean().exactOptional(),
  retainOnDelete: z.boolean().exactOptional(),
  deleteBeforeReplace: z.boolean().exactOptional(),
  ignoreChanges: Texts.exactOptional(),
  replaceOnChanges: Texts.exactOptional(),
  additionalSecretOutputs: Texts.exactOptional(),
  hideDiffs: Texts.exactOptional(),
  aliases: Texts.exactOptional(),
  deletedWith: z.string().exactOptional(),
  replaceWith: Texts.exactOptional(),
  import: z.string().exactOptional(),
  version: z.string().exactOptional(),
  pluginDownloadURL: z.string().exactOptional(),
  customTimeouts: z
    .strictObject({
      create: z.string().exactOptional(),
      update: z.string().exactOptional(),
      delete: z.string().exactOptional(),
      read: z.string().exactOptional(),
    })
    .exactOptional(),
});

const Resource = z.strictObject({
  urn: z.string(),
  type: z.string(),
  name: z.string(),
  kind: z.enum(["custom", "component", "provider", "read"]),
  id: z.string().exactOptional(),
  parent: z.string().exactOptional(),
  provider: z.string().exactOptional(),
  region: z.string().exactOptional(),
  inputs: Properties,
  outputs: Properties,
  dependencies: Texts,
  propertyDependencies: z.record(z.string(), Texts),
  options: Options,
  sites: z.array(z.strictObject({ file: z.string(), line: z.number(), column: z.number() })).exactOptional(),
});

const PlanSchema = z.strictObject({
  version: z.literal(1),
  organization: z.string(),
  project: z.string(),
  stack: z.string(),
  mode: z.enum(["as-applied", "unknowns"]),
  resources: z.array(Resource),
  outputs: Properties,
  references: Texts,
  diagnostics: z.array(
    z.strictObject({
      severity: z.enum(["debug", "info", "warning", "error"]),
      message: z.string(),
      urn: z.string().exactOptional(),
    }),
  ),
});

const PlanFile = z.strictObject({
  version: z.literal(1),
  kind: z.literal("plans"),
  environment: z.string().nullable(),
  plans: z.array(PlanSchema),
});

/** Plans that were saved. */
export interface SavedPlans {
  /** Name of the environment they are of; `null` where stacks were named instead. */
  readonly environment: string | null;
  readonly plans: readonly Plan[];
}

/** Plans as a file holds them: whole, but with hashes for secrets and without what programs logged. */
export function renderPlanFile({ environment, plans }: SavedPlans): string {
  const file = { version: 1, kind: "plans", environment, plans: plans.map(withHashedSecrets) };
  return `${JSON.stringify(file)}\n`;
}

/**
 * Reads a file of plans.
 * @throws InputError where it is none
 */
export function readPlanFile(file: string): SavedPlans {
  return savedPlans(file, readJson(file, { where: file, fix: "name a file that `planner plan --out FILE` wrote" }));
}

/**
 * The plans in the content of a file.
 * @throws InputError where there are none
 */
export function savedPlans(file: string, content: unknown): SavedPlans {
  const result = PlanFile.safeParse(content);
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = (issue?.path ?? []).join(".");
    const message = isPreview(content)
      ? "is a report of `planner preview`, in which secrets and unknowns are written over"
      : `holds no plans: ${place === "" ? "" : `${place}: `}${issue?.message ?? ""}`;
    throw new InputError([{ where: file, message, fix: "write plans with `planner plan --out FILE`" }]);
  }
  return result.data;
}

/** Whether the content of a file says that it is one of plans. */
export function isPlanFile(content: unknown): boolean {
  return typeof content === "object" && content !== null && "kind" in content && content.kind === "plans";
}

function isPreview(content: unknown): boolean {
  return typeof content === "object" && content !== null && "stacks" in content && "summary" in content;
}
