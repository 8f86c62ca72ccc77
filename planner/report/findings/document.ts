import { createHash } from "node:crypto";
import { z } from "zod";
import type { Finding } from "../../finding";
import type { PlannedResource, Site } from "../../plan";
import type { PackInfo } from "../../policy";
import { countFindings, ReportedExemption, reportedExemption } from "../exempted";
import type { JudgedStack } from "../preview";
import { sourceOf } from "./source";

const ReportedSite = z.strictObject({ file: z.string(), line: z.int(), column: z.int() });

const ReportedFinding = z.strictObject({
  stack: z.string(),
  pack: z.string(),
  policy: z.string(),
  kind: z.enum(["violation", "failure"]).describe("failure: the policy itself failed, nobody knows what it would find"),
  level: z.enum(["mandatory", "advisory"]),
  severity: z.enum(["low", "medium", "high", "critical"]).nullable(),
  urn: z.string(),
  message: z.string(),
  remediation: z.string().nullable(),
  exemption: ReportedExemption.nullable().describe("what covers the finding, so that it does not count"),
  fingerprint: z.string().describe("the same as long as policy, resource and property are the same"),
  sites: z
    .array(ReportedSite)
    .describe("where the resource is constructed, innermost first; empty where that is not known"),
  source: z
    .strictObject({ file: z.string(), line: z.int() })
    .nullable()
    .describe("the entry of the environment file that the resource is made of"),
});

const ReportedPolicy = z.strictObject({
  pack: z.string(),
  policy: z.string(),
  description: z.string(),
  severity: z.enum(["low", "medium", "high", "critical"]).nullable(),
  remediation: z.string().nullable(),
  url: z.string().nullable(),
});

/** What `planner policy --format json` prints. The version changes when a field changes its meaning or goes. */
export const FindingsDocument = z.strictObject({
  version: z.literal(1),
  stacks: z.array(z.string()).describe("what was judged"),
  policies: z.array(ReportedPolicy).describe("by what it was judged"),
  findings: z.array(ReportedFinding).describe("what is not in the baseline"),
  summary: z.strictObject({
    mandatory: z.int(),
    advisory: z.int(),
    exempted: z.int().describe("findings that an exemption covers; they are listed, and counted here alone"),
    known: z.int().describe("findings that the baseline has already; they are not listed"),
  }),
});

/** One JSON document for the findings of a run. */
export type FindingsDocument = z.infer<typeof FindingsDocument>;

/** One finding of a {@link FindingsDocument}. */
export type ReportedFinding = FindingsDocument["findings"][number];

/** One policy of a {@link FindingsDocument}. */
export type ReportedPolicy = FindingsDocument["policies"][number];

/** JSON Schema of a {@link FindingsDocument}, as `planner/findings.schema.json` holds it. */
export function findingsJsonSchema(): Record<string, unknown> {
  return { title: "Document of `planner policy --format json`", ...z.toJSONSchema(FindingsDocument) };
}

/**
 * Composes the document of a run.
 * @param known fingerprints that the baseline has: how many findings of each
 */
export function findingsDocument(
  stacks: readonly JudgedStack[],
  packs: readonly PackInfo[],
  known: ReadonlyMap<string, number>,
): FindingsDocument {
  const all = stacks.flatMap(({ plan, described, findings }) => {
    const resources = new Map(plan.resources.map((resource) => [resource.urn, resource]));
    return findings.map((finding) => ({
      ...reported(plan.stack, finding, resources.get(finding.urn)),
      source: sourceOf(finding.urn, resources, described),
    }));
  });
  const fresh = withoutKnown(all, known);
  return {
    version: 1,
    stacks: stacks.map(({ plan }) => plan.stack),
    policies: packs.flatMap(policiesOf),
    findings: fresh,
    summary: {
      ...countFindings(fresh),
      known: all.length - fresh.length,
    },
  };
}

/** The policies of a pack, each once: one that judges several types is registered for each of them. */
function policiesOf({ name: pack, policies }: PackInfo): ReportedPolicy[] {
  const byName = new Map(policies.map((policy) => [policy.name, policy]));
  return [...byName.values()].map(({ name: policy, description, severity = null, remediation = null, url = null }) => {
    return { pack, policy, description, severity, remediation, url };
  });
}

function reported(
  stack: string,
  finding: Finding,
  resource: PlannedResource | undefined,
): Omit<ReportedFinding, "source"> {
  const { pack, policy, level, severity = null, urn, message, remediation = null } = finding;
  const kind = finding.isFailure === true ? "failure" : "violation";
  const sites = ofProgram(resource?.sites ?? []).map(({ file, line, column }) => ({ file, line, column }));
  const fingerprint = fingerprintOf(finding);
  const exemption = reportedExemption(finding);
  return { stack, pack, policy, kind, level, severity, urn, message, remediation, exemption, fingerprint, sites };
}

/** The frames up to the program's outermost one; what called that is the planner itself. */
function ofProgram(sites: readonly Site[]): readonly Site[] {
  return sites.slice(0, sites.findLastIndex(isOwn) + 1);
}

/** Whether a place lies in the project itself, and not in a package that it uses. */
export function isOwn({ file }: Pick<Site, "file">): boolean {
  return !file.split("/").includes("node_modules") && !file.startsWith("/") && !file.startsWith("../");
}

/** A baseline that has a finding twice leaves a third one of its kind. */
function withoutKnown(findings: readonly ReportedFinding[], known: ReadonlyMap<string, number>): ReportedFinding[] {
  const left = new Map(known);
  return findings.filter(({ fingerprint }) => {
    const count = left.get(fingerprint) ?? 0;
    left.set(fingerprint, count - 1);
    return count <= 0;
  });
}

/** A message of the kit's policies, and of most others, begins with the property: `tags.owner is missing, …`. */
const PROPERTY = /^([A-Za-z_][\w.[\]"/-]*) (?:is|are|has|have|lacks?|must|should) /;

/** Tells a finding from others however its wording, its values and the lines of the program change. */
function fingerprintOf({ policy, urn, message }: Finding): string {
  const property = PROPERTY.exec(message)?.[1] ?? "";
  return createHash("sha256").update(`${policy}\n${urn}\n${property}`).digest("hex");
}
