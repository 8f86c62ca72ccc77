import { requireCompanion } from "../../core/companions";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";

/** Images that nobody runs any more are deleted. */
export const repositoryRequireLifecycle: RelationalRule = {
  name: "repository-require-lifecycle",
  description: "Image repositories delete what is not used.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("ECR.3", "ECR repositories should have at least one lifecycle policy configured"),
  tags: ["cost"],
  remediationSteps: "Add a lifecycle policy with the repository's name as repository.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html",
  judgeStack: requireCompanion({
    of: ["aws:ecr/repository:Repository"],
    what: "a lifecycle policy",
    types: ["aws:ecr/lifecyclePolicy:LifecyclePolicy"],
    by: "repository",
  }),
};
