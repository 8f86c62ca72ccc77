import type { z } from "zod";
import { isPlanFile, savedPlans } from "../diff/plan-file";
import { InputError } from "../input-error";
import { readJson } from "../json-file";
import type { Plan } from "../plan";
import { planOfPreview, PreviewJson } from "./preview-json";
import { planOfExport, StackExport } from "./stack-export";

const FIX = "name a file of `planner plan --out`, `pulumi preview --json` or `pulumi stack export`";

/**
 * Reads plans from a file, whichever of three kinds it is: plans of this planner, a preview of Pulumi, the export of a stack.
 * @throws InputError where it is none of them
 */
export function readPlans(file: string): readonly Plan[] {
  return readPlanFile(file).plans;
}

/** Plans of a file, and who made it. */
export interface PlanFile {
  readonly kind: "planner" | "preview" | "export";
  readonly plans: readonly Plan[];
}

/**
 * Reads plans as {@link readPlans} does, and says which of the three kinds the file is.
 * @throws InputError where it is none of them
 */
export function readPlanFile(file: string): PlanFile {
  const content = readJson(file, { where: file, fix: FIX });
  if (isPlanFile(content)) {
    return { kind: "planner", plans: savedPlans(file, content).plans };
  }
  if (hasKey(content, "deployment")) {
    return {
      kind: "export",
      plans: [planOfExport(checked(StackExport, content, { file, what: "an export of a stack" }))],
    };
  }
  if (hasKey(content, "steps")) {
    const preview = checked(PreviewJson, content, { file, what: "a preview of Pulumi" });
    const isEmpty = preview.steps.every(({ newState }) => newState === undefined);
    return { kind: "preview", plans: isEmpty ? [] : [planOfPreview(preview)] };
  }
  throw new InputError([{ where: file, message: "holds neither plans, nor a preview, nor an export", fix: FIX }]);
}

interface Source {
  readonly file: string;
  readonly what: string;
}

function checked<Schema extends z.ZodType>(schema: Schema, content: unknown, { file, what }: Source): z.infer<Schema> {
  const result = schema.safeParse(content);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => ({
      where: file,
      ...(path.length > 0 && { path: path.join(".") }),
      message: `looks like ${what}, but: ${message}`,
      fix: FIX,
    }));
    throw new InputError(problems);
  }
  return result.data;
}

function hasKey(content: unknown, key: string): boolean {
  return typeof content === "object" && content !== null && key in content;
}
