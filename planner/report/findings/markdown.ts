import { exemptionText } from "../../../facts/exemption-notice";
import { byPolicy, resourceName, type PolicyFindings } from "./by-policy";
import { isOwn, type FindingsDocument, type ReportedFinding } from "./document";
import { standingOf, summaryOf } from "./text";
import { code, escaped, tableRow } from "../markdown";

/** Findings for a pull request: the totals, then each policy with its fix and a table of what breaks it. */
export function findingsMarkdown(document: FindingsDocument): string {
  return [`**${summaryOf(document)}**`, "", ...byPolicy(document).flatMap(policyLines)].join("\n");
}

function policyLines(group: PolicyFindings): string[] {
  const { policy, severity, remediation, isExempted, findings } = group;
  return [
    `### ${signOf(group)} ${policy} (${standingOf(group)}${severity === null ? "" : `, ${severity}`})`,
    "",
    ...(remediation === null || isExempted ? [] : [escaped(remediation), ""]),
    "| stack | resource | what is wrong | where |",
    "| ----- | -------- | ------------- | ----- |",
    ...findings.map(row),
    "",
  ];
}

function signOf({ level, isExempted }: PolicyFindings): string {
  return isExempted ? "💤" : level === "mandatory" ? "❌" : "⚠️";
}

function row({ stack, urn, message, sites, exemption }: ReportedFinding): string {
  const site = sites.find(isOwn);
  const place = site === undefined ? "" : code(`${site.file}:${site.line}`);
  const said = exemption === null ? message : `${message}\n${exemptionText(exemption)}`;
  const cells = [stack, code(resourceName(urn)), escaped(said), place];
  return tableRow(cells, "<br>");
}
