import { AnalyzeDiagnostic } from "@pulumi/pulumi/proto/analyzer_pb";
import { BinaryReader, BinaryWriter } from "google-protobuf";
import type { Properties, PropertyValue } from "../plan";

/*
 * The large messages of a judgement, written and read field by field: building them of message objects first is most of
 * what judging costs. Field numbers are those of google/protobuf/struct.proto and pulumi/analyzer.proto.
 */

/** A message as it goes over the wire. */
export type Encoded = Uint8Array;

/** A value in a box of its own, because the writer leaves out messages that are null. */
interface Boxed {
  readonly value: PropertyValue;
}

const FIELDS = { entry: 1, key: 1, entryValue: 2, listItem: 1 };
const KINDS = { null: 1, number: 2, text: 3, truth: 4, object: 5, list: 6 };

/**
 * Appends a message's `properties`, a `google.protobuf.Struct`, to its other fields.
 * @param field number of the field
 */
export function withProperties(others: Encoded, field: number, properties: Properties): Encoded {
  const writer = new BinaryWriter();
  writer.writeMessage(field, properties, writeStruct);
  return Buffer.concat([others, writer.getResultBuffer()]);
}

/** A message that holds nothing but other messages, all in one field. */
export function listOf(field: number, messages: readonly Encoded[]): Encoded {
  const writer = new BinaryWriter();
  messages.forEach((message) => writer.writeBytes(field, message));
  return writer.getResultBuffer();
}

/**
 * The diagnostics of an `AnalyzeResponse`. For each resource a pack also lists every policy that does not apply to it,
 * which nobody asks for: those are passed over unread.
 */
export function readDiagnostics(response: Encoded): AnalyzeDiagnostic[] {
  const diagnostics: AnalyzeDiagnostic[] = [];
  const reader = new BinaryReader(response);
  while (reader.nextField()) {
    if (reader.getFieldNumber() === 2) {
      const diagnostic = new AnalyzeDiagnostic();
      reader.readMessage(diagnostic, AnalyzeDiagnostic.deserializeBinaryFromReader);
      diagnostics.push(diagnostic);
    } else {
      reader.skipField();
    }
  }
  return diagnostics;
}

function writeStruct(properties: Properties, writer: BinaryWriter): void {
  for (const [key, value] of Object.entries(properties)) {
    writer.writeMessage(FIELDS.entry, { value }, (_, entry: BinaryWriter) => {
      entry.writeString(FIELDS.key, key);
      entry.writeMessage(FIELDS.entryValue, { value }, writeValue);
    });
  }
}

function writeValue({ value }: Boxed, writer: BinaryWriter): void {
  if (value === null) {
    writer.writeEnum(KINDS.null, 0);
  } else if (typeof value === "number") {
    writer.writeDouble(KINDS.number, value);
  } else if (typeof value === "string") {
    writer.writeString(KINDS.text, value);
  } else if (typeof value === "boolean") {
    writer.writeBool(KINDS.truth, value);
  } else if (Array.isArray(value)) {
    writer.writeMessage(KINDS.list, value, writeList);
  } else {
    writer.writeMessage(KINDS.object, value, writeStruct);
  }
}

function writeList(values: readonly PropertyValue[], writer: BinaryWriter): void {
  values.forEach((value) => writer.writeMessage(FIELDS.listItem, { value }, writeValue));
}
