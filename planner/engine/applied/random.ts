import { SECRET, SIGNATURE, type Properties, type PropertyValue } from "../../plan";
import { stableHex, stableUuid, type AppliedState, type Subject } from "./subject";

const DEFAULT_LENGTH = 16;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Computed outputs of a `random` resource: values that look the part, derived from the URN and so stable. */
export function appliedRandom(subject: Subject): AppliedState {
  const outputs = OUTPUTS[subject.type]?.(subject) ?? {};
  const id = outputs["id"] ?? outputs["hex"] ?? stableHex(subject.urn, DEFAULT_LENGTH);
  return { id: typeof id === "string" ? id : "none", outputs };
}

const OUTPUTS: Readonly<Record<string, (subject: Subject) => Properties>> = {
  "random:index/randomPassword:RandomPassword": (subject) => ({
    id: "none",
    result: secret(stableText(subject)),
    bcryptHash: secret(stableHex(subject.urn, 60, "bcrypt")),
  }),
  "random:index/randomString:RandomString": (subject) => ({ id: stableText(subject), result: stableText(subject) }),
  "random:index/randomId:RandomId": identifier,
  "random:index/randomUuid:RandomUuid": ({ urn }) => ({ id: stableUuid(urn), result: stableUuid(urn) }),
  "random:index/randomPet:RandomPet": pet,
  "random:index/randomInteger:RandomInteger": integer,
  "random:index/randomShuffle:RandomShuffle": ({ inputs }) => ({ id: "-", results: inputs["inputs"] ?? [] }),
  "random:index/randomBytes:RandomBytes": (subject) => bytes(subject),
};

function lengthOf({ inputs }: Subject, input: string, fallback: number): number {
  const length = inputs[input];
  return typeof length === "number" ? length : fallback;
}

function stableText(subject: Subject): string {
  const length = lengthOf(subject, "length", DEFAULT_LENGTH);
  return Array.from({ length }, (_, index) => letter(subject.urn, index)).join("");
}

function letter(urn: string, index: number): string {
  return ALPHABET.charAt(Number.parseInt(stableHex(urn, 4, `letter ${index}`), 16) % ALPHABET.length);
}

function identifier(subject: Subject): Properties {
  const raw = Buffer.from(stableHex(subject.urn, 64).slice(0, 2 * lengthOf(subject, "byteLength", 8)), "hex");
  const prefix = typeof subject.inputs["prefix"] === "string" ? subject.inputs["prefix"] : "";
  return {
    id: raw.toString("base64url"),
    hex: `${prefix}${raw.toString("hex")}`,
    b64Std: `${prefix}${raw.toString("base64")}`,
    b64Url: `${prefix}${raw.toString("base64url")}`,
    dec: `${prefix}${BigInt(`0x${raw.toString("hex")}`).toString()}`,
  };
}

function pet({ urn, inputs }: Subject): Properties {
  const text = (input: string, fallback: string): string =>
    typeof inputs[input] === "string" ? inputs[input] : fallback;
  const prefix = text("prefix", "");
  const separator = text("separator", "-");
  const id = [...(prefix === "" ? [] : [prefix]), "planned", stableHex(urn, 6)].join(separator);
  return { id };
}

function integer(subject: Subject): Properties {
  const min = lengthOf(subject, "min", 0);
  const max = lengthOf(subject, "max", min);
  const result = min + (Number.parseInt(stableHex(subject.urn, 8), 16) % (max - min + 1));
  return { id: String(result), result };
}

function bytes(subject: Subject): Properties {
  const raw = Buffer.from(stableHex(subject.urn, 64), "hex").subarray(0, lengthOf(subject, "length", 32));
  return { id: "none", base64: secret(raw.toString("base64")), hex: secret(raw.toString("hex")) };
}

function secret(value: PropertyValue): Properties {
  return { [SIGNATURE]: SECRET, value };
}
