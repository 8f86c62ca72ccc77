import { counted } from "../preview-text";
import { findingsOf, type ReportedWay, type ResidencyDocument } from "./document";

const VERDICTS = { proven: "✔ proven", leaks: "✖ leaks", undecided: "? undecided" } as const;

/** The proof for a person: a line for each zone, every finding with what it is about, and a summary. */
export function residencyText(document: ResidencyDocument): string {
  return [
    ...document.zones.flatMap(zoneLines),
    "",
    ...findingsOf(document).flatMap(findingLines),
    ...schemaLines(document),
    summaryOf(document),
    "",
  ].join("\n");
}

function zoneLines({
  name,
  verdict,
  title,
  regime,
  regions,
  tenants,
  ways,
}: ResidencyDocument["zones"][number]): string[] {
  const { kept, declared, free } = ways;
  const whose = tenants.length === 0 ? "" : `, and tenants ${tenants.join(", ")}`;
  return [
    `${VERDICTS[verdict]}  ${name}${whose}: ${title ?? regime}`,
    `   in ${regions.join(", ")}; ${kept} ways kept inside, ${declared} declared, ${free} with nothing to bind`,
  ];
}

function findingLines({ verdict, zone, urn, input, kind, leadsTo, because }: ReportedWay): string[] {
  return [
    `${verdict === "leaves" ? "✖" : "?"} ${zone}  ${kind} ${verdict === "leaves" ? `leaves to ${leadsTo}` : "is undecided"}`,
    `  ${urn}`,
    `  ${input}: ${because}`,
    "",
  ];
}

function schemaLines({ schemas }: ResidencyDocument): string[] {
  const lines = schemas.map(({ schema, digest }) => `schema ${schema}  sha256 ${digest}`);
  return lines.length === 0 ? [] : [...lines, ""];
}

/** The totals in a line. */
export function summaryOf({ zones, holders, summary: { ways, leaves, undecided } }: ResidencyDocument): string {
  return [
    counted(zones.length, "partition"),
    `${counted(holders.length, "store")} and channels`,
    counted(ways, "way"),
    `${leaves} leave and ${undecided} undecided`,
  ].join(", ");
}
