import type { TableArgs } from "@pulumi/aws/dynamodb";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { describeProblem } from "../../core/message";
import { judgeAll, ofType } from "../../core/rule";
import { asList, member } from "../../core/tags";

/** A DynamoDB table and each of its replicas can be restored to any second of the last weeks. */
export const tableRequirePointInTimeRecovery: ResourceValidationPolicy = {
  name: "table-require-point-in-time-recovery",
  description: "DynamoDB tables and their replicas have point-in-time recovery.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("DynamoDB.2", "DynamoDB tables should have point-in-time recovery enabled"),
  tags: ["backup", "reliability"],
  remediationSteps: "Set pointInTimeRecovery.enabled on the table, and pointInTimeRecovery on each replica.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html",
  validateResource: ofType<TableArgs>("aws:dynamodb/table:Table", (table, _args, report) => {
    const places = [
      { property: "pointInTimeRecovery.enabled", read: () => table.pointInTimeRecovery?.enabled },
      ...asList(table.replicas).map((replica, index) => ({
        property: `replicas[${index}].pointInTimeRecovery`,
        read: () => member(replica, "pointInTimeRecovery"),
      })),
    ];
    judgeAll(places, ({ property, read }) => {
      const got = read();
      if (got !== true) {
        report(describeProblem({ property, got, expected: "true" }));
      }
    });
  }),
};
