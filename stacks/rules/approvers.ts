import { z } from "zod";
import { environmentSchema } from "../environment-schema";
import { partitionSchema } from "../schema/partition";
import { awsPartitionOfRegions, principalPrefix } from "../topology/accounts";
import { type EnvironmentRule, ruleOn } from "./rule";

/** Approvers that one step of an automation takes; source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html */
const MAX_APPROVERS = 10;

const { accounts, approvers } = environmentSchema.shape;
const { regions } = partitionSchema.shape;
const shape = { accounts, approvers, partitions: z.record(z.string(), z.object({ regions })) };

type Named = z.output<z.ZodObject<typeof shape>>;

/** Rules about who approves what automations do. */
export const approverRules = {
  "approver-lies-in-a-partition": ruleOn(shape, (environment) => {
    const prefixes = [...new Set(Object.values(prefixesOf(environment)))].toSorted();
    return (environment.approvers ?? []).flatMap((arn, index) =>
      prefixes.some((prefix) => arn.startsWith(prefix))
        ? []
        : [
            {
              path: ["approvers", index],
              got: arn,
              expected: `a role or user of a partition's account: ${prefixes.map((prefix) => `${prefix}…`).join(", ")}`,
              change: "name who approves there: an automation is answered in its own account",
            },
          ],
    );
  }),
  "every-partition-has-approvers": ruleOn(shape, (environment) =>
    environment.approvers === undefined ? [] : wronglyApproved(environment, environment.approvers),
  ),
} as const satisfies Record<string, EnvironmentRule>;

function wronglyApproved(environment: Named, listed: readonly string[]) {
  return Object.entries(prefixesOf(environment)).flatMap(([partition, prefix]) => {
    const { length } = listed.filter((arn) => arn.startsWith(prefix));
    return length >= 1 && length <= MAX_APPROVERS
      ? []
      : [
          {
            path: ["approvers"],
            got: listed,
            expected: `1 to ${String(MAX_APPROVERS)} of ${prefix}…, for the partition ${partition}`,
            change:
              length === 0
                ? "add one: without an approver its automations wait until they fail"
                : "name a role that they share",
          },
        ];
  });
}

/** What the ARNs of principals begin with, by partition; nothing for one whose account is missing. */
function prefixesOf({ accounts: given, partitions }: Named): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(partitions).flatMap(([name, partition]) => {
      const account = given[name];
      return account === undefined ? [] : [[name, principalPrefix(awsPartitionOfRegions(partition.regions), account)]];
    }),
  );
}
