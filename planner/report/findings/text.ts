import { exemptionText } from "../../../facts/exemption-notice";
import { counted } from "../preview-text";
import { byPolicy, resourceName, type PolicyFindings } from "./by-policy";
import { isOwn, type FindingsDocument, type ReportedFinding } from "./document";

/** Findings for a person: each policy once with its fix, below it what breaks it. */
export function findingsText(document: FindingsDocument): string {
  return [...byPolicy(document).flatMap(policyLines), summaryOf(document), ""].join("\n");
}

function policyLines(group: PolicyFindings): string[] {
  const { severity, policy, pack, remediation, isExempted, findings } = group;
  return [
    `${signOf(group)} ${policy}  ${standingOf(group)}${severity === null ? "" : `, ${severity}`}  (${pack})`,
    ...findings.flatMap(findingLines),
    ...(remediation === null || isExempted ? [] : [`  fix: ${remediation}`]),
    "",
  ];
}

function signOf({ level, isExempted }: PolicyFindings): string {
  return isExempted ? "○" : level === "mandatory" ? "✖" : "!";
}

/** How findings of a policy count, in a word. */
export function standingOf({ level, isExempted }: PolicyFindings): string {
  return isExempted ? "exempted" : level;
}

function findingLines({ stack, urn, message, sites, exemption }: ReportedFinding): string[] {
  const [first = "", ...more] = message.split("\n");
  const site = sites.find(isOwn);
  const place = site === undefined ? "" : `  ${site.file}:${site.line}`;
  const excuse = exemption === null ? [] : [exemptionText(exemption)];
  return [`  ${stack}: ${resourceName(urn)}${place}`, ...[first, ...more, ...excuse].map((line) => `    ${line}`)];
}

/** What a run came to, in one line. */
export function summaryOf({
  stacks,
  policies,
  summary: { mandatory, advisory, exempted, known },
}: FindingsDocument): string {
  return [
    `${counted(stacks.length, "stack")} judged by ${policies.length} ${policies.length === 1 ? "policy" : "policies"}`,
    `${mandatory} mandatory and ${advisory} advisory findings`,
    ...(exempted === 0 ? [] : [`${exempted} exempted`]),
    ...(known === 0 ? [] : [`${known} more in the baseline`]),
  ].join(", ");
}
