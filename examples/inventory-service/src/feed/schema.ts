import type { FeedContract } from "./contracts";

type Schema = Readonly<Record<string, unknown>>;

const internal = { "x-data-class": "internal" };

/** The envelope of every record: what there is of a CloudEvent that names nobody. */
const ENVELOPE = {
  id: { type: "string", description: "Id of the event: the same where it comes twice", ...internal },
  source: { type: "string", description: "Who says so: the partition", ...internal },
  type: { type: "string", description: "What happened", ...internal },
  time: { type: "string", format: "date-time", description: "When it was committed", ...internal },
} as const;

/** A record of a feed as JSON Schema, closed, each field with its class of data: what the platform's `Feed` takes. */
export function feedSchema({ description, fields }: FeedContract): Schema {
  const data = Object.entries(fields).map(([name, { type, says }]) => [name, { type, description: says, ...internal }]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    additionalProperties: false,
    required: [...Object.keys(ENVELOPE), "data"],
    properties: {
      ...ENVELOPE,
      data: {
        ...{ type: "object", description, additionalProperties: false },
        required: Object.keys(fields),
        properties: Object.fromEntries(data),
      },
    },
  };
}

/** Name and version, as readers and proposals say them: `stock-changes@1`. */
export function contractId({ name, version }: Pick<FeedContract, "name" | "version">): string {
  return `${name}@${version}`;
}
