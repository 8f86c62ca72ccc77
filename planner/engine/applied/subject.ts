import { createHash } from "node:crypto";
import { UNKNOWN, type Properties, type PropertyValue } from "../../plan";

/** The resource whose computed outputs are to be answered as if it had been applied. */
export interface Subject {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  /** Physical id that it has already, as it is read or adopted; absent for a new one. */
  readonly existingId?: string;
  /** AWS account of its provider; twelve zeros where neither provider nor configuration names one. */
  readonly account: string;
  /** Its region; absent for a global resource, and where none is known. */
  readonly region?: string;
  /** Whether it has no region, as its service is global. */
  readonly isGlobal: boolean;
  /** AWS partition: `aws`, `aws-cn`, `aws-eusc`. */
  readonly partition: string;
}

/** Everything that ids, ARNs and endpoints of one AWS resource are made from; what is not known is `undefined`. */
export interface AwsSubject extends Subject {
  /** Its physical name, given or generated. */
  readonly physicalName: string | undefined;
  readonly id: string | undefined;
  readonly arn: string | undefined;
  /** Domain of the endpoints of its AWS partition. */
  readonly domain: string;
}

/** What an applied resource has beyond its inputs. */
export interface AppliedState {
  /** Physical id; absent where it is made of something that is not known. */
  readonly id?: string;
  readonly outputs: Properties;
}

/**
 * Hexadecimal digits derived from the URN: the same in every run, different for every resource.
 * @param purpose tells several values of one resource apart
 */
export function stableHex(urn: string, length: number, purpose = ""): string {
  const digits = digest(`${urn}\n${purpose}`);
  return length <= digits.length ? digits.slice(0, length) : longer(digits, length);
}

function longer(digits: string, length: number): string {
  const blocks = Math.ceil(length / digits.length);
  const more = Array.from({ length: blocks - 1 }, (_, index) => digest(`${digits}\n${index}`));
  return [digits, ...more].join("").slice(0, length);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A UUID derived from the URN. */
export function stableUuid(urn: string): string {
  const hex = stableHex(urn, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The name that Pulumi would generate: the logical name and seven hexadecimal digits. */
export function autoName({ name, urn }: Pick<Subject, "name" | "urn">): string {
  return `${name}-${stableHex(urn, 7)}`;
}

/** The values that are known. */
export function known(values: Readonly<Record<string, PropertyValue | undefined>>): Properties {
  const found = Object.entries(values).filter((entry): entry is [string, PropertyValue] => entry[1] !== undefined);
  return Object.fromEntries(found);
}

/** An input as text, `undefined` where it is absent, unknown, secret or no text. */
export function knownText(value: PropertyValue | undefined): string | undefined {
  return typeof value === "string" && value !== UNKNOWN ? value : undefined;
}
