import { z } from "zod";
import { isRegime, regimeOf } from "../../../facts/residency";
import { isFinding, type Proof, type ZoneVerdict } from "../../residency/prove";

/** What is proven of a fleet, or of one zone of it. */
export const VerdictOfFleet = z.enum(["proven", "leaks", "undecided"]);

/** One of {@link VerdictOfFleet}. */
export type VerdictOfFleet = z.infer<typeof VerdictOfFleet>;

const VerdictOfWay = z
  .enum(["kept", "declared", "free", "leaves", "undecided"])
  .describe("leaves and undecided are findings; free holds nothing that a regime binds");

const Ways = z.strictObject({ kept: z.int(), declared: z.int(), free: z.int(), leaves: z.int(), undecided: z.int() });

const ReportedZone = z.strictObject({
  name: z.string(),
  verdict: VerdictOfFleet,
  regime: z.string(),
  title: z.string().nullable().describe("law and jurisdiction; null for a regime that is not known"),
  storage: z.string().nullable().describe("how strictly the regime ties data to its jurisdiction"),
  transfer: z.string().nullable().describe("what a copy outside needs"),
  source: z.string().nullable(),
  reviewedOn: z.string().nullable(),
  regions: z.array(z.string()),
  accounts: z.array(z.string()),
  markets: z.array(z.string()),
  tenants: z.array(z.string()).describe("the verdict is theirs too"),
  ways: Ways,
});

const ReportedHolder = z.strictObject({
  zone: z.string(),
  stack: z.string(),
  urn: z.string(),
  holds: z.enum(["store", "cache", "channel", "backup", "log", "key", "edge"]),
  dataClass: z.string().nullable(),
  region: z.string().nullable(),
});

const ReportedWay = z.strictObject({
  zone: z.string(),
  stack: z.string(),
  urn: z.string(),
  input: z.string(),
  kind: z.string(),
  verdict: VerdictOfWay,
  leadsTo: z.string(),
  because: z.string(),
});

/** What `planner residency --format json` prints. The version changes when a field changes its meaning or goes. */
export const ResidencyDocument = z.strictObject({
  version: z.literal(1),
  environment: z.string().nullable(),
  stacks: z.array(z.string()).describe("what was judged"),
  verdict: VerdictOfFleet,
  zones: z.array(ReportedZone),
  holders: z.array(ReportedHolder).describe("every store, channel and copy"),
  ways: z.array(ReportedWay).describe("every way that was followed"),
  schemas: z
    .array(z.strictObject({ schema: z.string(), digest: z.string(), problems: z.array(z.string()) }))
    .describe("schemas by which streams may leave, with the SHA-256 of each file"),
  summary: z.strictObject({ ways: z.int(), leaves: z.int(), undecided: z.int() }),
});

/** The proof of a fleet as one JSON document. */
export type ResidencyDocument = z.infer<typeof ResidencyDocument>;

/** One way of a {@link ResidencyDocument}. */
export type ReportedWay = ResidencyDocument["ways"][number];

/** JSON Schema of a {@link ResidencyDocument}, as `planner/residency.schema.json` holds it. */
export function residencyJsonSchema(): Record<string, unknown> {
  return { title: "Document of `planner residency --format json`", ...z.toJSONSchema(ResidencyDocument) };
}

/** Composes the document of a proof. */
export function residencyDocument(
  environment: string | undefined,
  stacks: readonly string[],
  { zones, holders, evidence, schemas }: Proof,
): ResidencyDocument {
  const count = (verdict: string): number => evidence.filter((one) => one.verdict === verdict).length;
  return {
    version: 1,
    environment: environment ?? null,
    stacks: [...stacks],
    verdict: verdictOfFleet(evidence),
    zones: zones.map(reportedZone),
    holders: holders.map(({ dataClass = null, region = null, ...holder }) => ({ ...holder, dataClass, region })),
    ways: evidence.map((way) => ({ ...way })),
    schemas: schemas.map(({ schema, digest, problems }) => ({ schema, digest, problems: [...problems] })),
    summary: { ways: evidence.length, leaves: count("leaves"), undecided: count("undecided") },
  };
}

/** The verdict about a whole fleet: one way out is enough. */
export function verdictOfFleet(evidence: Proof["evidence"]): VerdictOfFleet {
  const verdicts = new Set<string>(evidence.map(({ verdict }) => verdict));
  return verdicts.has("leaves") ? "leaks" : verdicts.has("undecided") ? "undecided" : "proven";
}

function reportedZone({ zone, verdict, ways }: ZoneVerdict): ResidencyDocument["zones"][number] {
  const { name, regime, regions, accounts, markets, tenants } = zone;
  return {
    name,
    verdict,
    regime,
    ...rowOf(regime),
    regions: [...regions],
    accounts: [...accounts],
    markets: [...markets],
    tenants: [...tenants],
    ways: { ...ways },
  };
}

function rowOf(
  regime: string,
): Pick<ResidencyDocument["zones"][number], "title" | "storage" | "transfer" | "source" | "reviewedOn"> {
  if (!isRegime(regime)) {
    return { title: null, storage: null, transfer: null, source: null, reviewedOn: null };
  }
  const { title, storage, transfer, source, reviewedOn } = regimeOf(regime);
  return { title, storage, transfer, source, reviewedOn };
}

/** Ways that are findings, by zone and resource: those that leave before those that nobody can decide. */
export function findingsOf({ ways }: ResidencyDocument): readonly ReportedWay[] {
  return ways.filter(isFinding).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function keyOf({ zone, verdict, urn, input }: ReportedWay): string {
  return [zone, verdict === "leaves" ? "0" : "1", urn, input].join("\n");
}
