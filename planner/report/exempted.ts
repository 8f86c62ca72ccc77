import { z } from "zod";
import type { Finding, FindingLevel } from "../finding";

/** The exemption that covers a finding. */
export const ReportedExemption = z.strictObject({
  expires: z.string().describe("last day on which it counts: 2027-02-01"),
  owner: z.string(),
  approvedBy: z.string().nullable().describe("who is declared to have approved it; null where nobody has to"),
  ticket: z.string(),
  place: z.string().describe("file and line of the exemption"),
  reason: z.string(),
});

/** One exemption in a report. */
export type ReportedExemption = z.infer<typeof ReportedExemption>;

/** The exemption of a finding as reports have it. */
export function reportedExemption({ exemption }: Finding): ReportedExemption | null {
  return exemption === undefined ? null : { ...exemption, approvedBy: exemption.approvedBy ?? null };
}

/** How many findings count, by level, and how many an exemption covers. */
export function countFindings(
  findings: readonly { readonly level: FindingLevel; readonly exemption?: unknown }[],
): Record<FindingLevel | "exempted", number> {
  const counting = findings.filter(({ exemption }) => (exemption ?? undefined) === undefined);
  return {
    mandatory: counting.filter(({ level }) => level === "mandatory").length,
    advisory: counting.filter(({ level }) => level === "advisory").length,
    exempted: findings.length - counting.length,
  };
}
