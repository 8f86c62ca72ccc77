import * as pulumi from "@pulumi/pulumi";
import { Budgets } from "../../components/budget";
import { CostAllocation } from "../../components/cost-allocation";
import { CostExport } from "../../components/cost-export";
import { EncryptionKey } from "../../components/keys";
import type { GlobalOutputs } from "../outputs";
import type { GlobalStack, PlannedCosts } from "../topology";

/**
 * Builds what watches and shows what the environment costs, where it says anything of it.
 * @returns what others may know of the queries
 */
export function buildCosts(stack: GlobalStack, opts: pulumi.ComponentResourceOptions): GlobalOutputs["costs"] {
  const { costs, tags } = stack;
  if (costs === undefined) {
    return undefined;
  }
  if (costs.allocationTags) {
    new CostAllocation("costs", { tags }, opts);
  }
  buildBudgets(stack, costs, opts);
  const exported = buildExport(stack, costs, opts);
  return exported === undefined
    ? undefined
    : pulumi.output({
        database: exported.databaseName,
        workgroup: exported.workgroupName,
        queries: [...exported.queryNames],
      });
}

function buildBudgets(
  { environment, account, alarmTopicArn, tags }: GlobalStack,
  { budgets, emails, anomalyUsd }: PlannedCosts,
  opts: pulumi.ComponentResourceOptions,
): void {
  if (Object.keys(budgets).length === 0) {
    return;
  }
  new Budgets(
    "budgets",
    {
      prefix: environment,
      accountId: account,
      budgets,
      emails,
      ...(anomalyUsd === undefined ? {} : { anomalyUsd }),
      topicArn: alarmTopicArn,
      tags,
    },
    opts,
  );
}

function buildExport(
  { environment, account, region, protect, tags }: GlobalStack,
  costs: PlannedCosts,
  opts: pulumi.ComponentResourceOptions,
): CostExport | undefined {
  if (costs.export === undefined) {
    return undefined;
  }
  const key = new EncryptionKey(
    "costs",
    { purpose: "costs", accountId: account, region, services: ["s3"], protect, tags },
    opts,
  );
  return new CostExport(
    "costs",
    { prefix: environment, accountId: account, ...costs.export, keyArn: key.keyArn, protect, tags },
    opts,
  );
}
