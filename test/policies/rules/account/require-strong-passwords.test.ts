import { accountRequireStrongPasswords } from "../../../../policies/rules/account/require-strong-passwords";
import { describeRule } from "../../harness";

const type = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";

describeRule(accountRequireStrongPasswords, {
  good: { type, props: { minimumPasswordLength: 14, passwordReusePrevention: 24 } },
  broken: [
    { path: "minimumPasswordLength", to: 8, message: "minimumPasswordLength is 8, expected at least 14" },
    { path: "minimumPasswordLength", to: undefined, message: "minimumPasswordLength is missing, expected at least 14" },
    { path: "passwordReusePrevention", to: 5, message: "passwordReusePrevention is 5, expected at least 24" },
    {
      path: "passwordReusePrevention",
      to: undefined,
      message: "passwordReusePrevention is missing, expected at least 24",
    },
  ],
  unknown: ["minimumPasswordLength", "passwordReusePrevention"],
  secret: ["minimumPasswordLength", "passwordReusePrevention"],
});
