import { Lake, type LakeArgs, type LakeTable } from "../../../components/lake";
import type { TagValues } from "../../../facts/tag-schema";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";

export const tags: TagValues = {
  environment: "prod",
  service: "platform",
  owner: "inventory",
  "cost-center": "c100",
  channel: "all",
  feature: "lake",
  "data-class": "personal",
  residency: "eu",
};
export const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/archive";
export const ARCHIVE = "prod-eu-archive-111122223333-eu-central-1";
export const RESULTS = "prod-eu-results-111122223333-eu-central-1";
export const READER = "arn:aws:iam::111122223333:role/us-analyst";

export const stock: LakeTable = {
  description: "Stock by SKU and warehouse at midnight",
  firstDay: "2026-01-01",
  columns: [
    { name: "sku", type: "string", dataClass: "internal", description: "Article" },
    { name: "on_hand", type: "int", dataClass: "internal", description: "Pieces in the warehouse" },
  ],
};
export const orders: LakeTable = {
  description: "Orders of the day",
  firstDay: "2026-01-01",
  tenants: ["south", "north"],
  columns: [
    { name: "order_id", type: "string", dataClass: "internal", description: "Order" },
    { name: "customer_id", type: "string", dataClass: "personal", description: "Who ordered" },
    { name: "total", type: "decimal(12,2)", dataClass: "confidential", description: "Sum of the lines" },
  ],
};
export const minimal: LakeArgs = {
  databaseName: "prod_eu",
  workgroupName: "prod-eu",
  bucketName: "prod-eu-results",
  accountId: "111122223333",
  region: "eu-central-1",
  tables: { stock_levels: stock, orders },
  archiveBucketName: ARCHIVE,
  archiveBucketArn: `arn:aws:s3:::${ARCHIVE}`,
  keyArn,
  tags,
};
export const sharing: LakeArgs = {
  ...minimal,
  tables: { stock_levels: { ...stock, shared: true }, orders },
  readerArns: { us: READER },
};

export function planLakeProgram(args: LakeArgs, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "prod-eu-central-1",
    config: { "aws:region": "eu-central-1" },
    mode,
    program: () => {
      const { databaseName, workgroupName, tableNames, resultsBucketName, sharedReaderRoleArn, sharedWorkgroupName } =
        new Lake("lake", args);
      return { databaseName, workgroupName, tableNames, resultsBucketName, sharedReaderRoleArn, sharedWorkgroupName };
    },
  });
}

export function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

export function child(plan: Plan, role: string): PlannedResource {
  const found = children(plan).find(({ name }) => name === `lake-${role}`);
  if (found === undefined) {
    throw new Error(`lake-${role} is not in the plan`);
  }
  return found;
}
