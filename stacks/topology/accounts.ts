import { physicalName } from "./names";
import { type AwsPartition, awsPartitionOf } from "../../facts/regions";

/** Role that every provider assumes in its account. The bootstrap creates it. */
export const DEPLOY_ROLE = "inventory-platform-deploy";

/**
 * Region of each AWS partition that serves what has no region: hosted zones, budgets, content delivery.
 * Source: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html, 2026-11-24
 */
export const CONTROL_REGIONS = {
  aws: "us-east-1",
  "aws-cn": "cn-northwest-1",
  "aws-eusc": "eusc-de-east-1",
} as const satisfies Record<AwsPartition, string>;

/** AWS partition of an environment, which all its regions share. */
export function awsPartitionOfRegions(regions: readonly string[]): AwsPartition {
  return awsPartitionOf(regions[0] ?? "") ?? "aws";
}

/** What the ARNs of an account's IAM roles and users begin with. */
export function principalPrefix(awsPartition: AwsPartition, account: string): string {
  return `arn:${awsPartition}:iam::${account}:`;
}

/** ARN of an IAM role. */
export function roleArn(awsPartition: AwsPartition, account: string, role: string): string {
  return `${principalPrefix(awsPartition, account)}role/${role}`;
}

/** ARN of an SNS topic. */
export function topicArn(place: {
  readonly awsPartition: AwsPartition;
  readonly region: string;
  readonly account: string;
  readonly topic: string;
}): string {
  return `arn:${place.awsPartition}:sns:${place.region}:${place.account}:${place.topic}`;
}

/** Where alarms are. */
export interface AlarmPlace {
  /** AWS partition. */
  readonly awsPartition: AwsPartition;
  /** Region. */
  readonly region: string;
  /** Account. */
  readonly account: string;
  /** Name of the region's stack. */
  readonly stack: string;
}

/** ARNs of CloudWatch alarms, in the order of their names; that of an objective is named as its component does. */
export function alarmArns({ awsPartition, region, account, stack }: AlarmPlace, names: readonly string[]): string[] {
  const nameOf = (alarm: string): string => {
    const [service = "", objective] = alarm.split("/");
    return objective === undefined ? alarm : `${physicalName(stack, service)}-${objective}`;
  };
  return names.toSorted().map((name) => `arn:${awsPartition}:cloudwatch:${region}:${account}:alarm:${nameOf(name)}`);
}

/** Roles that administer a region's cluster: the one that deploys it, and those the environment lists. */
export function administratorArns(
  roles: readonly string[],
  place: { readonly awsPartition: AwsPartition; readonly account: string; readonly deployRoleArn: string },
): Readonly<Record<string, string>> {
  const listed = roles.map(
    (role) => [administratorKey(role), roleArn(place.awsPartition, place.account, role)] as const,
  );
  return { deploy: place.deployRoleArn, ...Object.fromEntries(listed) };
}

function administratorKey(role: string): string {
  return `administrator-${role.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
}
