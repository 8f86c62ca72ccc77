import { awsTypeFacts } from "../../../facts/aws-types";
import type { Properties } from "../../plan";
import { NAME_INPUTS, OWN_NAME_INPUTS } from "./aws-formats";
import { autoName, knownText, stableHex, type Subject } from "./subject";

const PREFIXED_DIGITS = 26;

/**
 * Physical name of an AWS resource: the one it is given, otherwise the one that Pulumi or the provider would generate.
 * `undefined` where it is given but not known, or is a secret: whatever is made of it is not known either.
 * @param idIsName whether a resource of this type has its name as its id
 */
export function physicalName(subject: Subject, idIsName: boolean): string | undefined {
  const input = nameInputs(subject.type).find((name) => subject.inputs[name] !== undefined);
  if (input !== undefined) {
    return knownText(subject.inputs[input]);
  }
  const existing = idIsName ? subject.existingId : undefined;
  return subject.existingId === undefined ? generatedName(subject) : existing;
}

/** The generated name under the input that the program left out. */
export function generatedNameOutput(subject: Subject, name: string | undefined): Properties {
  const filled = awsTypeFacts(subject.type)?.filled?.string ?? [];
  const input = nameInputs(subject.type).find((candidate) => filled.includes(candidate));
  return input === undefined || name === undefined || subject.inputs[input] !== undefined ? {} : { [input]: name };
}

function nameInputs(type: string): readonly string[] {
  const own: Readonly<Record<string, string>> = OWN_NAME_INPUTS;
  const input = own[type];
  return input === undefined ? NAME_INPUTS : [input];
}

function generatedName({ type, name, urn, inputs }: Subject): string {
  const suffix = inputs["fifoQueue"] === true || inputs["fifoTopic"] === true ? ".fifo" : "";
  const prefix = nameInputs(type)
    .map((input) => knownText(inputs[`${input}Prefix`]))
    .find((value) => value !== undefined);
  const generated = prefix === undefined ? autoName({ name, urn }) : `${prefix}${stableHex(urn, PREFIXED_DIGITS)}`;
  return `${generated}${suffix}`;
}
