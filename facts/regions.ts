/** An AWS partition: a hard wall for identities, keys, replication and accounts. */
export type AwsPartition = "aws" | "aws-cn" | "aws-eusc";

/** What is true of one region. */
export interface RegionFacts {
  /** Name as AWS shows it. */
  readonly title: string;
  /** AWS partition it belongs to. */
  readonly partition: AwsPartition;
  /** Country whose law binds what is stored there, as ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Whether that country is a member of the European Union. */
  readonly inEuropeanUnion: boolean;
  /** Letters of the zones that a new account sees; empty where they differ from account to account. */
  readonly zones: readonly string[];
}

/** Where the table below comes from, and when it was last compared with it. */
export const REGIONS_SOURCE = {
  regions:
    "botocore 1.44.5, data/partitions.json; a region counts from the day data/endpoints.json lists services for it",
  zones: "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html",
  comparedOn: "2026-11-24",
} as const;

const ABC = ["a", "b", "c"] as const;

/** Regions of the three partitions that are open to every customer. */
export const REGIONS = {
  "af-south-1": commercial("Africa (Cape Town)", "ZA"),
  "ap-east-1": commercial("Asia Pacific (Hong Kong)", "HK"),
  "ap-east-2": commercial("Asia Pacific (Taipei)", "TW"),
  "ap-northeast-1": commercial("Asia Pacific (Tokyo)", "JP", ["a", "c", "d"]),
  "ap-northeast-2": commercial("Asia Pacific (Seoul)", "KR", ["a", "b", "c", "d"]),
  "ap-northeast-3": commercial("Asia Pacific (Osaka)", "JP"),
  "ap-south-1": commercial("Asia Pacific (Mumbai)", "IN"),
  "ap-south-2": commercial("Asia Pacific (Hyderabad)", "IN"),
  "ap-southeast-1": commercial("Asia Pacific (Singapore)", "SG"),
  "ap-southeast-2": commercial("Asia Pacific (Sydney)", "AU"),
  "ap-southeast-3": commercial("Asia Pacific (Jakarta)", "ID"),
  "ap-southeast-4": commercial("Asia Pacific (Melbourne)", "AU"),
  "ap-southeast-5": commercial("Asia Pacific (Malaysia)", "MY"),
  "ap-southeast-6": commercial("Asia Pacific (New Zealand)", "NZ"),
  "ap-southeast-7": commercial("Asia Pacific (Thailand)", "TH"),
  "ca-central-1": commercial("Canada (Central)", "CA", ["a", "b", "d"]),
  "ca-west-1": commercial("Canada West (Calgary)", "CA"),
  "eu-central-1": european("Europe (Frankfurt)", "DE"),
  "eu-central-2": commercial("Europe (Zurich)", "CH"),
  "eu-north-1": european("Europe (Stockholm)", "SE"),
  "eu-south-1": european("Europe (Milan)", "IT"),
  "eu-south-2": european("Europe (Spain)", "ES"),
  "eu-west-1": european("Europe (Ireland)", "IE"),
  "eu-west-2": commercial("Europe (London)", "GB"),
  "eu-west-3": european("Europe (Paris)", "FR"),
  "il-central-1": commercial("Israel (Tel Aviv)", "IL"),
  "me-central-1": commercial("Middle East (UAE)", "AE"),
  "me-south-1": commercial("Middle East (Bahrain)", "BH"),
  "mx-central-1": commercial("Mexico (Central)", "MX"),
  "sa-east-1": commercial("South America (Sao Paulo)", "BR"),
  "us-east-1": commercial("US East (N. Virginia)", "US", ["a", "b", "c", "d", "e", "f"]),
  "us-east-2": commercial("US East (Ohio)", "US"),
  "us-west-1": commercial("US West (N. California)", "US", []),
  "us-west-2": commercial("US West (Oregon)", "US", ["a", "b", "c", "d"]),
  "cn-north-1": { ...commercial("China (Beijing)", "CN", []), partition: "aws-cn" },
  "cn-northwest-1": { ...commercial("China (Ningxia)", "CN"), partition: "aws-cn" },
  "eusc-de-east-1": { ...european("AWS European Sovereign Cloud (Germany)", "DE", []), partition: "aws-eusc" },
} as const satisfies Record<string, RegionFacts>;

/** A region of {@link REGIONS}. */
export type AwsRegion = keyof typeof REGIONS;

/** All regions, in the order of the table. */
export const AWS_REGIONS = Object.keys(REGIONS) as readonly AwsRegion[];

/** Whether a string is the code of a known region. */
export function isAwsRegion(region: string): region is AwsRegion {
  return Object.hasOwn(REGIONS, region);
}

/** What is true of a region. */
export function regionFacts(region: AwsRegion): RegionFacts {
  return REGIONS[region];
}

/** The AWS partition of a region, `undefined` where the region is not in the table. */
export function awsPartitionOf(region: string): AwsPartition | undefined {
  return isAwsRegion(region) ? regionFacts(region).partition : undefined;
}

function commercial(title: string, country: string, zones: readonly string[] = ABC): RegionFacts {
  return { title, partition: "aws", country, inEuropeanUnion: false, zones };
}

function european(title: string, country: string, zones: readonly string[] = ABC): RegionFacts {
  return { ...commercial(title, country, zones), inEuropeanUnion: true };
}
