/**
 * Instance types for interruptible batch work: current and previous generations of the general, compute and memory
 * families, 4 and 8 vCPU, both architectures. Wide choice keeps spot prices low and interruptions rare.
 * All are listed for us-east-1 in the price list that Karpenter generates; a region that lacks one is served by the rest:
 * https://github.com/aws/karpenter-provider-aws/blob/main/pkg/providers/pricing/zz_generated.pricing_aws.go (2026-07-20)
 */
export const BATCH_INSTANCE_TYPES = [
  "c6g.xlarge",
  "c7g.xlarge",
  "c7g.2xlarge",
  "m6g.xlarge",
  "m7g.xlarge",
  "m7g.2xlarge",
  "r6g.xlarge",
  "r7g.xlarge",
  "r7g.2xlarge",
  "c6a.xlarge",
  "c6i.xlarge",
  "c6i.2xlarge",
  "m5.xlarge",
  "m6a.xlarge",
  "m6i.xlarge",
  "m7i.xlarge",
  "m7i.2xlarge",
  "r6i.xlarge",
] as const satisfies readonly string[];

/** Families for work that must not be interrupted: the current generation, by architecture. Same source. */
export const CRITICAL_INSTANCE_FAMILIES = {
  arm64: ["c7g", "m7g", "r7g"],
  amd64: ["c7i", "m7i", "r7i"],
} as const satisfies Readonly<Record<"arm64" | "amd64", readonly string[]>>;
