import type { DataClass } from "../../../../facts/tag-schema";
import type { Properties } from "../../../../planner/plan";
import type { SchemaLookup } from "../../../../planner/residency/schema-proof";
import type { Processor } from "../../../../planner/residency/zone";

/** Zones of the fleet that leaks are planted in: the regime, the regions and the account of each. */
export const ZONES = {
  eu: { regime: "eu-gdpr", regions: ["eu-central-1", "eu-west-1"], account: "222222222222", market: "DE" },
  uk: { regime: "uk-gdpr", regions: ["eu-west-2"], account: "777777777777", market: "GB" },
  ch: { regime: "ch-fadp", regions: ["eu-central-2"], account: "555555555555", market: "CH" },
  in: { regime: "in-rbi", regions: ["ap-south-1", "ap-south-2"], account: "666666666666", market: "IN" },
  logs: { regime: "in-cert-in", regions: ["ap-south-1", "ap-south-2"], account: "616161616161", market: "IN" },
  us: { regime: "us-none", regions: ["us-east-1", "us-west-2"], account: "333333333333", market: "US" },
  ca: { regime: "ca-quebec-25", regions: ["ca-central-1"], account: "888888888888", market: "CA" },
  au: { regime: "au-app", regions: ["ap-southeast-2", "ap-southeast-4"], account: "999999999999", market: "AU" },
  jp: { regime: "jp-appi", regions: ["ap-northeast-1", "ap-northeast-3"], account: "121212121212", market: "JP" },
  br: { regime: "br-lgpd", regions: ["sa-east-1"], account: "131313131313", market: "BR" },
  kr: { regime: "kr-pipa", regions: ["ap-northeast-2"], account: "141414141414", market: "KR" },
  ae: { regime: "ae-pdpl", regions: ["me-central-1"], account: "151515151515", market: "AE" },
  id: { regime: "id-pdp", regions: ["ap-southeast-3"], account: "171717171717", market: "ID" },
} as const;

/** A zone of {@link ZONES}. */
export type Zone = keyof typeof ZONES;

/** A resource of a leak. */
export interface Planted {
  /** Zone whose stack it is in; `global` for the stack of what has no region. */
  readonly in: Zone | "global";
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  /** Region; the first of the zone where it says none. */
  readonly region?: string;
  /** Its tag `data-class`; `personal` where it says none, no tags at all where it is `null`. */
  readonly holds?: DataClass | null;
  /** Further tags. */
  readonly tags?: Readonly<Record<string, string>>;
  /** ARN, by which others name it. */
  readonly arn?: string;
  /** Further outputs, by which others name it. */
  readonly outputs?: Properties;
  /** URNs that inputs come from, by input. */
  readonly dependsOn?: Readonly<Record<string, readonly string[]>>;
}

/** What a fleet of planted resources is beside its resources. */
export interface Surroundings {
  readonly processors?: Readonly<Partial<Record<Zone, readonly Processor[]>>>;
  readonly premises?: Readonly<Partial<Record<Zone, readonly string[]>>>;
  readonly schemas?: SchemaLookup;
  /** Where the state of every stack is kept; in its own region where nothing is said. */
  readonly backend?: string;
}

/** Something that takes data out of its zone, and nearly the same thing that does not. */
export interface Leak extends Surroundings {
  /** What it does, as a sentence. */
  readonly title: string;
  readonly leak: readonly Planted[];
  readonly twin: readonly Planted[];
  /** The resource that must be found, and the input that leads out. */
  readonly at: string;
}

/** A resource of the AWS provider, as `eu sqs/queue:Queue orders`: its zone, its type, its name. */
export function aws(
  what: string,
  inputs: Properties,
  more: Omit<Planted, "in" | "type" | "name" | "inputs"> = {},
): Planted {
  const [zone = "", type = "", name = ""] = what.split(" ");
  return { in: isZone(zone) ? zone : "global", type: `aws:${type}`, name, inputs, ...more };
}

function isZone(name: string): name is Zone {
  return Object.hasOwn(ZONES, name);
}

/** A policy that allows a principal something, under a condition where one is given. */
export function allows(principal: Properties | string, condition?: Properties): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "*", Resource: "*", Principal: principal, ...(condition && { Condition: condition }) },
    ],
  });
}

/** A bucket of a zone, which others name by its name or its ARN. */
export function bucket(zone: Zone | "global", name: string, more: Parameters<typeof aws>[2] = {}): Planted {
  return aws(`${zone} s3/bucket:Bucket ${name}`, { bucket: name }, { arn: `arn:aws:s3:::${name}`, ...more });
}
