import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { connectArn } from "./access";

type ByUser<T> = Readonly<Record<string, T>>;

/** ARNs by which IAM policies let principals connect, by user: to the cluster, and to its proxy where there is one. */
export function connectArns(
  users: readonly string[],
  cluster: aws.rds.Cluster,
  proxy: ByUser<pulumi.Output<string>> = {},
): ByUser<readonly pulumi.Output<string>[]> {
  const direct = (user: string): pulumi.Output<string> =>
    pulumi
      .all([cluster.arn, cluster.clusterResourceId])
      .apply(([arn, resourceId]) => connectArn(arn, resourceId, user));
  const through = (user: string): readonly pulumi.Output<string>[] => {
    const arn = proxy[user];
    return arn === undefined ? [] : [arn];
  };
  return Object.fromEntries(users.map((user) => [user, [direct(user), ...through(user)]]));
}

/** Users that log in by IAM, each once. */
export function iamUsersOf(args: {
  readonly proxyUsers?: ByUser<unknown>;
  readonly iamUsers?: readonly string[];
}): string[] {
  return [...new Set([...Object.keys(args.proxyUsers ?? {}), ...(args.iamUsers ?? [])])];
}
