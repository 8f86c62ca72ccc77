import { repositoryRequireImmutableTags } from "../../../../policies/rules/repository/require-immutable-tags";
import { describeRule } from "../../harness";

const type = "aws:ecr/repository:Repository";

describeRule(repositoryRequireImmutableTags, {
  good: { type, props: { imageTagMutability: "IMMUTABLE" } },
  broken: [
    {
      path: "imageTagMutability",
      to: "MUTABLE",
      message: 'imageTagMutability is "MUTABLE", expected IMMUTABLE or IMMUTABLE_WITH_EXCLUSION',
    },
    {
      path: "imageTagMutability",
      to: undefined,
      message: "imageTagMutability is missing, expected IMMUTABLE or IMMUTABLE_WITH_EXCLUSION",
    },
  ],
  unknown: ["imageTagMutability"],
  secret: ["imageTagMutability"],
});
