import { isAwsRegion } from "../../facts/regions";
import type { Refusal } from "../core/refusal";
import { RUNBOOK_IDS } from "../core/runbooks";
import type { RunbooksPlanArgs } from "./runbooks.plan";

/** Longest name of a document of SSM; source: the provider's documentation of `aws.ssm.Document` (7.48.0). */
const MAX_DOCUMENT_NAME = 128;
/** Longest prefix: a dash and the longest id follow it. */
export const MAX_NAME_PREFIX = MAX_DOCUMENT_NAME - 1 - Math.max(...RUNBOOK_IDS.map(({ length }) => length));

const ACCOUNT = /^\d{12}$/;
const NAME_PREFIX = new RegExp(`^(?!aws|amazon|amzn)[a-z][a-z0-9-]{0,${MAX_NAME_PREFIX - 1}}$`);

/** What the refusals of automations look at. */
export type RunbooksRefusalArgs = RunbooksPlanArgs<unknown>;

/** Reasons to refuse the automations of a region. */
export const runbooksRefusals: readonly Refusal<RunbooksRefusalArgs>[] = [
  {
    when: ({ namePrefix }) => !NAME_PREFIX.test(namePrefix),
    say: ({ namePrefix }) => ({
      arg: "namePrefix",
      got: namePrefix,
      expected: `1 to ${MAX_NAME_PREFIX} lower-case letters, digits and dashes that do not begin as AWS's own documents do`,
      change: "choose the name of the stack, such as prod-eu-central-1",
    }),
  },
  {
    when: ({ region }) => !isAwsRegion(region),
    say: ({ region }) => ({
      arg: "region",
      got: region,
      expected: "an AWS region",
      change: "name the region that the automations act in",
    }),
  },
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the account that the automations act in",
    }),
  },
  {
    when: ({ approverArns }) => approverArns.length < 1 || approverArns.length > 10,
    say: ({ approverArns }) => ({
      arg: "approverArns",
      got: approverArns.length,
      expected: "1 to 10 users or roles",
      change: "name who may approve: an automation without an approver waits until it fails",
    }),
  },
];
