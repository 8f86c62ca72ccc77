import type { Invalidations } from "./settle";

/** The part of the AWS SDK's `CloudFront` (v3) that invalidates. */
export interface CloudFrontClient {
  createInvalidation(input: {
    DistributionId: string;
    InvalidationBatch: { CallerReference: string; Paths: { Quantity: number; Items: string[] } };
  }): Promise<unknown>;
}

/** Errors by which CloudFront says that it will never take a request as it is. */
const REFUSALS: ReadonlySet<string> = new Set([
  "BatchTooLarge",
  "InconsistentQuantities",
  "InvalidArgument",
  "InvalidationBatchAlreadyExists",
  "MissingBody",
]);

/** {@link Invalidations} of one distribution. Every error but a refusal is worth another attempt. */
export function cloudfrontInvalidations(
  client: CloudFrontClient,
  distributionId: string,
  report: (error: unknown) => void,
): Invalidations {
  return {
    create: async ({ reference, paths }) => {
      try {
        await client.createInvalidation({
          DistributionId: distributionId,
          InvalidationBatch: {
            CallerReference: reference,
            Paths: { Quantity: paths.length, Items: [...paths] },
          },
        });
        return "taken";
      } catch (error) {
        report(error);
        return error instanceof Error && REFUSALS.has(error.name) ? "refused" : "later";
      }
    },
  };
}
