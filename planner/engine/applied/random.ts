import { SECRET, SIGNATURE, UNKNOWN, type Properties, type PropertyValue } from "../../plan";
import { knownText, stableHex, stableUuid, type AppliedState, type Subject } from "./subject";

const DEFAULT_LENGTH = 16;

/**
 * Computed outputs of a `random` resource: values that look the part, derived from the URN and so stable. Of one that
 * exists already, or whose inputs are not known, nothing is made up.
 */
export function appliedRandom(subject: Subject): AppliedState {
  if (subject.existingId !== undefined) {
    return { id: subject.existingId, outputs: {} };
  }
  const outputs = isDecided(subject.inputs) ? (OUTPUTS[subject.type]?.(subject) ?? {}) : {};
  const id = outputs["id"] ?? outputs["hex"];
  return { ...(typeof id === "string" && { id }), outputs };
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
  "random:index/randomShuffle:RandomShuffle": shuffle,
  "random:index/randomBytes:RandomBytes": bytes,
};

/** Inputs that only say when to make a new value, and have no part in what it looks like. */
const KEEPERS = "keepers";

function isDecided(inputs: Properties): boolean {
  return Object.entries(inputs).every(([name, value]) => name === KEEPERS || value !== UNKNOWN);
}

function numberIn({ inputs }: Subject, input: string, fallback: number): number {
  const value = inputs[input];
  return typeof value === "number" ? value : fallback;
}

/** Kinds of characters, by the input that leaves them out. */
const CHARACTERS = {
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  lower: "abcdefghijklmnopqrstuvwxyz",
  numeric: "0123456789",
} as const;

/** Letters and digits where they are allowed, otherwise special characters. */
function stableText(subject: Subject): string {
  const { urn, inputs } = subject;
  const isAllowed = (kind: string): boolean =>
    inputs[kind] !== false && !(kind === "numeric" && inputs["number"] === false);
  const plain = Object.entries(CHARACTERS).map(([kind, characters]) => (isAllowed(kind) ? characters : ""));
  const alphabet =
    plain.join("") === "" ? (knownText(inputs["overrideSpecial"]) ?? "!@#$%&*()-_=+[]{}<>:?") : plain.join("");
  const letters = Array.from({ length: numberIn(subject, "length", DEFAULT_LENGTH) }, (_, index) => {
    const position = Number.parseInt(stableHex(urn, 4, `letter ${index}`), 16);
    return alphabet.charAt(position % alphabet.length);
  });
  return letters.join("");
}

function stableBytes(subject: Subject, input: string, fallback: number): Buffer {
  return Buffer.from(stableHex(subject.urn, 2 * numberIn(subject, input, fallback)), "hex");
}

function identifier(subject: Subject): Properties {
  const raw = stableBytes(subject, "byteLength", 8);
  const prefix = knownText(subject.inputs["prefix"]) ?? "";
  return {
    id: raw.toString("base64url"),
    hex: `${prefix}${raw.toString("hex")}`,
    b64Std: `${prefix}${raw.toString("base64")}`,
    b64Url: `${prefix}${raw.toString("base64url")}`,
    dec: `${prefix}${BigInt(`0x${raw.toString("hex")}`).toString()}`,
  };
}

function pet({ urn, inputs }: Subject): Properties {
  const prefix = knownText(inputs["prefix"]) ?? "";
  const parts = [...(prefix === "" ? [] : [prefix]), "planned", stableHex(urn, 6)];
  return { id: parts.join(knownText(inputs["separator"]) ?? "-") };
}

function integer(subject: Subject): Properties {
  const min = numberIn(subject, "min", 0);
  const max = numberIn(subject, "max", min);
  const result = min + (Number.parseInt(stableHex(subject.urn, 8), 16) % (max - min + 1));
  return { id: String(result), result };
}

function shuffle(subject: Subject): Properties {
  const { inputs } = subject;
  const all = Array.isArray(inputs["inputs"]) ? inputs["inputs"] : [];
  const count = numberIn(subject, "resultCount", all.length);
  // A count beyond the number of inputs takes them again.
  return {
    id: "-",
    results: Array.from({ length: all.length === 0 ? 0 : count }, (_, index) => all[index % all.length] ?? null),
  };
}

function bytes(subject: Subject): Properties {
  const raw = stableBytes(subject, "length", 32);
  return { id: "none", base64: secret(raw.toString("base64")), hex: secret(raw.toString("hex")) };
}

function secret(value: PropertyValue): Properties {
  return { [SIGNATURE]: SECRET, value };
}
