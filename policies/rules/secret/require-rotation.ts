import type { PolicyResource } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";

const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";

/** Inputs of a version that hold what is secret. */
const CONTENT = ["secretString", "secretBinary", "secretStringWo"] as const;

/** A secret does not stay the same for ever: it is rotated in the stack, or by something outside whose work no deployment takes back. */
export const secretRequireRotation: RelationalRule = {
  name: "secret-require-rotation",
  description: "Secrets are rotated.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("SecretsManager.1", "Secrets Manager secrets should have automatic rotation enabled"),
  tags: ["identity"],
  remediationSteps:
    "Add a rotation with the secret as secretId; where something outside rotates it, let the secret version ignore changes of its content.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html",
  judgeStack: (stack, report) => {
    for (const secret of stack.ofType("aws:secretsmanager/secret:Secret")) {
      const rotations = stack.referrers(secret, ROTATION, "secretId");
      const versions = stack.referrers(secret, "aws:secretsmanager/secretVersion:SecretVersion", "secretId");
      if (rotations.length === 0 && versions.some(overwrites)) {
        report(
          `a rotation is missing, expected ${ROTATION} with it as secretId, or a version that leaves its content alone`,
          secret.urn,
        );
      }
    }
  },
};

/** Whether the next deployment would write back what the program knows. */
function overwrites({ opts, props }: PolicyResource): boolean {
  return CONTENT.some((input) => Object.hasOwn(props, input) && !opts.ignoreChanges.includes(input));
}
