import { repositoryForbidPublicPolicy } from "../../../../policies/rules/repository/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(
  repositoryForbidPublicPolicy,
  { type: "aws:ecr/repositoryPolicy:RepositoryPolicy", property: "policy" },
  [{ type: "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", property: "repositoryPolicy" }],
);
