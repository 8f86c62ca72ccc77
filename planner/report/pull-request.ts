import type { DiffDocument } from "../diff/diff-document";
import { diffMarkdown } from "../diff/diff-markdown";
import { costMarkdown } from "./cost/markdown";
import type { CostDocument } from "./cost/document";
import type { FindingsDocument } from "./findings/document";
import { findingsMarkdown } from "./findings/markdown";
import { verdictMarkdown } from "./residency/markdown";
import type { ResidencyDocument } from "./residency/document";

/** What a pull request is told of. */
export interface PullRequestDocuments {
  readonly findings: FindingsDocument;
  readonly cost: CostDocument;
  /** Absent where no earlier plans were named. */
  readonly difference?: DiffDocument;
  /** Absent where nobody names a partition. */
  readonly residency?: ResidencyDocument;
}

/** A comment for a pull request: what changes, what is found, whether data stay where they must, what it costs. */
export function pullRequestMarkdown({ findings, cost, difference, residency }: PullRequestDocuments): string {
  return [
    ...(difference === undefined ? [] : ["## Plan", "", diffMarkdown(difference)]),
    "## Findings",
    "",
    findingsMarkdown(findings),
    ...(residency === undefined ? [] : ["## Residency", "", ...verdictMarkdown(residency)]),
    "## Costs",
    "",
    costMarkdown(cost),
  ].join("\n");
}
