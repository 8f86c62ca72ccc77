import { isAwsRegion } from "../../facts/regions";
import type { Fleet } from "./fleet";
import type { Place } from "./place";
import { bucketPlace, knownBucket, placesInText, uniquePlaces } from "./text-places";

/** A region that stands alone: a value, an option, a word of a document. A zone such as `eu-west-1a` is none. */
const REGION_ALONE = /(?<![\w./-])((?:[a-z]{2}|eusc)(?:-[a-z]+){1,2}-\d)(?![\w./-])/g;
/** What is called a bucket in a document. */
const BUCKET_NAMED = /bucket(?:[_-]?name)?["']?\s*[:=]\s*["']?([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/gi;
const BASE64 = /^[A-Za-z0-9+/\s]{16,}={0,2}\s*$/;

/**
 * Places of everything that a text hands to a program: what it names in full, and what only a program needs no more of:
 * a region alone, and the name of a bucket. What is written in base64 is read as well.
 */
export function placesForProgram(text: string, fleet: Fleet): Place[] {
  const readings = [text, ...decoded(text)];
  return uniquePlaces(readings.flatMap((one) => [...placesInText(one, fleet), ...namedAlone(one, fleet)]));
}

function namedAlone(text: string, fleet: Fleet): Place[] {
  const regions = [...text.matchAll(REGION_ALONE)].map(([, region = ""]) => region).filter(isAwsRegion);
  const buckets = [text, ...[...text.matchAll(BUCKET_NAMED)].map(([, name = ""]) => name)];
  return [
    ...regions.map((region) => ({ at: "region", region }) as const),
    ...buckets.filter((name) => knownBucket(name, fleet) !== undefined).map((name) => bucketPlace(name, fleet)),
  ];
}

/** What a text says where it is base64 of text, as user data and the data of Secrets are. */
function decoded(text: string): string[] {
  if (!BASE64.test(text)) {
    return [];
  }
  const plain = Buffer.from(text, "base64").toString("utf8");
  return /^[\t\n\r\x20-\x7e\u00a0-\ufffc]+$/.test(plain) ? [plain] : [];
}
