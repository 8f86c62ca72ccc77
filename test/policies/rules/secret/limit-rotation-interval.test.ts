import { secretLimitRotationInterval } from "../../../../policies/rules/secret/limit-rotation-interval";
import { describeRule } from "../../harness";

const type = "aws:secretsmanager/secretRotation:SecretRotation";

describeRule(secretLimitRotationInterval, {
  good: { type, props: { rotationRules: { automaticallyAfterDays: 30 } } },
  alsoGood: {
    "a rotation by a calendar": { type, props: { rotationRules: { scheduleExpression: "cron(0 4 1 * ? *)" } } },
  },
  broken: [
    {
      path: "rotationRules.automaticallyAfterDays",
      to: 91,
      message: "rotationRules.automaticallyAfterDays is 91, expected at most 90",
    },
    {
      path: "rotationRules.automaticallyAfterDays",
      to: undefined,
      message: "rotationRules.automaticallyAfterDays is missing, expected at most 90",
    },
  ],
  unknown: ["rotationRules", "rotationRules.automaticallyAfterDays"],
  secret: ["rotationRules.automaticallyAfterDays"],
});
