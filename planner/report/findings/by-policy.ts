import { splitUrn, typeOfUrn } from "../../engine/urn";
import type { FindingsDocument, ReportedFinding } from "./document";

/** Findings of one policy of one pack. */
export interface PolicyFindings {
  readonly pack: string;
  readonly policy: string;
  readonly level: ReportedFinding["level"];
  readonly severity: ReportedFinding["severity"];
  readonly remediation: string | null;
  /** Whether all of them are exempted; those that are not stand in a group of their own. */
  readonly isExempted: boolean;
  readonly findings: readonly ReportedFinding[];
}

const SEVERITIES: readonly ReportedFinding["severity"][] = ["critical", "high", "medium", "low", null];

/** Findings by policy: what fails first, then by severity, then by name; what is exempted last. */
export function byPolicy({ findings }: FindingsDocument): PolicyFindings[] {
  return grouped(findings).sort(compare);
}

function grouped(findings: readonly ReportedFinding[]): PolicyFindings[] {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const key = `${finding.pack}\n${finding.policy}\n${finding.level}\n${finding.severity ?? ""}\n${finding.exemption === null}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) {
      return [];
    }
    const { pack, policy, level, severity, remediation, exemption } = first;
    return [{ pack, policy, level, severity, remediation, isExempted: exemption !== null, findings: group }];
  });
}

function compare(left: PolicyFindings, right: PolicyFindings): number {
  const [one, other] = [rank(left), rank(right)];
  return one === other ? (`${left.policy}\n${left.pack}` < `${right.policy}\n${right.pack}` ? -1 : 1) : one - other;
}

function rank({ level, severity, isExempted }: PolicyFindings): number {
  const block = isExempted ? 2 : level === "mandatory" ? 0 : 1;
  return block * SEVERITIES.length + SEVERITIES.indexOf(severity);
}

/** Name of a resource, as a person calls it: `aws:sqs/queue:Queue orders`. */
export function resourceName(urn: string): string {
  return `${typeOfUrn(urn)} ${splitUrn(urn).name}`;
}
