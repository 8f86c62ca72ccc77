import type { TableArgs } from "@pulumi/aws/dynamodb";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { keyProblems } from "../../core/keys";
import { describeProblem } from "../../core/message";
import { ofType } from "../../core/rule";
import { asList, member } from "../../core/tags";

/** A DynamoDB table and each of its replicas are encrypted with a key of the customer's. */
export const tableRequireCustomerKey: ResourceValidationPolicy = {
  name: "table-require-customer-key",
  description: "DynamoDB tables and their replicas are encrypted with a customer's key.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["encryption", "residency"],
  remediationSteps:
    "Enable serverSideEncryption with the kmsKeyArn of the table's region, and give each replica the kmsKeyArn of its own.",
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html",
  validateResource: ofType<TableArgs>("aws:dynamodb/table:Table", (table, _args, report) => {
    const { serverSideEncryption: encryption } = table;
    if (encryption?.enabled !== true) {
      const property = "serverSideEncryption.enabled";
      report(describeProblem({ property, got: encryption?.enabled, expected: "true" }));
      return;
    }
    const keys = [
      { property: "serverSideEncryption.kmsKeyArn", holder: encryption },
      ...asList(table.replicas).map((holder, index) => ({ property: `replicas[${index}].kmsKeyArn`, holder })),
    ];
    for (const { property, holder } of keys) {
      keyProblems(property, () => member(holder, "kmsKeyArn")).forEach((problem) => report(problem));
    }
  }),
};
