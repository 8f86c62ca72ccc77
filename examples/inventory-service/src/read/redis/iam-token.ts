import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4, type SignatureV4Init } from "@smithy/signature-v4";

/** A cache of ElastiCache that lets users in by IAM. */
export interface IamCache {
  /** Its name. */
  readonly name: string;
  /** The region it is in. */
  readonly region: string;
  /** Whether it is serverless, which the signed request says. */
  readonly isServerless: boolean;
}

/** What a token is signed by. */
export interface TokenOptions {
  /** Where the keys of AWS come from. */
  readonly credentials: SignatureV4Init["credentials"];
  /** The time in ms since the epoch. */
  readonly now: () => number;
  /** For how long it may be used to log in: 15 minutes at most. */
  readonly seconds: number;
}

const ARN = /^arn:[\w-]+:elasticache:([\w-]+):\d{12}:(replicationgroup|serverlesscache):([a-z][a-z0-9-]*)$/;

/** The cache of an ARN; nothing where it is the ARN of none. */
export function iamCacheOf(arn: string): IamCache | undefined {
  const [, region, kind, name] = ARN.exec(arn) ?? [];
  return region === undefined || name === undefined
    ? undefined
    : { region, name, isServerless: kind === "serverlesscache" };
}

/**
 * The password of a user of a cache: a request to connect, signed and without its scheme. The cache checks it as the connection is
 * made, and ends the connection after 12 hours.
 *
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html (read 2026-11-27).
 */
export async function cacheToken(
  { name, region, isServerless }: IamCache,
  user: string,
  { credentials, now, seconds }: TokenOptions,
): Promise<string> {
  const signer = new SignatureV4({ service: "elasticache", region, credentials, sha256: Sha256 });
  const query = { Action: "connect", User: user, ...(isServerless ? { ResourceType: "ServerlessCache" } : {}) };
  const request = new HttpRequest({
    ...{ method: "GET", protocol: "https:", hostname: name, path: "/", query },
    headers: { host: name },
  });
  const signed = await signer.presign(request, { expiresIn: seconds, signingDate: new Date(now()) });
  const text = Object.entries(signed.query ?? {}).map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
  return `${name}/?${text.join("&")}`;
}
