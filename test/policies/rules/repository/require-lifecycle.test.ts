import { repositoryRequireLifecycle } from "../../../../policies/rules/repository/require-lifecycle";
import { describeCompanion } from "../../relations";

describeCompanion(repositoryRequireLifecycle, {
  owner: { type: "aws:ecr/repository:Repository", name: "owner", props: { name: "api" } },
  companion: { type: "aws:ecr/lifecyclePolicy:LifecyclePolicy", props: {} },
  by: "repository",
  named: "api",
  message: "a lifecycle policy is missing, expected aws:ecr/lifecyclePolicy:LifecyclePolicy with it as repository",
});
