import type { CloudEvent } from "../../src/stream";

/** An event of a subject. */
export function eventOf(subject: string, version: number, tenant = "acme"): CloudEvent {
  return {
    specversion: "1.0",
    id: `${subject}-${version}`,
    source: "urn:inventory:eu",
    type: "inventory.StockChanged.v1",
    subject,
    time: "2026-11-27T00:00:00.000Z",
    datacontenttype: "application/json",
    dataschema: "urn:inventory:schema:inventory.StockChanged.v1",
    partitionkey: subject,
    tenant,
    subjectversion: version,
    data: { version },
  };
}

/** The numbers from one on. */
export function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
