import { splitUrn, typeOfUrn } from "../../engine/urn";
import type { FindingsDocument, ReportedFinding } from "./document";

/** Findings of one policy of one pack. */
export interface PolicyFindings {
  readonly pack: string;
  readonly policy: string;
  readonly level: ReportedFinding["level"];
  readonly severity: ReportedFinding["severity"];
  readonly remediation: string | null;
  readonly findings: readonly ReportedFinding[];
}

const SEVERITIES: readonly ReportedFinding["severity"][] = ["critical", "high", "medium", "low", null];

/** Findings by policy: what fails first, then by severity, then by name. */
export function byPolicy({ findings }: FindingsDocument): PolicyFindings[] {
  return grouped(findings).sort(compare);
}

function grouped(findings: readonly ReportedFinding[]): PolicyFindings[] {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const key = `${finding.pack}\n${finding.policy}\n${finding.level}\n${finding.severity ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) {
      return [];
    }
    const { pack, policy, level, severity, remediation } = first;
    return [{ pack, policy, level, severity, remediation, findings: group }];
  });
}

function compare(left: PolicyFindings, right: PolicyFindings): number {
  const [one, other] = [rank(left), rank(right)];
  return one === other ? (`${left.policy}\n${left.pack}` < `${right.policy}\n${right.pack}` ? -1 : 1) : one - other;
}

function rank({ level, severity }: PolicyFindings): number {
  return (level === "mandatory" ? 0 : SEVERITIES.length) + SEVERITIES.indexOf(severity);
}

/** Name of a resource, as a person calls it: `aws:sqs/queue:Queue orders`. */
export function resourceName(urn: string): string {
  return `${typeOfUrn(urn)} ${splitUrn(urn).name}`;
}
