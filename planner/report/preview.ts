import type { EnvironmentStack } from "../environment";
import type { Finding } from "../finding";
import { readableProperties, type Plan, type PlannedResource } from "../plan";
import { countFindings, reportedExemption } from "./exempted";
import type { PreviewDocument, PreviewStack } from "./preview-document";
import type { VerdictOfFleet } from "./residency/document";

/** A planned stack with what is known and what was found about it. */
export interface JudgedStack {
  readonly plan: Plan;
  /** What the environment says of the stack; absent for a stack that belongs to none. */
  readonly described?: EnvironmentStack;
  readonly findings: readonly Finding[];
}

/**
 * Composes the document of a preview. It holds no secret, no time and no path of this machine.
 * @param residency what is proven of the environment; `null` where it was not planned as a whole
 */
export function previewDocument(
  environment: string | undefined,
  stacks: readonly JudgedStack[],
  residency: VerdictOfFleet | null = null,
): PreviewDocument {
  const resources = stacks.flatMap(({ plan }) => plan.resources);
  const findings = stacks.flatMap((stack) => stack.findings);
  return {
    version: 1,
    environment: environment ?? null,
    stacks: stacks.map(previewStack),
    summary: {
      resources: resources.filter(({ kind }) => kind === "custom").length,
      components: resources.filter(isOwnComponent).length,
      findings: countFindings(findings),
      residency,
    },
  };
}

/** Whether a resource is a component, other than the stack itself. */
export function isOwnComponent({ kind, type }: PlannedResource): boolean {
  return kind === "component" && type !== "pulumi:pulumi:Stack";
}

function previewStack({ plan, described, findings }: JudgedStack): PreviewStack {
  return {
    name: plan.stack,
    kind: described?.kind ?? "service",
    region: described?.region ?? null,
    partition: described?.partition ?? null,
    role: described?.role ?? null,
    resources: plan.resources.map(previewResource),
    outputs: readableProperties(plan.outputs),
    findings: findings.map(({ isFailure: _, ...finding }) => ({
      ...finding,
      severity: finding.severity ?? null,
      remediation: finding.remediation ?? null,
      exemption: reportedExemption(finding),
    })),
  };
}

function previewResource(resource: PlannedResource): PreviewStack["resources"][number] {
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    parent: resource.parent ?? null,
    region: resource.region ?? null,
    provider: resource.provider ?? null,
    inputs: readableProperties(resource.inputs),
    dependencies: [...resource.dependencies],
    protect: resource.options.protect ?? false,
  };
}
