import type { PolicyResource } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";
import { judgeAll, readUnlessUnknown } from "../../core/rule";
import type { Stack } from "../../core/stack";
import { member } from "../../core/tags";

const DIMENSIONS = ["dynamodb:table:ReadCapacityUnits", "dynamodb:table:WriteCapacityUnits"] as const;

const TARGET = "aws:appautoscaling/target:Target";

const EXPECTED = `${TARGET} with it as resourceId, or a billingMode of PAY_PER_REQUEST`;

/** A table with bought capacity buys more when it is asked more. */
export const tableRequireScaling: RelationalRule = {
  name: "table-require-scaling",
  description: "Tables scale with what is asked of them.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("DynamoDB.1", "DynamoDB tables should automatically scale capacity with demand"),
  tags: ["reliability"],
  remediationSteps:
    "Set billingMode to PAY_PER_REQUEST, or add a scaling target for reads and one for writes, with the table as resourceId.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html",
  judgeStack: (stack, report) => {
    judgeAll(stack.ofType("aws:dynamodb/table:Table"), (table) => {
      if (table.props["billingMode"] === "PAY_PER_REQUEST") {
        return;
      }
      const scaled = targetsOf(table, stack).map(({ props }) => String(props["scalableDimension"]));
      const missing = DIMENSIONS.filter((dimension) => !scaled.includes(dimension));
      if (missing.length > 0) {
        report(`a scaling target for ${missing.join(" and ")} is missing, expected ${EXPECTED}`, table.urn);
      }
    });
  },
};

/** A target names its table as `table/orders`. */
function targetsOf(table: PolicyResource, stack: Stack): readonly PolicyResource[] {
  const name = readUnlessUnknown(() => member(table.props, "name"));
  const named = stack.ofType(TARGET).filter(({ props }) => {
    const id = readUnlessUnknown(() => member(props, "resourceId"));
    return typeof name === "string" && id === `table/${name}`;
  });
  return [...stack.referrers(table, TARGET, "resourceId"), ...named];
}
