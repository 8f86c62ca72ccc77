import type { PlanArgs } from "@pulumi/aws/backup";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { effectiveRegion } from "../../../facts/effective-region";
import { copyRegionsOf, REGION_DEFAULTS } from "../../core/allowed-regions";
import { describeProblem } from "../../core/message";
import { judgeAll, ofType, readUnlessUnknown, UNREAD } from "../../core/rule";
import { asList, member } from "../../core/tags";

const REGIONS = { type: "array", items: { type: "string" } } as const;

/** A backup survives the loss of its region, where residency allows a copy in another. */
export const backupPlanRequireCopy: ResourceValidationPolicy = {
  name: "backup-plan-require-copy",
  description: "Backup plans copy what they keep to another region, where residency allows one.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["backup", "reliability"],
  remediationSteps:
    "Add a copy action to a vault in another region that the residency allows. Where it allows none, nothing is asked for.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html",
  configSchema: {
    properties: {
      allowedRegions: { type: "object", additionalProperties: REGIONS, default: REGION_DEFAULTS.allowedRegions },
    },
  },
  validateResource: ofType<PlanArgs>("aws:backup/plan:Plan", (plan, args, report) => {
    const { type, props: inputs, provider } = args;
    const lies = effectiveRegion({ type, inputs, providerInputs: provider?.props });
    const own = lies.kind === "region" ? lies.region : undefined;
    const elsewhere = copyRegionsOf(args, own);
    // A residency that nobody described may allow no copy, and residency comes first.
    if (elsewhere?.regions.length === 0 || (elsewhere === undefined && member(plan.tags, "residency") !== undefined)) {
      return;
    }
    const where = elsewhere === undefined ? "another region" : elsewhere.regions.join(", ");
    judgeAll(asList(plan.rules).entries(), ([index, rule]) => {
      if (!asList(member(rule, "copyActions")).some((action) => leaves(own, action))) {
        const expected = `a copy in ${where}${elsewhere === undefined ? "" : ` (${elsewhere.because})`}`;
        report(describeProblem({ property: `rules[${index}].copyActions`, got: undefined, expected }));
      }
    });
  }),
};

/** Whether a copy goes to another region. The ARN of a vault that the program creates is only known afterwards. */
function leaves(own: unknown, action: unknown): boolean {
  const arn = readUnlessUnknown(() => member(action, "destinationVaultArn"));
  return arn === UNREAD || (typeof arn === "string" && arn.split(":")[3] !== own);
}
