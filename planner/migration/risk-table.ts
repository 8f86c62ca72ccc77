import type { DataClass } from "../../facts/tag-schema";

/*
 * What makes moving an integration risky, in points. The points are a judgement of this kit, not a measurement: they put
 * integrations into an order, and every one of them is shown with its reason.
 */

/** How an integration speaks: the points grow with what cannot be replayed, versioned or rehearsed. */
export const PROTOCOL_RISK = {
  kafka: { points: 1, because: "a log that can be read again from any position" },
  rest: { points: 1, because: "requests that a proxy can route and mirror one by one" },
  webhook: { points: 2, because: "calls that the other side sends once, to an address it has to be told" },
  sftp: { points: 2, because: "files that are taken whole, and once" },
  soap: { points: 3, because: "an interface with state and types of its own" },
  edi: { points: 4, because: "documents whose agreements change by contract, with acknowledgements" },
  idoc: { points: 4, because: "documents that only the ERP's own queue can send again" },
  jdbc: { points: 5, because: "a database that is shared, so that readers and writers are not known" },
} as const satisfies Readonly<Record<string, RiskRow>>;

/** Which way data goes. */
export const DIRECTION_RISK = {
  inbound: { points: 1, because: "it only reads: the old way can go on beside the new one" },
  outbound: { points: 2, because: "it only writes: what was sent twice has to be recognised by the receiver" },
  both: { points: 4, because: "it reads and writes: the two ways have to agree on every record" },
} as const satisfies Readonly<Record<string, RiskRow>>;

/** How well the data has to be protected. */
export const DATA_CLASS_RISK = {
  public: { points: 0, because: "everybody may see it" },
  internal: { points: 0, because: "nobody is hurt by a copy" },
  confidential: { points: 1, because: "a copy has to be guarded" },
  personal: { points: 2, because: "no copy may leave its residency partition" },
  payment: { points: 4, because: "every copy falls under the rules of card data" },
} as const satisfies Readonly<Record<DataClass, RiskRow>>;

/** How much comes in a busy hour: the row of the largest floor that is reached. */
export const VOLUME_RISK = [
  { perHour: 100_000, points: 4, because: "a minute of stop is a backlog that takes hours" },
  { perHour: 10_000, points: 2, because: "a stop is felt at once" },
  { perHour: 1_000, points: 1, because: "a stop is felt within the hour" },
  { perHour: 0, points: 0, because: "people could do it by hand for a while" },
] as const satisfies readonly (RiskRow & { readonly perHour: number })[];

/** What way back there is. */
export const ROLLBACK_RISK = {
  switch: { points: 0, because: "one switch leads back, and nothing is lost" },
  replay: { points: 2, because: "going back takes a replay of what came meanwhile" },
  none: { points: 5, because: "there is no way back" },
} as const satisfies Readonly<Record<string, RiskRow>>;

/** The other facts. */
export const FACT_RISK = {
  systemOfRecord: { points: 3, because: "the truth itself moves: who is right changes with it" },
  noSandbox: { points: 3, because: "the first rehearsal is the real thing" },
} as const satisfies Readonly<Record<string, RiskRow>>;

/** Most points for integrations that wait for this one: one each. */
export const MAX_DEPENDENT_POINTS = 4;

/** From how many points on a level holds, the highest first. */
export const RISK_LEVELS = [
  { level: "high", from: 15 },
  { level: "medium", from: 8 },
  { level: "low", from: 0 },
] as const;

/** How risky an integration is to move. */
export type RiskLevel = (typeof RISK_LEVELS)[number]["level"];

/** Points, and why. */
interface RiskRow {
  readonly points: number;
  readonly because: string;
}
