import { findingsOf, type ResidencyDocument } from "./document";
import { code, table } from "../markdown";
import { summaryOf } from "./text";

type Zone = ResidencyDocument["zones"][number];

/** The proof as a record to keep: verdicts, findings, and for each zone its regime, its stores and the ways that were followed. */
export function residencyMarkdown(document: ResidencyDocument): string {
  return [
    "# Residency",
    "",
    ...verdictMarkdown(document),
    ...schemasSection(document),
    ...document.zones.flatMap((zone) => zoneSection(zone, document)),
  ].join("\n");
}

/** The verdicts and the findings alone, without the record of what was followed. */
export function verdictMarkdown(document: ResidencyDocument): readonly string[] {
  return [
    `**${summaryOf(document)}**`,
    "",
    "An engineering reading of each regime, and no legal advice.",
    "",
    ...table(
      ["partition", "verdict", "regime", "regions", "tenants"],
      document.zones.map(({ name, verdict, title, regime, regions, tenants }) => [
        name,
        verdict,
        title ?? regime,
        regions.join(", "),
        tenants.join(", "),
      ]),
    ),
    ...findingsSection(document),
  ];
}

function findingsSection(document: ResidencyDocument): string[] {
  const findings = findingsOf(document);
  const rows = findings.map(({ zone, stack, urn, input, verdict, leadsTo, because }) => [
    zone,
    code(`${stack} ${urn.slice(urn.lastIndexOf("::") + 2)}`),
    code(input),
    verdict === "leaves" ? `leaves to ${leadsTo}` : "undecided",
    because,
  ]);
  return rows.length === 0
    ? []
    : ["## Findings", "", ...table(["partition", "resource", "input", "verdict", "why"], rows)];
}

function schemasSection({ schemas }: ResidencyDocument): string[] {
  const rows = schemas.map(({ schema, digest, problems }) => [code(schema), code(digest), problems.join("; ")]);
  return rows.length === 0
    ? []
    : ["## Schemas of streams that leave", "", ...table(["schema", "SHA-256", "problems"], rows)];
}

function zoneSection({ name, transfer, source, reviewedOn }: Zone, { holders, ways }: ResidencyDocument): string[] {
  const own = ways.filter(({ zone }) => zone === name);
  const stores = holders.filter(({ zone }) => zone === name);
  return [
    `## ${name}`,
    "",
    `A copy outside needs: ${transfer ?? "nobody knows"} (${source ?? "no source"}, read on ${reviewedOn ?? "no day"}).`,
    "",
    ...table(
      ["holds", "data class", "region", "how many"],
      counts(stores.map((each) => [each.holds, each.dataClass ?? "", each.region ?? ""])),
    ),
    ...table(["way", "verdict", "how many"], counts(own.map(({ kind, verdict }) => [kind, verdict]))),
  ];
}

/** Equal rows once, each with how often it occurs. */
function counts(rows: readonly (readonly string[])[]): string[][] {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const key = row.join("\n");
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return [...seen]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, count]) => [...key.split("\n"), String(count)]);
}
