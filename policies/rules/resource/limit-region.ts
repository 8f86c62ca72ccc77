import type { ReportViolation, ResourceValidationPolicy } from "@pulumi/policy";
import { isAwsType, takesRegion } from "../../../facts/aws-type-lists";
import { effectiveRegion } from "../../../facts/effective-region";
import { allowedRegionsOf, copyRegions, REGION_DEFAULTS, type AllowedRegions } from "../../core/allowed-regions";
import { describeProblem } from "../../core/message";
import { judgeAll } from "../../core/rule";

const REGIONS = { type: "array", items: { type: "string" } } as const;

/** Every AWS resource lies, and copies its data only, in regions that its residency and its stack allow. */
export const resourceLimitRegion: ResourceValidationPolicy = {
  name: "resource-limit-region",
  description: "Resources lie in the regions that their residency allows.",
  enforcementLevel: "mandatory",
  severity: "critical",
  tags: ["residency"],
  remediationSteps:
    "Remove the resource's `region`, or set it and the provider's region to an allowed one. A region that should be " +
    "allowed belongs in the partition's regions in the environment file.",
  url: "https://docs.aws.amazon.com/controltower/latest/controlreference/data-residency-controls.html",
  configSchema: {
    properties: {
      allowedRegions: { type: "object", additionalProperties: REGIONS, default: REGION_DEFAULTS.allowedRegions },
      stackRegions: { ...REGIONS, default: [...REGION_DEFAULTS.stackRegions] },
    },
  },
  validateResource: (args, report) => {
    const allowed = isAwsType(args.type) ? allowedRegionsOf(args) : undefined;
    if (allowed === undefined) {
      return;
    }
    const lies = effectiveRegion({ type: args.type, inputs: args.props, providerInputs: args.provider?.props });
    if (lies.kind !== "global") {
      const own = takesRegion(args.type) && typeof args.props["region"] === "string";
      const region = lies.kind === "region" ? lies.region : undefined;
      judgeRegion({ property: own ? "region" : "region of the provider", region }, allowed, report);
    }
    judgeAll(copyRegions(args), (copy) => judgeRegion(copy, allowed, report));
  },
};

function judgeRegion(
  named: { property: string; region: unknown },
  allowed: AllowedRegions,
  report: ReportViolation,
): void {
  const { property, region: got } = named;
  if (allowed.regions.some((region) => region === got)) {
    return;
  }
  const regions = allowed.regions.length === 0 ? "no region at all" : `one of ${allowed.regions.join(", ")}`;
  report(describeProblem({ property, got, expected: `${regions} (${allowed.because})` }));
}
