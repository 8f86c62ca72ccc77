import type { AwsRegion } from "./regions";

/**
 * How strictly a regime ties personal data to its jurisdiction: `free`, `accountable` (whoever sends it abroad
 * answers for it), `transfer-restricted` (a copy abroad needs a legal basis), `in-country` (no primary copy abroad).
 */
export type StorageRule = "free" | "accountable" | "transfer-restricted" | "in-country";

/** What one residency regime demands of infrastructure. An engineering reading, not legal advice. */
export interface Regime {
  /** Law and jurisdiction, for people. */
  readonly title: string;
  /** ISO 3166-1 alpha-2 code of the jurisdiction, `EU` for the Union. */
  readonly jurisdiction: string;
  /** How strictly data is tied to it. */
  readonly storage: StorageRule;
  /** Regions inside the jurisdiction, the preferred primary first; empty where AWS has none: the regime fails closed. */
  readonly regions: readonly AwsRegion[];
  /** Regions that may hold a copy once the condition beside them is on record. */
  readonly regionsByTransfer: Readonly<Partial<Record<AwsRegion, string>>>;
  /** What a copy outside {@link Regime.regions} needs. */
  readonly transfer: string;
  /** Fewest days that logs must be kept, where the regime states a number. */
  readonly minimumLogDays?: number;
  /** The legal text. */
  readonly source: string;
  /** Day engineering last read over the row; comparing it with the legal text is counsel's, for whoever uses it. */
  readonly reviewedOn: string;
}

const REVIEWED_ON = "2026-11-24";

/** Residency regimes, by the key that an environment file names. */
export const REGIMES = {
  "eu-gdpr": {
    title: "EU and EEA, GDPR chapter V",
    jurisdiction: "EU",
    storage: "transfer-restricted",
    // London and Zurich are adequate, yet outside the Union; eusc-de-east-1 lies in a partition of its own.
    regions: ["eu-central-1", "eu-west-1", "eu-west-3", "eu-north-1", "eu-south-1", "eu-south-2", "eusc-de-east-1"],
    regionsByTransfer: { "eu-west-2": "adequacy decision on record", "eu-central-2": "adequacy decision on record" },
    transfer: "an adequacy decision or standard contractual clauses; remote access counts as a transfer",
    source: "Regulation (EU) 2016/679, articles 44 to 50",
    reviewedOn: REVIEWED_ON,
  },
  "uk-gdpr": {
    title: "United Kingdom, UK GDPR and Data (Use and Access) Act 2025",
    jurisdiction: "GB",
    storage: "transfer-restricted",
    regions: ["eu-west-2"],
    regionsByTransfer: {
      "eu-west-1": "adequacy regulations for the EU on record",
      "eu-central-1": "adequacy regulations for the EU on record",
    },
    transfer: "protection not materially lower than at home, by adequacy regulations, IDTA or the Addendum",
    source: "UK GDPR chapter V as amended by the Data (Use and Access) Act 2025, schedule 7",
    reviewedOn: REVIEWED_ON,
  },
  "ch-fadp": {
    title: "Switzerland, Federal Act on Data Protection",
    jurisdiction: "CH",
    storage: "transfer-restricted",
    regions: ["eu-central-2"],
    regionsByTransfer: {
      "eu-central-1": "country listed in annex 1 of the Data Protection Ordinance, on record",
      "eu-west-1": "country listed in annex 1 of the Data Protection Ordinance, on record",
    },
    transfer: "a country of annex 1 of the ordinance, or standard clauses",
    source: "SR 235.1, articles 16 to 18, in force 2023-09-01",
    reviewedOn: REVIEWED_ON,
  },
  "in-dpdp": {
    title: "India, Digital Personal Data Protection Act 2023",
    jurisdiction: "IN",
    storage: "accountable",
    regions: ["ap-south-1", "ap-south-2"],
    regionsByTransfer: {},
    transfer: "allowed unless the country is on the government's list; significant fiduciaries may be bound to India",
    source: "DPDP Act 2023, section 16, and DPDP Rules 2025",
    reviewedOn: REVIEWED_ON,
  },
  "in-rbi": {
    title: "India, storage of payment system data",
    jurisdiction: "IN",
    storage: "in-country",
    regions: ["ap-south-1", "ap-south-2"],
    regionsByTransfer: {},
    transfer: "none: the entire payment data stays in India only",
    source: "Reserve Bank of India, circular RBI/2017-18/153 of 2018-04-06",
    reviewedOn: REVIEWED_ON,
  },
  "in-cert-in": {
    title: "India, logs of service providers",
    jurisdiction: "IN",
    storage: "in-country",
    regions: ["ap-south-1", "ap-south-2"],
    regionsByTransfer: {},
    transfer: "none for the copy that the directions require",
    minimumLogDays: 180,
    source: "CERT-In directions of 2022-04-28 under section 70B of the Information Technology Act",
    reviewedOn: REVIEWED_ON,
  },
  "cn-pipl": {
    title: "China, Personal Information Protection, Data Security and Cybersecurity Laws",
    jurisdiction: "CN",
    storage: "in-country",
    regions: ["cn-north-1", "cn-northwest-1"],
    regionsByTransfer: {},
    transfer: "security assessment, standard contract or certification, by volume and sensitivity",
    minimumLogDays: 180,
    source: "PIPL articles 38 to 40; provisions on cross-border data flows of 2024-03-22",
    reviewedOn: REVIEWED_ON,
  },
  "ru-242fz": {
    title: "Russia, localisation of personal data",
    jurisdiction: "RU",
    storage: "in-country",
    regions: [],
    regionsByTransfer: {},
    transfer: "none: collecting into a database abroad is prohibited; use the hybrid pattern",
    source: "Federal Laws 152-FZ and 242-FZ, as amended by 23-FZ with effect from 2025-07-01",
    reviewedOn: REVIEWED_ON,
  },
  "sa-pdpl": {
    title: "Saudi Arabia, Personal Data Protection Law",
    jurisdiction: "SA",
    storage: "transfer-restricted",
    regions: [],
    regionsByTransfer: {
      "me-central-1": "transfer basis on record",
      "me-south-1": "transfer basis on record",
    },
    transfer: "adequacy or standard clauses, and a transfer risk assessment; without them use the hybrid pattern",
    source: "Royal Decree M/19, and the regulation on personal data transfer of 2024-09",
    reviewedOn: REVIEWED_ON,
  },
  "ae-pdpl": {
    title: "United Arab Emirates, Personal Data Protection Law",
    jurisdiction: "AE",
    storage: "transfer-restricted",
    regions: ["me-central-1"],
    regionsByTransfer: {},
    transfer: "adequacy or a contract; health and banking data have laws of their own",
    source: "Federal Decree-Law 45/2021, articles 22 and 23",
    reviewedOn: REVIEWED_ON,
  },
  "id-pdp": {
    title: "Indonesia, Personal Data Protection Law",
    jurisdiction: "ID",
    storage: "transfer-restricted",
    regions: ["ap-southeast-3"],
    regionsByTransfer: { "ap-southeast-1": "private operator, basis on record, access for authorities secured" },
    transfer: "equal protection, safeguards or consent; public operators stay onshore",
    source: "Law 27/2022, article 56, and Government Regulation 71/2019, articles 20 and 21",
    reviewedOn: REVIEWED_ON,
  },
  "vn-pdpl": {
    title: "Vietnam, Personal Data Protection Law",
    jurisdiction: "VN",
    storage: "transfer-restricted",
    regions: [],
    regionsByTransfer: { "ap-southeast-1": "transfer impact assessment dossier filed, reference on record" },
    transfer: "an impact assessment dossier within 60 days; storage in Vietnam on order; else the hybrid pattern",
    source: "Law 91/2025/QH15, in force 2026-01-01, and Decree 53/2022/ND-CP",
    reviewedOn: REVIEWED_ON,
  },
  "au-app": {
    title: "Australia, Privacy Principle 8",
    jurisdiction: "AU",
    storage: "accountable",
    regions: ["ap-southeast-2", "ap-southeast-4"],
    regionsByTransfer: {},
    transfer: "reasonable steps; whoever discloses abroad stays accountable",
    source: "Privacy Act 1988, schedule 1, APP 8",
    reviewedOn: REVIEWED_ON,
  },
  "ca-quebec-25": {
    title: "Canada, PIPEDA and Quebec Law 25",
    jurisdiction: "CA",
    storage: "transfer-restricted",
    // Calgary lies outside Quebec: a copy there is a communication under section 17.
    regions: ["ca-central-1"],
    regionsByTransfer: { "ca-west-1": "privacy impact assessment on record" },
    transfer: "a privacy impact assessment before data leaves Quebec, other provinces included",
    source: "Act respecting the protection of personal information in the private sector (P-39.1), section 17",
    reviewedOn: REVIEWED_ON,
  },
  "br-lgpd": {
    title: "Brazil, LGPD",
    jurisdiction: "BR",
    storage: "transfer-restricted",
    regions: ["sa-east-1"],
    regionsByTransfer: {},
    transfer: "adequacy, or the standard clauses of the authority, due since 2025-08-23",
    source: "Law 13.709/2018, articles 33 to 36, and Resolution CD/ANPD 19/2024",
    reviewedOn: REVIEWED_ON,
  },
  "kr-pipa": {
    title: "South Korea, Personal Information Protection Act",
    jurisdiction: "KR",
    storage: "transfer-restricted",
    regions: ["ap-northeast-2"],
    regionsByTransfer: {},
    transfer: "separate consent, certification or an equivalence decision",
    source: "PIPA, article 28-8",
    reviewedOn: REVIEWED_ON,
  },
  "jp-appi": {
    title: "Japan, Act on the Protection of Personal Information",
    jurisdiction: "JP",
    storage: "transfer-restricted",
    regions: ["ap-northeast-1", "ap-northeast-3"],
    regionsByTransfer: {},
    transfer: "consent, an equivalent country, or an equivalent system at the recipient",
    source: "APPI, article 28",
    reviewedOn: REVIEWED_ON,
  },
  "us-none": {
    title: "United States, state laws and the bulk data rule",
    jurisdiction: "US",
    storage: "free",
    regions: ["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
    regionsByTransfer: {},
    transfer: "no replica, share or vendor access for bulk data in China, Cuba, Iran, North Korea, Russia, Venezuela",
    source: "28 CFR part 202, in force 2025-04-08",
    reviewedOn: REVIEWED_ON,
  },
} as const satisfies Record<string, Regime>;

/** Key of a residency regime. */
export type RegimeKey = keyof typeof REGIMES;

/** Keys of all regimes, in the order of the table. */
export const REGIME_KEYS = Object.keys(REGIMES) as readonly RegimeKey[];

/** Whether a string is the key of a regime. */
export function isRegime(key: string): key is RegimeKey {
  return Object.hasOwn(REGIMES, key);
}

/** What a regime demands. */
export function regimeOf(key: RegimeKey): Regime {
  return REGIMES[key];
}
