import { z } from "zod";
import { ReportedExemption } from "./exempted";
import { VerdictOfFleet } from "./residency/document";

const Properties = z.record(z.string(), z.unknown());

const PreviewResource = z.strictObject({
  urn: z.string(),
  type: z.string(),
  name: z.string(),
  parent: z.string().nullable().describe("URN of the parent; null for the stack and for default providers"),
  region: z.string().nullable().describe("region the resource lies in; null where it has none"),
  provider: z.string().nullable().describe("URN of the provider; null for components and providers"),
  inputs: Properties.describe("inputs; a secret reads [secret], what only `pulumi up` knows reads [unknown]"),
  dependencies: z.array(z.string()).describe("URNs of the resources it waits for, sorted"),
  protect: z.boolean(),
});

const PreviewFinding = z.strictObject({
  pack: z.string(),
  policy: z.string(),
  level: z.enum(["mandatory", "advisory"]),
  severity: z.enum(["low", "medium", "high", "critical"]).nullable(),
  urn: z.string(),
  message: z.string(),
  remediation: z.string().nullable(),
  exemption: ReportedExemption.nullable().describe("what covers the finding, so that it does not count"),
});

const PreviewStack = z.strictObject({
  name: z.string(),
  kind: z.enum(["global", "partition", "region", "service"]),
  region: z.string().nullable().describe("region of the stack's provider; null where the planner was not told"),
  partition: z.string().nullable().describe("residency partition; null for global and service stacks"),
  role: z.enum(["primary", "secondary"]).nullable().describe("role of the region; null for other kinds"),
  resources: z.array(PreviewResource).describe("a parent before its children, siblings by URN"),
  outputs: Properties,
  findings: z.array(PreviewFinding),
});

/** What `planner preview --format json` prints. The version changes when a field changes its meaning or goes. */
export const PreviewDocument = z.strictObject({
  version: z.literal(1),
  environment: z.string().nullable().describe("name of the environment; null where stacks were named instead"),
  stacks: z.array(PreviewStack),
  summary: z.strictObject({
    resources: z.int().describe("custom resources, without providers and components"),
    components: z.int(),
    findings: z.strictObject({ mandatory: z.int(), advisory: z.int(), exempted: z.int() }),
    residency: VerdictOfFleet.nullable().describe(
      "whether the data of each partition stay inside it, as `planner residency` says; null where not a whole environment was planned",
    ),
  }),
});

/** One JSON document for a whole preview. */
export type PreviewDocument = z.infer<typeof PreviewDocument>;

/** One stack of a {@link PreviewDocument}. */
export type PreviewStack = z.infer<typeof PreviewStack>;

/** JSON Schema of a {@link PreviewDocument}, as `planner/preview.schema.json` holds it. */
export function previewJsonSchema(): Record<string, unknown> {
  return { title: "Document of `planner preview --format json`", ...z.toJSONSchema(PreviewDocument) };
}
