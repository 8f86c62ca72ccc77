import type { Architecture } from "./spot-instance-types";

/**
 * Instance families for work that must not be interrupted: general, compute and memory, one generation, by architecture.
 * Source: github.com/aws/karpenter-provider-aws, pkg/providers/pricing/zz_generated.pricing_aws.go, generated 2026-07-20,
 * by which each arm64 family costs less an hour in us-east-1 than the amd64 family of the same shape.
 */
export const CRITICAL_INSTANCE_FAMILIES = {
  arm64: ["c7g", "m7g", "r7g"],
  amd64: ["c7i", "m7i", "r7i"],
} as const satisfies Readonly<Record<Architecture, readonly string[]>>;
