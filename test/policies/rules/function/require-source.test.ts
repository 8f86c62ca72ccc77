import { functionRequireSource } from "../../../../policies/rules/function/require-source";
import { describeRule } from "../../harness";

const type = "aws:lambda/permission:Permission";

describeRule(functionRequireSource, {
  good: {
    type,
    props: { principal: "events.amazonaws.com", sourceArn: "arn:aws:events:eu-central-1:123456789012:rule/orders" },
  },
  alsoGood: {
    "an account": { type, props: { principal: "123456789012" } },
    "a service for an account": { type, props: { principal: "s3.amazonaws.com", sourceAccount: "123456789012" } },
  },
  broken: [
    { path: "sourceArn", to: undefined, message: "sourceArn is missing, expected the resource or account that calls" },
  ],
  unknown: ["principal"],
  created: ["sourceArn"],
  secret: ["principal", "sourceArn"],
});
