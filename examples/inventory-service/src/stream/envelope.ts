import { z } from "zod";
import type { CloudEvent } from "./cloud-event";

const envelope = z.looseObject({
  specversion: z.literal("1.0"),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  subject: z.string(),
  time: z.iso.datetime(),
  datacontenttype: z.literal("application/json"),
  dataschema: z.string(),
  partitionkey: z.string(),
  tenant: z.string(),
  subjectversion: z.int().min(1),
  traceparent: z.string().optional(),
  epoch: z.int().min(1).optional(),
  data: z.looseObject({}),
});

/**
 * Reads an event as it was written.
 * @throws ZodError where it is no event of an inventory
 */
export function readEvent(value: unknown): CloudEvent {
  return envelope.parse(value);
}

/** An event as it is written, and how many bytes that takes. */
interface Written {
  readonly event: CloudEvent;
  readonly text: string;
}

/** Events as they are written, in their order, in parts of so many bytes at most; one that is larger is a part of its own. */
export function writtenInParts(events: readonly CloudEvent[], mostBytes: number): readonly (readonly Written[])[] {
  const parts: Written[][] = [];
  let room = 0;
  for (const event of events) {
    const text = JSON.stringify(event);
    const bytes = Buffer.byteLength(text);
    if (bytes > room) {
      parts.push([]);
      room = mostBytes;
    }
    parts.at(-1)?.push({ event, text });
    room -= bytes;
  }
  return parts;
}
