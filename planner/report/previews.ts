import { z } from "zod";
import type { JudgedStack } from "./preview";
import { PreviewDocument } from "./preview-document";
import { counted, findingsSummary, previewText } from "./preview-text";

const { environment, stacks, summary } = PreviewDocument.shape;

/** What `planner preview --all --format json` prints. The version changes as that of a {@link PreviewDocument} does. */
export const PreviewsDocument = z.strictObject({
  version: z.literal(1),
  previews: z.array(
    z.strictObject({
      project: z.string().describe("folder of the project, from the one that --all was asked of; `.` for that one"),
      environment,
      stacks,
      summary,
    }),
  ),
  summary: summary.describe("sums over all previews"),
});

/** One JSON document for the previews of several environments. */
export type PreviewsDocument = z.infer<typeof PreviewsDocument>;

/** The preview of one environment among others. */
export interface NamedPreview {
  /** Folder of its project. */
  readonly project: string;
  readonly document: PreviewDocument;
  readonly judged: readonly JudgedStack[];
}

/** Composes the document of several previews. */
export function previewsDocument(previews: readonly NamedPreview[]): PreviewsDocument {
  return {
    version: 1,
    previews: previews.map(({ project, document: { environment: name, stacks: planned, summary: sums } }) => ({
      project,
      environment: name,
      stacks: planned,
      summary: sums,
    })),
    summary: summed(previews.map(({ document }) => document.summary)),
  };
}

/** Renders several previews for a person: each as alone, its heading before it, and the sums of all at the end. */
export function previewsText(previews: readonly NamedPreview[], all: boolean): string {
  const parts = previews.map(
    ({ project, document, judged }) => `${headingOf({ project, document })}\n\n${previewText(document, judged, all)}`,
  );
  const { resources, components, findings, residency } = summed(previews.map(({ document }) => document.summary));
  const total = [
    `all: ${counted(previews.length, "environment")}`,
    counted(previews.flatMap(({ document }) => document.stacks).length, "stack"),
    counted(resources, "resource"),
    counted(components, "component"),
    findingsSummary(findings),
    ...(residency === null ? [] : [`residency ${residency}`]),
  ].join(", ");
  return [...parts, total, ""].join("\n");
}

function headingOf({ project, document }: Pick<NamedPreview, "project" | "document">): string {
  const name = [project === "." ? [] : project, document.environment ?? []].flat().join(" ");
  return `── ${name === "" ? "stacks" : name} ──`;
}

const WORST_FIRST = ["leaks", "undecided", "proven"] as const;

function summed(summaries: readonly PreviewDocument["summary"][]): PreviewDocument["summary"] {
  const sum = (read: (one: PreviewDocument["summary"]) => number): number =>
    summaries.reduce((total, one) => total + read(one), 0);
  return {
    resources: sum(({ resources }) => resources),
    components: sum(({ components }) => components),
    findings: {
      mandatory: sum(({ findings }) => findings.mandatory),
      advisory: sum(({ findings }) => findings.advisory),
      exempted: sum(({ findings }) => findings.exempted),
    },
    residency: WORST_FIRST.find((verdict) => summaries.some(({ residency }) => residency === verdict)) ?? null,
  };
}

/** JSON Schema of a {@link PreviewsDocument}, as `planner/previews.schema.json` holds it. */
export function previewsJsonSchema(): Record<string, unknown> {
  return { title: "Document of `planner preview --all --format json`", ...z.toJSONSchema(PreviewsDocument) };
}
