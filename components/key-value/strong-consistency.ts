/**
 * Sets of regions within which DynamoDB offers multi-region strong consistency; a table cannot span two sets.
 * The European set contains London, which is not in the European Union.
 *
 * Source: AWS::DynamoDB::GlobalTable GlobalTableWitness,
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_dynamodb.CfnGlobalTable.GlobalTableWitnessProperty.html
 * (read 2026-11-24).
 */
export const STRONG_CONSISTENCY_REGION_SETS = {
  us: ["us-east-1", "us-east-2", "us-west-2"],
  eu: ["eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3"],
  ap: ["ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
} as const satisfies Record<string, readonly string[]>;

/** Regions that a strongly consistent table spans: replicas and witness together. */
export const STRONG_CONSISTENCY_REGIONS = 3;

/** Whether one set holds all the regions. */
export function isOneStrongConsistencySet(regions: readonly string[]): boolean {
  const sets: readonly (readonly string[])[] = Object.values(STRONG_CONSISTENCY_REGION_SETS);
  return sets.some((set) => regions.every((region) => set.includes(region)));
}
