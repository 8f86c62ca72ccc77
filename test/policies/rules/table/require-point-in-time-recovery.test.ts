import { tableRequirePointInTimeRecovery } from "../../../../policies/rules/table/require-point-in-time-recovery";
import { describeRule } from "../../harness";

const type = "aws:dynamodb/table:Table";
const PROPS = { pointInTimeRecovery: { enabled: true }, replicas: [{ pointInTimeRecovery: true }] };

describeRule(tableRequirePointInTimeRecovery, {
  good: { type, props: PROPS },
  alsoGood: { "a table without replicas": { type, props: { pointInTimeRecovery: { enabled: true } } } },
  broken: [
    { path: "pointInTimeRecovery", to: undefined, message: "pointInTimeRecovery.enabled is missing, expected true" },
    { path: "pointInTimeRecovery.enabled", to: false, message: "pointInTimeRecovery.enabled is false, expected true" },
    {
      path: "replicas[0].pointInTimeRecovery",
      to: false,
      message: "replicas[0].pointInTimeRecovery is false, expected true",
    },
    {
      path: "replicas[0].pointInTimeRecovery",
      to: undefined,
      message: "replicas[0].pointInTimeRecovery is missing, expected true",
    },
  ],
  unknown: ["pointInTimeRecovery", "pointInTimeRecovery.enabled", "replicas[0].pointInTimeRecovery"],
  secret: ["pointInTimeRecovery.enabled", "replicas[0].pointInTimeRecovery"],
});
