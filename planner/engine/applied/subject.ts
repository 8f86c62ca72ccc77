import { createHash } from "node:crypto";
import type { Properties } from "../../plan";

/** The resource whose computed outputs are to be answered as if it had been applied. */
export interface Subject {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  /** AWS account of its provider; twelve zeros where neither provider nor configuration names one. */
  readonly account: string;
  /** Its region; absent for a global resource. */
  readonly region?: string;
  /** AWS partition: `aws`, `aws-cn`, `aws-eusc`. */
  readonly partition: string;
}

/** Everything that ids, ARNs and endpoints of one AWS resource are made from. */
export interface AwsSubject extends Subject {
  /** Its physical name, given or generated. */
  readonly physicalName: string;
  readonly id: string;
  readonly arn: string;
}

/** What an applied resource has beyond its inputs. */
export interface AppliedState {
  readonly id: string;
  readonly outputs: Properties;
}

/**
 * Hexadecimal digits derived from the URN: the same in every run, different for every resource.
 * @param purpose tells several values of one resource apart
 */
export function stableHex(urn: string, length: number, purpose = ""): string {
  return createHash("sha256").update(`${urn}\n${purpose}`).digest("hex").slice(0, length);
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
